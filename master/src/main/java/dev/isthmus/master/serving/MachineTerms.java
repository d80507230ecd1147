package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;

/**
 * What the machine is told of a framework. The subscriptions count how long one may be away, so the machine leaves its tasks alone, however short its failover timeout is,
 * unless it is told to kill them.
 */
final class MachineTerms {

    private static final double NEVER_SECONDS = Duration.ofDays(36_500).toSeconds();

    private MachineTerms() {}

    private static FrameworkInfo patient(FrameworkInfo info) {
        return info.toBuilder().setFailoverTimeout(NEVER_SECONDS).build();
    }

    static MachineOptions options(FrameworkId id, FrameworkAction.Serve serve, RecalledJournal journal) {
        FrameworkInfo info = patient(serve.info());
        return new MachineOptions(
                serve.isNew() ? info.toBuilder().clearId().build() : info,
                id,
                journal.snapshot(),
                journal.tookOver(),
                journal.epoch(),
                serve.suppressed(),
                serve.constraints(),
                false);
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
