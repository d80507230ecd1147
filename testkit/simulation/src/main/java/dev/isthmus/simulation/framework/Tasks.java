package dev.isthmus.simulation.framework;

import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.simulation.cluster.Containers;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Messages that every framework sends. */
public final class Tasks {

    private Tasks() {}

    /** A task on an offer's agent that runs for so long and exits with this code. */
    public static TaskInfo of(String id, Offer offer, double cpus, double memory, Duration length, int exitCode) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", cpus))
                .addResources(scalar("mem", memory))
                .setCommand(CommandInfo.newBuilder().setValue(Containers.command(length, exitCode)))
                .build();
    }

    /** What an offer has of a resource that is reserved for nobody. */
    public static double amount(Offer offer, String resource) {
        return offer.getResourcesList().stream()
                .filter(each -> each.getName().equals(resource) && !isReserved(each))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    /** Whether it is reserved for a role. */
    @SuppressWarnings("deprecation") // Frameworks without RESERVATION_REFINEMENT read it there.
    public static boolean isReserved(Resource resource) {
        return resource.hasReservation() || resource.getReservationsCount() > 0;
    }

    /** What a reconciliation asks of these tasks. */
    public static List<TaskStatus> asked(Collection<String> ids) {
        return ids.stream()
                .map(id -> TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue(id))
                        .setState(TaskState.TASK_RUNNING)
                        .build())
                .toList();
    }

    /** So much of a resource. */
    public static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }
}
