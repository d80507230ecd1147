package dev.isthmus.mesos.allocator.constraint;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.RoleConstraints;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which agents the roles of a framework want offers of, by their attributes: of several groups one must hold, and of a group every constraint
 * (include/mesos/scheduler/scheduler.proto, {@code OfferConstraints}; src/master/allocator/mesos/offer_constraints_filter.cpp, whose words the errors have).
 * Regular expressions are compiled once, and match in a time that is linear in the text.
 */
public final class OfferConstraintsFilter {

    /** Excludes nothing. */
    public static final OfferConstraintsFilter NONE = new OfferConstraintsFilter(Map.of());

    private record Group(List<ConstraintEvaluator> constraints) {

        boolean holds(Agent agent, Optional<String> region) {
            for (ConstraintEvaluator constraint : constraints) {
                if (!constraint.holds(agent, region)) {
                    return false;
                }
            }
            return true;
        }
    }

    private final Map<String, List<Group>> byRole;

    private OfferConstraintsFilter(Map<String, List<Group>> byRole) {
        this.byRole = byRole;
    }

    /**
     * The filter that these constraints come to.
     *
     * @throws IllegalArgumentException if something is wrong with them; the message says what
     */
    public static OfferConstraintsFilter of(OfferConstraints constraints) {
        if (constraints.getRoleConstraintsCount() == 0) {
            return NONE;
        }
        Map<String, List<Group>> byRole = new LinkedHashMap<>();
        constraints.getRoleConstraintsMap().forEach((role, wanted) -> byRole.put(role, groups(role, wanted)));
        return new OfferConstraintsFilter(byRole);
    }

    /** What is wrong with these, if anything is; Mesos has them fail before any is used. */
    public static Optional<String> problem(OfferConstraints constraints) {
        try {
            of(constraints);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static List<Group> groups(String role, RoleConstraints wanted) {
        if (wanted.getGroupsCount() == 0) {
            throw new IllegalArgumentException(
                    "'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role " + role);
        }
        List<Group> groups = new ArrayList<>();
        for (RoleConstraints.Group group : wanted.getGroupsList()) {
            if (group.getAttributeConstraintsCount() == 0) {
                // The missing space is Mesos's.
                throw new IllegalArgumentException("'OfferConstraints::RoleConstraints::groups' for role " + role
                        + "contains an empty RoleConstraints::Group");
            }
            groups.add(new Group(group.getAttributeConstraintsList().stream()
                    .map(constraint -> ConstraintEvaluator.of(role, constraint))
                    .toList()));
        }
        return groups;
    }

    /**
     * Whether a role wants no offers of an agent.
     *
     * @param region in which the cluster is, if it is known
     */
    public boolean excludes(String role, Agent agent, Optional<String> region) {
        List<Group> groups = byRole.get(role);
        if (groups == null) {
            return false;
        }
        for (Group group : groups) {
            if (group.holds(agent, region)) {
                return false;
            }
        }
        return true;
    }
}
