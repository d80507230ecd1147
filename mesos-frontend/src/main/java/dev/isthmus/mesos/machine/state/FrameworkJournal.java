package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the journal keeps of the framework beyond the life of its driver: the lease, its failover timeout, the fields that may not change, and the
 * ends it has acknowledged (src/master/master.cpp keeps the same of each framework). Without a journal nothing is kept.
 */
public final class FrameworkJournal {

    /** The longest time between two renewals of the lease. */
    public static final Duration LONGEST_INTERVAL = Duration.ofSeconds(15);

    static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

    private static final String PRINCIPAL = "principal";
    private static final String USER = "user";
    private static final String CHECKPOINT = "checkpoint";

    /** When the framework had been there before it came back. */
    private static final String BEFORE = "before";

    /** For how long that is said: until then it may not have acknowledged all that it was told when it came back. */
    private static final Duration RETURNING = Duration.ofMinutes(15);

    private final FrameworkState state;
    private final boolean kept;
    private final JournalSnapshot recalled;
    /** When this process wrote its first lease. */
    private @Nullable Instant returned;
    /** When the lease is renewed next; in the past if it is not. */
    private Instant next = Instant.MIN;
    /** Whether it is yet to be judged if the framework has been away for too long, which a lease would hide. */
    private boolean judged = true;
    /** Whether the framework is away, and was seen last when it went. */
    private boolean away;
    /** Whether another driver writes the journal now. */
    private boolean lost;

    public FrameworkJournal(FrameworkState state) {
        this.state = state;
        this.kept = state.options().recalled().isPresent();
        this.recalled = state.options().recalled().orElse(JournalSnapshot.NOTHING);
    }

    /** Whether there is a journal. */
    public boolean isKept() {
        return kept;
    }

    /** Why the framework may not register again as it is, in the master's words; empty if it may. */
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
     * Whether the framework has been away for longer than its failover timeout, as far as this journal knows. One whose journal another driver held
     * until now has not been away at all, however short its timeout.
     */
    public boolean isExpired() {
        return !state.options().tookOver()
                && recalled.lease()
                        .map(lease -> lease.isExpired(
                                lease.failoverTimeout().isZero()
                                        ? state.shown()
                                        : state.shown().minus(interval(lease.failoverTimeout()))))
                        .orElse(false);
    }

    /** When the framework was last connected, as far as this journal knows. */
    public Optional<Instant> seenLast() {
        return recalled.lease().map(JournalEntry.Lease::seen);
    }

    /** Keeps the user and the checkpoint flag that the framework had before, whatever its description says now. */
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
     * Whether an earlier process may have made a request as late as this time. A framework that got its id only now had no such process. A lease says
     * when the last one was there; without a lease it is not known, and the answer is yes.
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

    /** Writes no lease until it is judged whether the framework has been away for too long. */
    public void suspend() {
        judged = false;
    }

    /** The framework has not been away for too long: a lease may be written, and is renewed if the framework is registered. */
    public void resume() {
        judged = true;
        if (state.isRegistered()) {
            begin();
        }
    }

    /** The framework is registered: starts to renew its lease. */
    public void begin() {
        if (kept && !away) {
            renew();
        }
    }

    /** Handles an alarm of the lease, unless renewing has ended or begun anew since it was set. */
    public void due(MachineTimers.LeaseDue alarm) {
        if (alarm.due().equals(next)) {
            renew();
        }
    }

    /** Renews the lease, of an aborted driver too, until the driver is stopped. */
    private void renew() {
        if (state.isStopped()) {
            return;
        }
        seen();
        next = state.now().plus(interval(failoverTimeout()));
        state.timers().at(next, new MachineTimers.LeaseDue(state.framework().id(), next));
    }

    /** The framework is away: it was last seen now, and the lease is not renewed. */
    public void away() {
        seen();
        away = true;
        state.timers().remove(new MachineTimers.LeaseDue(state.framework().id(), next));
        next = Instant.MIN;
    }

    /** The framework is there again: starts to renew its lease. */
    public void returned() {
        away = false;
        begin();
    }

