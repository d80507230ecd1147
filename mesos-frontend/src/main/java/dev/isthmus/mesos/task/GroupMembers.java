package dev.isthmus.mesos.task;

import dev.isthmus.mesos.messages.Protos.ContainerInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.NetworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer.Operation.LaunchGroup;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * The tasks of a group, each with its part of their executor. In Mesos they run inside the executor's container; here there is none, so the first
 * task gets the executor's resources, which keeps the sum, and each task its networks.
 */
public final class GroupMembers {

    private GroupMembers() {}

    /**
     * The tasks, in the order of the group, which has passed {@link GroupChecks}.
     *
     * @param isJoining whether the executor lives already, for another group that holds what it takes
     */
    public static List<TaskInfo> of(LaunchGroup group, boolean isJoining) {
        List<TaskInfo> members = new ArrayList<>();
        for (TaskInfo task : group.getTaskGroup().getTasksList()) {
            members.add(member(task, group.getExecutor(), members.isEmpty() && !isJoining));
        }
        return members;
    }

    private static TaskInfo member(TaskInfo task, ExecutorInfo executor, boolean first) {
        TaskInfo.Builder member = task.toBuilder();
        if (first) {
            member.addAllResources(executor.getResourcesList());
        }
        List<NetworkInfo> networks = executor.getContainer().getNetworkInfosList();
        if (!networks.isEmpty() && task.getContainer().getNetworkInfosCount() == 0) {
            if (!task.hasContainer()) {
                member.getContainerBuilder().setType(ContainerInfo.Type.MESOS);
            }
            for (NetworkInfo network : networks) {
                // A port of the host is mapped once, whoever of the group it is for.
                member.getContainerBuilder()
                        .addNetworkInfos(
                                first
                                        ? network
                                        : network.toBuilder()
                                                .clearPortMappings()
                                                .build());
            }
        }
        return member.build();
    }
}
