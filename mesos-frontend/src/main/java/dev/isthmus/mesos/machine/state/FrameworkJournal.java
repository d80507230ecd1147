package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What outlives the driver, where there is a journal: that the framework is there, for how long its tasks wait for it, what may
 * not change when it comes back, and which ends it has acknowledged (src/master/master.cpp keeps the same of each framework).
 */
public final class FrameworkJournal {

    public static final Duration LONGEST_INTERVAL = Duration.ofSeconds(15);
    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private static final String PRINCIPAL = "principal";
    private static final String USER = "user";
    private static final String CHECKPOINT = "checkpoint";

    private final MasterState state;
    private final boolean kept;
    private final JournalSnapshot recalled;
    /** Whether another driver keeps the journal now. */
    private boolean lost;

    public FrameworkJournal(MasterState state) {
        this.state = state;
        this.kept = state.options().recalled().isPresent();
        this.recalled = state.options().recalled().orElse(JournalSnapshot.NOTHING);
    }

    /** Whether anything outlives the driver. */
    public boolean isKept() {
        return kept;
    }

    /** Why the framework may not come back as it is, in the master's words. */
    public Optional<String> refusal() {
        return term(PRINCIPAL)
                .filter(principal -> !principal.equals(state.framework().info().getPrincipal()))
                .map(principal -> "Changing framework's principal is not allowed.");
    }

    /** Whether the framework was torn down. */
    public boolean isTornDown() {
        return recalled.removed().isPresent();
    }

    /**
     * Whether it has stayed away for longer than its failover timeout, as far as this journal knows. One whose journal was had by a driver until
     * now has not been away at all, however short its timeout.
     */
    public boolean isExpired() {
        return !state.options().tookOver()
                && recalled.lease()
                        .map(lease -> lease.isExpired(
                                lease.failoverTimeout().isZero()
                                        ? state.now()
                                        : state.now().minus(interval(lease.failoverTimeout()))))
                        .orElse(false);
    }

    /** When it was last there, as far as this journal knows. */
    public Optional<Instant> seenLast() {
        return recalled.lease().map(JournalEntry.Lease::seen);
    }

    /** A framework that comes back keeps the user and the checkpoint flag it had, whatever it says now. */
    public void keepImmutable() {
        FrameworkInfo.Builder info = state.framework().info().toBuilder();
        term(USER).ifPresent(info::setUser);
        term(CHECKPOINT).map(Boolean::parseBoolean).ifPresent(info::setCheckpoint);
        state.framework(Framework.of(info.build(), state.framework().id()));
    }

    private Optional<String> term(String name) {
        return recalled.lease().map(lease -> lease.terms().get(name));
    }

    /**
     * Whether an earlier process may have asked for something as late as a time. A framework that got its id only now had no such process;
     * a lease tells when it was last there, and without one nobody knows.
     */
    public boolean mayHaveActedSince(Instant time) {
        boolean fresh = state.options().framework().getId().getValue().isEmpty();
        return !fresh
                && recalled.lease()
                        .map(lease -> !lease.seen()
                                .plus(interval(lease.failoverTimeout()))
                                .isBefore(time))
                        .orElse(true);
    }

    /** The framework is registered: from now on it counts as there. */
    public void begin() {
        if (kept) {
            renew();
        }
    }

    /** It is still there, even if it is told nothing any more. */
    public void renew() {
        if (state.isStopped()) {
            return;
        }
        seen();
        state.timers().at(state.now().plus(interval(failoverTimeout())), new MachineTimers.LeaseDue());
    }

    /** It is there now, and maybe not any more from now on. */
    public void seen() {
        FrameworkInfo info = state.framework().info();
        write(new JournalEntry.Lease(
                state.now(),
                failoverTimeout(),
                Map.of(
                        PRINCIPAL,
                        info.getPrincipal(),
                        USER,
                        info.getUser(),
                        CHECKPOINT,
                        Boolean.toString(info.getCheckpoint()))));
    }

    /** Another driver has it, and writes what there is to be written. */
    public void lose() {
        lost = true;
    }

    /** It is no more. */
    public void removed() {
        write(new JournalEntry.Removed(state.now()));
    }

    /** Nothing more is told of this launch. */
    public void acknowledged(LaunchId launch) {
        acknowledgement(launch).map(Output.Write::new).ifPresent(state.outbox()::add);
    }

    /** What says, once it is written, that nothing more is told of this launch; nothing without a journal. */
    public Optional<JournalEntry> acknowledgement(LaunchId launch) {
        return kept && !lost ? Optional.of(new JournalEntry.Acknowledged(launch, state.now())) : Optional.empty();
    }

    /**
     * Whether the end of a launch of an earlier process is still to be told. Without a journal, or with one that has only
     * just been begun, nobody knows; it is told when asked for.
     */
    public boolean isUnacknowledged(LaunchId launch) {
        return recalled.lease().isPresent() && !recalled.acknowledged().containsKey(launch);
    }

    /**
     * Whether a task of an earlier process that began to start or to run at a time may not have been told of by it: it was not seen to be there
     * after that. What is told a second time because of it does no harm. Without a journal nobody knows; it is told when asked for.
     */
    public boolean maySayNews(Instant begun) {
        return recalled.lease().filter(lease -> begun.isAfter(lease.seen())).isPresent();
    }

    /** Whether the framework has acknowledged the end of a launch of an earlier process, or was told of one that needs no acknowledgement. */
    public boolean isAcknowledged(LaunchId launch) {
        return recalled.acknowledged().containsKey(launch);
    }

    private void write(JournalEntry entry) {
        if (kept && !lost) {
            state.outbox().add(new Output.Write(entry));
        }
    }

    /** Tells of the framework's being there often enough that a crash takes little of its failover timeout away. */
    private static Duration interval(Duration failoverTimeout) {
        Duration tenth = failoverTimeout.dividedBy(10);
        if (tenth.compareTo(SHORTEST_INTERVAL) < 0) {
            return failoverTimeout.isZero() ? LONGEST_INTERVAL : SHORTEST_INTERVAL;
        }
        return tenth.compareTo(LONGEST_INTERVAL) < 0 ? tenth : LONGEST_INTERVAL;
    }

    /** For how long the framework may be away; never negative; in whole nanoseconds, as {@link dev.isthmus.mesos.framework.FrameworkChecks} has seen that it can be. */
    public Duration failoverTimeout() {
        return Duration.ofNanos(Math.max(0, (long) (state.framework().info().getFailoverTimeout() * 1e9)));
    }
}
