package dev.isthmus.master.message;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.master.http.Authority;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.AgentInfo;
import dev.isthmus.mesos.messages.v1.Protos.Attribute;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetAgents;
import java.util.ArrayList;
import java.util.List;

/** An agent. */
public final class AgentResponses {

    /** Where a Mesos agent listens, as in offers; nothing listens there on ours. */
    private static final int PORT = 5051;

    private AgentResponses() {}

    /**
     * The agent.
     *
     * @param version that of the master, as agents have none of their own
     */
    public static GetAgents.Agent of(ShownAgent agent, String version) {
        List<Resource> total = new ArrayList<>(ResourceMessages.unreserved(agent.unreserved()));
        agent.reserved().forEach((role, resources) -> total.addAll(ResourceMessages.reserved(resources, role)));
        return GetAgents.Agent.newBuilder()
                .setAgentInfo(info(agent).addAllResources(ResourceMessages.unreserved(agent.total())))
                .setActive(agent.isActive())
                .setDeactivated(agent.state() == AgentState.DRAINING)
                .setVersion(version)
                .setPid("slave(1)@" + Authority.of(agent.ip().isEmpty() ? "0.0.0.0" : agent.ip(), PORT))
                .setRegisteredTime(TimeMessages.of(agent.registered()))
                .addAllTotalResources(total)
                .addAllAllocatedResources(ResourceMessages.unreserved(agent.used()))
                .addAllOfferedResources(ResourceMessages.unreserved(agent.offered()))
                .build();
    }

    private static AgentInfo.Builder info(ShownAgent agent) {
        AgentInfo.Builder info = AgentInfo.newBuilder()
                .setId(AgentID.newBuilder().setValue(agent.id()))
                .setHostname(agent.hostname())
                .setPort(PORT);
        agent.attributes()
                .forEach((name, value) -> info.addAttributes(Attribute.newBuilder()
                        .setName(name)
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue(value))));
        return info;
    }
}
