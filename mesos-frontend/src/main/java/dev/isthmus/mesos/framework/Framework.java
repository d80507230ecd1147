package dev.isthmus.mesos.framework;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import java.util.List;

/**
 * A framework that has passed {@link FrameworkChecks}, with its id.
 *
 * @param id its id, given or assigned
 * @param info its description, with that id
 */
public record Framework(FrameworkId id, FrameworkInfo info) {

    /** The framework with this id in its description. */
    public static Framework of(FrameworkInfo info, FrameworkId id) {
        FrameworkInfo.Builder named = info.toBuilder();
        named.getIdBuilder().setValue(id.value());
        return new Framework(id, named.build());
    }

    /** The roles it subscribes to, in the order it names them. */
    public List<String> roles() {
        return roles(info);
    }

    @SuppressWarnings("deprecation") // Older frameworks still say it the old way, and Mesos still listens.
    static List<String> roles(FrameworkInfo info) {
        return has(info, Capability.Type.MULTI_ROLE) ? List.copyOf(info.getRolesList()) : List.of(info.getRole());
    }

    /** Whether it has this capability. */
    public boolean has(Capability.Type capability) {
        return has(info, capability);
    }

    static boolean has(FrameworkInfo info, Capability.Type capability) {
        for (int i = 0; i < info.getCapabilitiesCount(); i++) {
            if (info.getCapabilities(i).getType() == capability) {
                return true;
            }
        }
        return false;
    }

    /** This state for a partition-aware framework, {@code TASK_LOST} for any other. */
    public TaskState lost(TaskState partitionAware) {
        return has(Capability.Type.PARTITION_AWARE) ? partitionAware : TaskState.TASK_LOST;
    }
}
