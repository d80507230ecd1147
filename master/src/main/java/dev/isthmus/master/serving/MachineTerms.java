package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.RememberedTerms;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;

/**
 * What the machine is told of a framework. The subscriptions count how long one may be away, so the machine leaves its tasks alone, however short its failover timeout is,
 * unless it is told to kill them. So the machine has leases that never end, and the journal has those of the framework.
 */
final class MachineTerms {

    private static final Duration NEVER = Duration.ofDays(36_500);

    private static final double NANOS = 1e9;

    private MachineTerms() {}

    private static FrameworkInfo patient(FrameworkInfo info) {
        return info.toBuilder().setFailoverTimeout((double) NEVER.toSeconds()).build();
    }

    static MachineOptions options(FrameworkId id, FrameworkAction.Serve serve, RecalledJournal journal) {
        FrameworkInfo info = patient(serve.info());
        return new MachineOptions(
                serve.isNew() ? info.toBuilder().clearId().build() : info,
                id,
                journal.own().map(MachineTerms::patient),
                journal.tookOver(),
                journal.epoch(),
                serve.suppressed(),
                serve.constraints(),
                false);
    }

    private static JournalSnapshot patient(JournalSnapshot snapshot) {
        return new JournalSnapshot(
                snapshot.acknowledged(), snapshot.lease().map(lease -> lasting(lease, NEVER)), snapshot.removed());
    }

    private static JournalEntry.Lease lasting(JournalEntry.Lease lease, Duration failoverTimeout) {
        return new JournalEntry.Lease(lease.seen(), failoverTimeout, lease.terms());
    }

    /** What the machine wants written, in the framework's own terms. */
    static JournalEntry entry(FrameworkInfo info, JournalEntry entry) {
        return entry instanceof JournalEntry.Lease lease
                ? new JournalEntry.Lease(
                        lease.seen(),
                        Duration.ofNanos(Math.max(0, (long) (info.getFailoverTimeout() * NANOS))),
                        RememberedTerms.with(lease.terms(), info))
                : entry;
    }

    static Input.Return returning(FrameworkAction.Serve serve) {
        return new Input.Return(patient(serve.info()), serve.suppressed(), serve.constraints());
    }

    static Call call(Call call) {
        return call instanceof Call.UpdateFramework update
                ? new Call.UpdateFramework(patient(update.info()), update.suppressed(), update.constraints())
                : call;
    }
}
