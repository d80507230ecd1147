package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.fargate.Shortage;

/** The refusals of starts that Fargate does not make for want of something: of the task, which may be started later or elsewhere, and never of its slot. */
public final class FargateRefusals {

    private FargateRefusals() {}

    /**
     * The refusal.
     *
     * @param words what ECS says
     */
    public static Refused of(Shortage shortage, String words) {
        String said = "ECS did not start the task on Fargate: " + words;
        return switch (shortage) {
            case QUOTA ->
                new Refused(
                        Refusal.RESOURCES,
                        said
                                + ". Smaller tasks are offered for a minute; say quota=... in ISTHMUS_FARGATE so that no more is offered than "
                                + "the account may run, or have the quota of vCPUs on Fargate raised");
            case TOO_LARGE ->
                new Refused(
                        Refusal.RESOURCES,
                        said + ". Nothing of that size is offered any more: have the quota of vCPUs on Fargate raised");
            case CAPACITY ->
                new Refused(Refusal.RESOURCES, said + ". Subnets in more zones (ISTHMUS_SUBNETS) have more capacity");
            case UNASSOCIATED ->
                new Refused(
                        Refusal.UNSUITABLE_AGENT,
                        said
                                + ". Spot slots need capacity provider FARGATE_SPOT on the cluster (PutClusterCapacityProviders); else say no "
                                + "spot=... in ISTHMUS_FARGATE");
        };
    }
}
