package dev.isthmus.simulation.sharing;

import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.SentEvent;
import dev.isthmus.simulation.verdict.Court;
import java.util.Set;
import java.util.TreeSet;

/** R-WD-22: when it is durable that a framework is removed, no master takes its id again. */
public final class RemovedForGood implements WorldLaw {

    private final Court court;
    private final Set<String> removed = new TreeSet<>();

    /** Nobody is removed. */
    public RemovedForGood(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-22";
    }

    @Override
    public void removed(String frameworkId) {
        removed.add(frameworkId);
    }

    @Override
    public void masterSent(DriverLife master, SentEvent sent) {
        if (sent.event().getType() == Event.Type.SUBSCRIBED && removed.contains(sent.framework())) {
            court.broken(rule(), master + " takes framework " + sent.framework() + ", which was removed");
        }
    }
}
