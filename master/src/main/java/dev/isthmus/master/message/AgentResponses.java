package dev.isthmus.master.message;

import dev.isthmus.master.snapshot.AgentCapabilities;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownDrain;
import dev.isthmus.mesos.messages.v1.Protos.AgentID;
import dev.isthmus.mesos.messages.v1.Protos.AgentInfo;
import dev.isthmus.mesos.messages.v1.Protos.Attribute;
import dev.isthmus.mesos.messages.v1.Protos.DrainInfo;
import dev.isthmus.mesos.messages.v1.Protos.DrainState;
import dev.isthmus.mesos.messages.v1.Protos.Resource;
import dev.isthmus.mesos.messages.v1.Protos.Value;
import dev.isthmus.mesos.messages.v1.master.Protos.Response.GetAgents;
import java.util.ArrayList;
import java.util.List;

/** An agent. */
public final class AgentResponses {

    private static final List<AgentInfo.Capability> CAPABILITIES = AgentCapabilities.ALL.stream()
            .map(type -> AgentInfo.Capability.newBuilder()
                    .setType(AgentInfo.Capability.Type.forNumber(type.getNumber()))
                    .build())
            .toList();

    private AgentResponses() {}

    /**
     * The agent.
     *
     * @param version that of the master, as agents have none of their own
     */
    public static GetAgents.Agent of(ShownAgent agent, String version) {
        List<Resource> total = new ArrayList<>(ResourceMessages.unreserved(agent.unreserved()));
        agent.reserved().forEach((role, resources) -> total.addAll(ResourceMessages.reserved(resources, role)));
        GetAgents.Agent.Builder response = GetAgents.Agent.newBuilder()
                .setAgentInfo(info(agent).addAllResources(ResourceMessages.ownOf(agent.total())))
                .setActive(agent.isActive())
                .setDeactivated(agent.isDeactivated())
                .setVersion(version)
                .setPid(agent.pid())
                .setRegisteredTime(TimeMessages.of(agent.registered()))
                .addAllCapabilities(CAPABILITIES)
                .addAllTotalResources(total)
                .addAllAllocatedResources(ResourceMessages.unreserved(agent.used()))
                .addAllOfferedResources(ResourceMessages.unreserved(agent.offered()));
        agent.drain().ifPresent(drain -> response.setDrainInfo(drain(drain)));
        return response.build();
    }

    private static DrainInfo drain(ShownDrain drain) {
        DrainInfo.Builder info =
                DrainInfo.newBuilder().setState(drain.isDone() ? DrainState.DRAINED : DrainState.DRAINING);
        info.getConfigBuilder().setMarkGone(drain.isGoneThen());
        drain.maxGraceNanos()
                .ifPresent(nanos ->
                        info.getConfigBuilder().getMaxGracePeriodBuilder().setNanoseconds(nanos));
        return info.build();
    }

    private static AgentInfo.Builder info(ShownAgent agent) {
        AgentInfo.Builder info = AgentInfo.newBuilder()
                .setId(AgentID.newBuilder().setValue(agent.id()))
                .setHostname(agent.hostname())
                .setPort(agent.port());
        agent.attributes()
                .forEach((name, value) -> info.addAttributes(Attribute.newBuilder()
                        .setName(name)
                        .setType(Value.Type.TEXT)
                        .setText(Value.Text.newBuilder().setValue(value))));
        return info;
    }
}
