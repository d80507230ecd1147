package dev.isthmus.master.message;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.v1.Protos.Task;

/** A task. */
public final class TaskResponses {

    private TaskResponses() {}

    /** The task with all that was told of it, but the data that its framework alone reads. */
    public static Task of(ShownTask task) {
        TaskInfo info = task.info();
        dev.isthmus.mesos.messages.Protos.Task.Builder shown = dev.isthmus.mesos.messages.Protos.Task.newBuilder()
                .setName(info.getName())
                .setTaskId(info.getTaskId())
                .setFrameworkId(FrameworkID.newBuilder().setValue(task.framework()))
                .setSlaveId(info.getSlaveId())
                .setState(task.state());
        task.executor()
                .ifPresent(id -> shown.setExecutorId(ExecutorID.newBuilder().setValue(id)));
        info.getResourcesList()
                .forEach(resource -> shown.addResources(ResourceMessages.allocated(resource, task.role())));
        task.statuses()
                .forEach(status -> shown.addStatuses(
                        status.hasData() ? status.toBuilder().clearData().build() : status));
        task.last()
                .filter(TaskStatus::hasUuid)
                .ifPresent(last -> shown.setStatusUpdateState(last.getState()).setStatusUpdateUuid(last.getUuid()));
        if (info.getCommand().hasUser()) {
            shown.setUser(info.getCommand().getUser());
        }
        if (info.hasLabels()) {
            shown.setLabels(info.getLabels());
        }
        if (info.hasDiscovery()) {
            shown.setDiscovery(info.getDiscovery());
        }
        if (info.hasContainer()) {
            shown.setContainer(info.getContainer());
        }
        if (info.hasHealthCheck()) {
            shown.setHealthCheck(info.getHealthCheck());
        }
        if (info.hasKillPolicy()) {
            shown.setKillPolicy(info.getKillPolicy());
        }
        shown.putAllLimits(info.getLimitsMap());
        return Evolution.of(shown.build(), Task.parser());
    }
}
