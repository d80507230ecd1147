package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.messages.Protos.SlaveInfo.Capability;
import java.util.List;

/** What every agent is capable of, for clients that ask before they use it (src/slave/constants.cpp, AGENT_CAPABILITIES). */
public final class AgentCapabilities {

    /**
     * In Mesos's order. A reservation on top of another, volumes and resource providers are refused here, and so what Mesos's agents have for
     * them is missing.
     */
    public static final List<Capability.Type> ALL = List.of(
            Capability.Type.MULTI_ROLE,
            Capability.Type.HIERARCHICAL_ROLE,
            Capability.Type.AGENT_DRAINING,
            Capability.Type.TASK_RESOURCE_LIMITS);

    private AgentCapabilities() {}
}
