package dev.isthmus.operator.reap.verdict;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.operator.reap.verdict.FrameworkVerdict.Gone;
import dev.isthmus.operator.reap.verdict.FrameworkVerdict.Living;
import dev.isthmus.operator.reap.verdict.FrameworkVerdict.Unknown;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Judges whether a framework is gone. Only a journal says so: a removal, or a lease that is over while nobody has the journal open. A journal that is held
 * speaks for whoever holds it, because a lease without a failover timeout is over as soon as it is written. A master's journal says nothing by a lease that is
 * over: as in Mesos, the next master gives its frameworks time to come back. Whatever contradicts a journal makes it unknown.
 */
public final class Judgement {

    /** By how much the clocks of ECS and of those who write journals may differ, with the calls under way when a driver ended. */
    static final Duration DOUBT = Duration.ofMinutes(10);

    private final FrameworkEvidence evidence;
    private final JournalSnapshot own;
    private final JournalSnapshot masters;
    private final Instant now;

    private Judgement(FrameworkEvidence evidence, Instant now) {
        this.evidence = evidence;
        this.own = evidence.own().snapshot();
        this.masters = evidence.masters().snapshot();
        this.now = now;
    }

    /** What the evidence comes to at a time. */
    public static FrameworkVerdict of(FrameworkEvidence evidence, Instant now) {
        return new Judgement(evidence, now).verdict();
    }

    private FrameworkVerdict verdict() {
        if (evidence.own().hold() == Hold.HELD) {
            return new Living("a driver has its journal open");
        }
        if (evidence.masters().hold() == Hold.HELD && isAtMaster()) {
            return new Living("the master of the cluster runs and has it");
        }
        Optional<String> problem =
                evidence.own().problem().or(() -> evidence.masters().problem());
        if (problem.isPresent()) {
            return new Unknown(problem.get());
        }
        if (evidence.own().hold() == Hold.UNKNOWN) {
            return new Unknown("its journal does not tell whether a driver has it open");
        }
        Optional<Instant> removed = latest(own.removed(), masters.removed());
        Optional<Instant> written = latest(removed, lease().map(JournalEntry.Lease::seen));
        if (written.isEmpty()) {
            return new Unknown("no journal that can be read here says anything of it");
        }
        Optional<Instant> since =
                evidence.lastStart().filter(start -> start.isAfter(written.get().plus(DOUBT)));
        if (since.isPresent()) {
            return new Unknown(
                    "its journal was last written at " + shown(written.get()) + ", but a task was started at "
                            + shown(since.get()) + ": somebody with another journal has served it since");
        }
        return removed.isPresent() && written.equals(removed) ? tornDown(removed.get()) : byLease();
    }

    /** Whether a master was the last to serve it, and has not removed it. */
    private boolean isAtMaster() {
        return masters.lease()
                .filter(its ->
                        masters.removed().filter(at -> !its.seen().isAfter(at)).isEmpty())
                .filter(its -> own.lease()
                        .filter(mine -> mine.seen().isAfter(its.seen()))
                        .isEmpty())
                .isPresent();
    }

    private Optional<JournalEntry.Lease> lease() {
        return Stream.of(own.lease(), masters.lease())
                .flatMap(Optional::stream)
                .max(Comparator.comparing(JournalEntry.Lease::seen));
    }

    private static Optional<Instant> latest(Optional<Instant> one, Optional<Instant> other) {
        return Stream.of(one, other).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    private static FrameworkVerdict tornDown(Instant at) {
        return new Gone(at, "its journal says that it was torn down, or removed, at " + shown(at));
    }

    private FrameworkVerdict byLease() {
        JournalEntry.Lease lease = lease().orElseThrow();
        Optional<Instant> expiry = lease.expiry();
        if (expiry.isEmpty()) {
            return new Living("its failover_timeout never ends");
        }
        Instant end = expiry.get();
        if (!now.isAfter(end)) {
            return new Living("its failover_timeout runs until " + shown(end));
        }
        if (!now.minus(DOUBT).isAfter(end)) {
            return new Living("its failover_timeout was over at " + shown(end) + ", less than " + DOUBT.toMinutes()
                    + " min ago: clocks may differ by as much");
        }
        if (isAtMaster()) {
            return new Unknown("a master had it last, at " + shown(lease.seen())
                    + ", and none runs: the next one gives it time to come back, and removes it after that");
        }
        return new Gone(
                end,
                "it was last there at " + shown(lease.seen()) + ", and its failover_timeout of "
                        + lease.failoverTimeout().toSeconds() + " s has been over since " + shown(end));
    }

    /** Nobody reads fractions of a second. */
    private static Instant shown(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
