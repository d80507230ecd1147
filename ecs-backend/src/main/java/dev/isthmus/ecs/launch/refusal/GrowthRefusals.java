package dev.isthmus.ecs.launch.refusal;

import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.ecs.growth.GrowthShortage;

/** The refusals of starts that are to wait for an instance that a capacity provider adds, and may not: of the task, and never of its slot. */
public final class GrowthRefusals {

    private GrowthRefusals() {}

    /**
     * The refusal.
     *
     * @param provider the name of the capacity provider
     * @param words what ECS says
     */
    public static Refused of(String provider, GrowthShortage shortage, String words) {
        String said = "ECS did not start the task by capacity provider " + provider + ": " + words;
        String advice = switch (shortage) {
            case PROVISIONING ->
                ". As many tasks of the cluster wait for instances as may; fewer slots=... in ISTHMUS_GROWTH ask for fewer at once";
            case UNASSOCIATED ->
                ". ISTHMUS_GROWTH needs a capacity provider that is associated with the cluster (PutClusterCapacityProviders)";
            case NOT_SCALED ->
                ". ISTHMUS_GROWTH needs a capacity provider with managed scaling, whose Auto Scaling group may have more instances";
        };
        return new Refused(Refusal.RESOURCES, said + advice);
    }
}
