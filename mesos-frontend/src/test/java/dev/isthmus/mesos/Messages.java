package dev.isthmus.mesos;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Messages and agents that tests begin with. */
public final class Messages {

    private Messages() {}

    /** A framework with these capabilities and the role {@code *}. */
    public static FrameworkInfo framework(Capability.Type... capabilities) {
        FrameworkInfo.Builder info =
                FrameworkInfo.newBuilder().setUser("nobody").setName("test").setHostname("scheduler.example");
        for (Capability.Type type : capabilities) {
            info.addCapabilities(Capability.newBuilder().setType(type));
        }
        return info.build();
    }

    /** A framework with capability MULTI_ROLE, these roles, and further capabilities. */
    public static FrameworkInfo multiRole(List<String> roles, Capability.Type... capabilities) {
        return framework(capabilities).toBuilder()
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.MULTI_ROLE))
                .addAllRoles(roles)
                .build();
    }

    /** An agent of 2 CPUs and 4 GiB. */
    public static Agent agent(String id) {
        return agent(id, "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]");
    }

    /** An agent with these resources of ECS. */
    public static Agent agent(String id, String resources) {
        return Agent.builder(new AgentId(id), ResourcesText.parse(Dialect.ECS, resources))
                .address(new AgentAddress(id + ".example", "10.0.0.1"))
                .zone(Optional.of("us-east-1a"))
                .attributes(Map.of("rack", "r1"))
                .build();
    }

    /** A scalar resource without a role. */
    public static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    /** A ranges resource of one range. */
    public static Resource range(String name, long begin, long end) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.RANGES)
                .setRanges(Value.Ranges.newBuilder()
                        .addRange(Value.Range.newBuilder().setBegin(begin).setEnd(end)))
                .build();
    }

    /** A task that sleeps, on the agent of this offer. */
    public static TaskInfo task(String id, Offer offer, double cpus, double mem) {
        return task(id, offer.getSlaveId().getValue(), cpus, mem);
    }

    /** A task that sleeps, on this agent. */
    public static TaskInfo task(String id, String agent, double cpus, double mem) {
        return TaskInfo.newBuilder()
                .setName("sleeper")
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(SlaveID.newBuilder().setValue(agent))
                .addResources(scalar("cpus", cpus))
                .addResources(scalar("mem", mem))
                .setCommand(CommandInfo.newBuilder().setValue("sleep 1"))
                .build();
    }

    /** How much an offer has of a scalar, in all. */
    public static double scalar(Offer offer, String name) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals(name))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }
}
