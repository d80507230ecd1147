package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.List;

/**
 * What a role has now, with the roles below it (src/master/master.cpp, {@code RoleResourceBreakdown}).
 *
 * @param consumed what counts against its quota: what is reserved for it, in use or not, and what its tasks hold of the unreserved
 * @param allocated what its tasks hold
 * @param offered what it is offered
 * @param reserved what is reserved for it, in use or not
 * @param frameworks the ids of those that have this very role
 */
public record RoleUse(
        ScalarQuantities consumed,
        ScalarQuantities allocated,
        ScalarQuantities offered,
        ScalarQuantities reserved,
        List<String> frameworks) {

    /** Nothing. */
    public static final RoleUse NONE = new RoleUse(
            ScalarQuantities.NONE, ScalarQuantities.NONE, ScalarQuantities.NONE, ScalarQuantities.NONE, List.of());

    /** Copies the list. */
    public RoleUse {
        frameworks = List.copyOf(frameworks);
    }
}
