package dev.isthmus.master.role;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.snapshot.ClusterUse;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * All that is known of roles at one moment.
 *
 * @param settings what is in effect
 * @param use what they have
 */
public record RolesView(RoleSettings settings, ClusterUse use) {

    /** Checks that both are there. */
    public RolesView {
        requireNonNull(settings, "settings");
        requireNonNull(use, "use");
    }

    /** The roles that have a framework, a reservation, a weight or a quota, and all above them, by name (src/master/master.cpp, {@code knownRoles}). */
    public List<String> known() {
        SortedSet<String> known = new TreeSet<>(use.roles().keySet());
        settings.weights().keySet().forEach(role -> known.addAll(ClusterUse.lineage(role)));
        known.addAll(settings.quotas().keySet());
        return new ArrayList<>(known);
    }
}
