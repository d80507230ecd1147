package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.view.EcsAgentVersion;
import dev.isthmus.ecs.view.InstanceView;
import java.util.Optional;

/** Refuses launches that the version of the ECS agent does not support. */
public final class OldAgents {

    /**
     * The first that ends a task when a container that others wait for has ended badly; those before leave it PENDING for ever: changelog of
     * amazon-ecs-agent.
     */
    public static final EcsAgentVersion ENDS_WHAT_WAITS_IN_VAIN = new EcsAgentVersion(1, 61, 2);

    private OldAgents() {}

    /** Why the agent on an instance cannot run a launch; empty if it can, or if its version is not known. */
    public static Optional<Refused> refusal(LaunchBatch order, Optional<InstanceView> instance) {
        return instance.flatMap(InstanceView::agentVersion)
                .filter(version -> order.waits() && version.compareTo(ENDS_WHAT_WAITS_IN_VAIN) < 0)
                .map(version -> new Refused(
                        Refusal.UNSUITABLE_AGENT,
                        "agent " + order.agent() + " runs ECS agent " + version + ", and before "
                                + ENDS_WHAT_WAITS_IN_VAIN
                                + " that leaves a task pending for ever whose uris cannot be fetched: update it, keep it out by ISTHMUS_INSTANCES "
                                + "(agentVersion >= " + ENDS_WHAT_WAITS_IN_VAIN
                                + "), or say fetcher:prelude in a rule of ISTHMUS_TASK_RULES"));
    }
}
