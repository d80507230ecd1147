package dev.isthmus.master.api;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.MasterSnapshot;

/**
 * What an operator who looks at a master is shown.
 *
 * @param master all but its roles
 * @param roles its roles
 */
public record MasterInspection(MasterSnapshot master, RolesView roles) {

    /** Checks that both are there. */
    public MasterInspection {
        requireNonNull(master, "master");
        requireNonNull(roles, "roles");
    }
}
