package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.ecs.view.InstanceView;
import java.util.List;
import java.util.Optional;

/** Converts container instances into agents. */
final class EcsAgents {

    private static final String OS = "ecs.os-type";
    private static final String LINUX = "linux";
    private static final String ZONE = "ecs.availability-zone";
    private static final String HOSTNAME = "isthmus.hostname";
    private static final String IP = "isthmus.ip";

    private EcsAgents() {}

    /** The agent's id: that of the container instance, the last part of its ARN. */
    static AgentId idOf(InstanceView instance) {
        return new AgentId(InstanceView.idOf(instance.arn()));
    }

    /** Whether it is being registered: not usable for tasks yet, and not gone. */
    static boolean coming(InstanceView instance) {
        return instance.status().equals("REGISTERING") || instance.status().equals("REGISTRATION_FAILED");
    }

    /** Whether containers of Linux run on it, which are what tasks of Mesos are. */
    static boolean isLinux(InstanceView instance) {
        return attribute(instance, OS).filter(system -> !system.equals(LINUX)).isEmpty();
    }

    /** Whether it is deregistered. */
    static boolean gone(InstanceView instance) {
        return instance.status().equals("INACTIVE") || instance.status().equals("DEREGISTERING");
    }

    /**
     * The state of an instance. Only ACTIVE ones accept tasks; those of an unknown status do not. A disconnected agent is unreachable, even if it is
     * draining: a draining agent that is dead must count as lost in time.
     */
    static AgentState stateOf(InstanceView instance) {
        if (!instance.connected()) {
            return AgentState.DISCONNECTED;
        }
        return instance.status().equals("ACTIVE") ? AgentState.READY : AgentState.DRAINING;
    }

    /** The agent, with the holdings on it. */
    static Agent of(InstanceView instance, List<Holding> holdings) {
        AgentId id = idOf(instance);
        String hostname = attribute(instance, HOSTNAME).or(instance::machineId).orElse(id.value());
        return Agent.builder(id, instance.registered())
                .address(new AgentAddress(hostname, attribute(instance, IP).orElse(AgentAddress.UNKNOWN_IP)))
                .zone(attribute(instance, ZONE))
                .state(stateOf(instance))
                .free(instance.remaining())
                .holdings(holdings)
                .attributes(instance.attributes())
                .build();
    }

    private static Optional<String> attribute(InstanceView instance, String name) {
        return Optional.ofNullable(instance.attributes().get(name)).filter(value -> !value.isEmpty());
    }
}
