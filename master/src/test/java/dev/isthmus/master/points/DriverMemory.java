package dev.isthmus.master.points;

import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a driver keeps to subscribe with again, and what it answers itself while it has no master; see src/sched/sched.cpp. */
final class DriverMemory {

    private static final double MILLIS = 1e3;

    private final double patience;
    private FrameworkInfo info;
    private OfferConstraints constraints;
    private final Set<String> suppressed;

    /** @param patience the failover timeout of a framework that has none, in seconds */
    DriverMemory(MachineOptions framework, double patience) {
        this.patience = patience;
        info = patient(framework.framework());
        constraints = framework.constraints();
        suppressed = new LinkedHashSet<>(framework.suppressedRoles());
    }

    private FrameworkInfo patient(FrameworkInfo given) {
        return given.getFailoverTimeout() > 0
                ? given
                : given.toBuilder().setFailoverTimeout(patience).build();
    }

    Protos.Call subscribe() {
        Protos.Call.Builder call = Protos.Call.newBuilder().setType(Protos.Call.Type.SUBSCRIBE);
        if (info.hasId()) {
            call.setFrameworkId(info.getId());
        }
        call.getSubscribeBuilder()
                .setFrameworkInfo(info)
                .addAllSuppressedRoles(suppressed)
                .setOfferConstraints(constraints);
        return call.build();
    }

    void registered(FrameworkID id) {
        info = info.toBuilder().setId(id).build();
    }

    void called(Call call) {
        if (call instanceof Call.Suppress suppress) {
            suppressed.addAll(suppress.roles().orElseGet(this::roles));
        } else if (call instanceof Call.Revive revive) {
            revive.roles().orElseGet(this::roles).forEach(suppressed::remove);
        } else if (call instanceof Call.UpdateFramework update) {
            info = patient(update.info());
            constraints = update.constraints();
            suppressed.clear();
            suppressed.addAll(update.suppressed());
        }
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private List<String> roles() {
        return info.getRolesCount() > 0 ? info.getRolesList() : List.of(info.getRole());
    }

    /** What a framework is told that calls while there is no master. */
    List<Output> alone(Call call, Instant now) {
        return call instanceof Call.Accept accept
                ? accept.operations().stream()
                        .map(Offer.Operation::getLaunch)
                        .flatMap(launch -> launch.getTaskInfosList().stream())
                        .<Output>map(task -> new Callback.Update(TaskStatus.newBuilder()
                                .setTaskId(task.getTaskId())
                                .setState(isPartitionAware() ? TaskState.TASK_DROPPED : TaskState.TASK_LOST)
                                .setSource(TaskStatus.Source.SOURCE_MASTER)
                                .setReason(TaskStatus.Reason.REASON_MASTER_DISCONNECTED)
                                .setMessage("Master disconnected")
                                .setTimestamp(now.toEpochMilli() / MILLIS)
                                .build()))
                        .toList()
                : List.of();
    }

    private boolean isPartitionAware() {
        return info.getCapabilitiesList().stream()
                .anyMatch(capability -> capability.getType() == Capability.Type.PARTITION_AWARE);
    }
}