    /** Writes a lease as of now. */
    public void seen() {
        if (!judged || away) {
            return;
        }
        FrameworkInfo info = state.framework().info();
        Map<String, String> terms = new TreeMap<>(Map.of(
                PRINCIPAL,
                info.getPrincipal(),
                USER,
                info.getUser(),
                CHECKPOINT,
                Boolean.toString(info.getCheckpoint())));
        if (isReturning()) {
            thereBefore().ifPresent(at -> terms.put(BEFORE, at.toString()));
        }
        write(new JournalEntry.Lease(state.shown(), failoverTimeout(), terms));
    }

    private boolean isReturning() {
        if (returned == null) {
            returned = state.now();
        }
        return state.now().isBefore(returned.plus(RETURNING));
    }

    /** When the framework was there last before it came back to this process, or to one that ended soon after that. */
    private Optional<Instant> thereBefore() {
        return term(BEFORE).map(Instant::parse).or(this::seenLast);
    }

    /** Another driver has taken the journal over: writes nothing any more. */
    public void lose() {
        lost = true;
    }

    /** Writes that the framework is removed. */
    public void removed() {
        write(new JournalEntry.Removed(state.shown()));
    }

    /** Writes that the end of this launch is acknowledged. */
    public void acknowledged(LaunchId launch) {
        acknowledgement(launch).map(Output.Write::new).ifPresent(state.outbox()::add);
    }

    /** Writes an end that the backend is about to forget. */
    public void keep(MasterEntry.TaskEnd end) {
        if (kept && !lost) {
            state.outbox().add(new Output.KeepEnd(end));
        }
    }

    /** The entry that says that the end of this launch is acknowledged; empty without a journal. */
    public Optional<JournalEntry> acknowledgement(LaunchId launch) {
        return kept && !lost ? Optional.of(new JournalEntry.Acknowledged(launch, state.shown())) : Optional.empty();
    }

    /**
     * Whether the end of a launch of an earlier process is still to be reported. False without a lease, as it is not known then; the end is reported
     * if the framework reconciles the task. False too if the task ended while the framework was there, and so long ago that the journal need not know of its
     * acknowledgement any more ({@link Journal#RETENTION}). What it was told when it came back may be lost with a process that ended soon after that, and is told again.
     *
     * @param ended when the task ended, by the clock of the backend
     */
    public boolean isUnacknowledged(LaunchId launch, Instant ended) {
        Instant forgotten = state.shown().minus(Journal.RETENTION);
        return recalled.lease().isPresent()
                && (ended.isAfter(forgotten)
                        || thereBefore().filter(ended::isAfter).isPresent())
                && !recalled.acknowledged().containsKey(launch);
    }

    /**
     * Whether the state of a task that began to start or run at this time may not have been reported by the earlier process, as its last lease is
     * older. A second report does no harm. False without a lease; the state is reported if the framework reconciles the task.
     */
    public boolean maySayNews(Instant begun) {
        return recalled.lease().filter(lease -> begun.isAfter(lease.seen())).isPresent();
    }

    /** Whether the end of a launch of an earlier process was acknowledged, or was reported and needed no acknowledgement. */
    public boolean isAcknowledged(LaunchId launch) {
        return recalled.acknowledged().containsKey(launch);
    }

    private void write(JournalEntry entry) {
        if (kept && !lost) {
            state.outbox().add(new Output.Write(entry));
        }
    }

    /** How often the lease is renewed: so often that a crash costs little of the failover timeout. */
    private static Duration interval(Duration failoverTimeout) {
        Duration tenth = failoverTimeout.dividedBy(10);
        if (tenth.compareTo(SHORTEST_INTERVAL) < 0) {
            return failoverTimeout.isZero() ? LONGEST_INTERVAL : SHORTEST_INTERVAL;
        }
        return tenth.compareTo(LONGEST_INTERVAL) < 0 ? tenth : LONGEST_INTERVAL;
    }

    /**
     * The failover timeout of the framework; never negative. {@link dev.isthmus.mesos.framework.FrameworkChecks} ensures that it fits into
     * nanoseconds.
     */
    public Duration failoverTimeout() {
        return Duration.ofNanos(Math.max(0, (long) (state.framework().info().getFailoverTimeout() * 1e9)));
    }
}
