package dev.isthmus.simulation.truth;

import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.InstanceHistory;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * R-WD-16: that an agent is lost whose offers a framework has had is told to it within a bound, if it is to be told of such: when its instance is gone, or
 * has been away for the time that is set. The bound is that of a look at all instances, counted while nothing goes wrong but that agents are away.
 */
public final class LossTold implements WorldLaw {

    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Fairness fairness;
    private final InstanceHistory history;
    private final Looks looks;
    private final Duration timeout;
    private final Map<String, DriverLife> newest = new HashMap<>();
    /** The agents that the newest life of a framework has offered, and not told to be lost since. */
    private final Map<DriverLife, SortedSet<String>> known = new HashMap<>();

    private Instant nextLook;

    /**
     * Nothing is known.
     *
     * @param timeout for how long an agent may be away
     */
    public LossTold(Court court, Fairness fairness, InstanceHistory history, Looks looks, Duration timeout) {
        this.court = court;
        this.fairness = fairness;
        this.history = history;
        this.looks = looks;
        this.timeout = timeout;
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-16";
    }

    @Override
    public void began(DriverLife life) {
        DriverLife before = newest.put(life.framework(), life);
        if (before != null) {
            known.remove(before);
        }
    }

    @Override
    public void ended(DriverLife life) {
        known.remove(life);
    }

    @Override
    public void offered(DriverLife life, Offer offer) {
        if (life.equals(newest.get(life.framework()))) {
            known.computeIfAbsent(life, first -> new TreeSet<>())
                    .add(offer.getSlaveId().getValue());
        }
    }

    @Override
    public void agentLost(DriverLife life, String agent) {
        if (known.containsKey(life)) {
            known.get(life).remove(agent);
        }
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        Duration within = looks.within();
        known.forEach((life, agents) -> fairness.undisturbedFor(life.framework())
                .filter(up -> up.compareTo(within) > 0)
                .ifPresent(up -> agents.forEach(agent -> look(life, agent, up, within))));
    }

    private void look(DriverLife life, String agent, Duration up, Duration within) {
        Optional<Duration> gone = history.goneSince(agent).map(this::passed);
        Optional<Duration> away = history.awaySince(agent).map(this::passed);
        boolean goneForLong = gone.filter(its -> its.compareTo(within) > 0).isPresent();
        // Who was cut off, or stood still, gives an agent its time anew.
        Duration patience = timeout.plus(within);
        boolean awayForLong = up.compareTo(patience) > 0
                && away.filter(its -> its.compareTo(patience) > 0).isPresent();
        if (goneForLong || awayForLong) {
            court.broken(
                    rule(),
                    life + " has not told that agent " + agent + " is lost, which "
                            + gone.map(its -> "is gone for " + its)
                                    .or(() -> away.map(its -> "is away for " + its))
                                    .orElse(""));
        }
    }

    private Duration passed(Instant since) {
        return Duration.between(since, court.now());
    }
}
