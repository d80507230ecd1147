package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.util.Map;
import java.util.TreeMap;

/** R-WD-21: when a framework has subscribed again, its master tells it nothing on an earlier stream any more, but that this is over. */
public final class OneStream implements WorldLaw {

    private final Court court;
    private final Map<String, Long> newest = new TreeMap<>();

    /** Nobody is subscribed. */
    public OneStream(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-21";
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        String who = master + " " + sent.framework();
        if (sent.event().getType() == Event.Type.SUBSCRIBED) {
            newest.merge(who, sent.stream(), Math::max);
        } else if (sent.event().getType() != Event.Type.ERROR && newest.getOrDefault(who, 0L) > sent.stream()) {
            court.broken(
                    rule(),
                    master + " sends " + sent.event().getType() + " to framework " + sent.framework() + " on stream "
                            + sent.stream() + ", after it has subscribed again on stream " + newest.get(who));
        }
    }

    @Override
    public void ended(DriverLife life) {
        newest.keySet().removeIf(who -> who.startsWith(life + " "));
    }
}
