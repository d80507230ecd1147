package dev.isthmus.mesos.framework;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.resource.Scalars;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a master refuses in a framework's description (src/master/validation.cpp, namespace {@code framework}). */
public final class FrameworkChecks {

    private static final double NANOS = 1e9;

    private FrameworkChecks() {}

    /** What is wrong with it, if anything is. */
    public static Optional<String> problem(FrameworkInfo info, Collection<String> suppressedRoles) {
        Optional<String> roles = rolesProblem(info);
        if (roles.isPresent()) {
            return roles;
        }
        if (info.hasId() && !info.getId().getValue().isEmpty()) {
            Optional<String> id = Ids.problem(info.getId().getValue());
            if (id.isPresent()) {
                return Optional.of("'FrameworkInfo.id' is not a valid ID: " + id.get());
            }
        }
        double timeout = info.getFailoverTimeout();
        if (Double.isNaN(timeout) || Math.abs(timeout * NANOS) >= 0x1p63) {
            return Optional.of("The framework failover_timeout (" + timeout
                    + ") is invalid: want seconds that fit 64 bits of nanoseconds, at most 9223372036");
        }
        List<String> known = Framework.roles(info);
        for (String role : info.getOfferFiltersMap().keySet()) {
            if (!known.contains(role)) {
                return Optional.of(
                        "Offer filters of role '" + role + "': the framework has no such role, it has " + known);
            }
        }
        Optional<String> filters = info.getOfferFiltersMap().values().stream()
                .flatMap(filter -> filtersProblem(filter).stream())
                .findFirst();
        if (filters.isPresent()) {
            return filters;
        }
        for (String role : suppressedRoles) {
            if (!known.contains(role)) {
                return Optional.of("Suppressed role '" + role + "' is not contained in the list of roles " + known);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> filtersProblem(OfferFilters filters) {
        for (var quantities : filters.getMinAllocatableResources().getQuantitiesList()) {
            if (quantities.getQuantitiesCount() == 0) {
                return Optional.of("Invalid min_allocatable_resources: it has quantities that name no resource");
            }
            for (var entry : quantities.getQuantitiesMap().entrySet()) {
                if (entry.getKey().isEmpty()
                        || Scalars.amount(entry.getValue().getValue()).isEmpty()) {
                    return Optional.of("Invalid min_allocatable_resources: '" + entry.getKey() + "' of "
                            + entry.getValue().getValue() + ": want a name, and 0 or a number from 0.001 to 9.2e15");
                }
            }
        }
        return Optional.empty();
    }

    /** What is wrong with replacing one description by another, if anything is. */
    public static Optional<String> updateProblem(FrameworkInfo old, FrameworkInfo changed) {
        if (!old.getId().getValue().equals(changed.getId().getValue())) {
            return Optional.of("The 'FrameworkInfo.id' of an update must be the framework's own, '"
                    + old.getId().getValue() + "', not '" + changed.getId().getValue() + "'");
        }
        if (!old.getPrincipal().equals(changed.getPrincipal())) {
            return Optional.of("Changing framework's principal is not allowed.");
        }
        if (!old.getUser().equals(changed.getUser())) {
            return Optional.of("Updating 'FrameworkInfo.user' is unsupported; attempted to update from '"
                    + old.getUser() + "' to '" + changed.getUser() + "'");
        }
        if (old.getCheckpoint() != changed.getCheckpoint()) {
            return Optional.of("Updating 'FrameworkInfo.checkpoint' is unsupported; attempted to update from '"
                    + old.getCheckpoint() + "' to '" + changed.getCheckpoint() + "'");
        }
        return Optional.empty();
    }

    @SuppressWarnings("deprecation") // Older frameworks still say it the old way, and Mesos still listens.
    private static Optional<String> rolesProblem(FrameworkInfo info) {
        boolean multiRole = Framework.has(info, Capability.Type.MULTI_ROLE);
        if (multiRole && info.hasRole()) {
            return Optional.of("'FrameworkInfo.role' must not be set when the framework is MULTI_ROLE capable");
        }
        if (!multiRole && info.getRolesCount() > 0) {
            return Optional.of("'FrameworkInfo.roles' must not be set when the framework is not MULTI_ROLE capable");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String role : Framework.roles(info)) {
            Optional<String> problem = RoleNames.problem(role);
            if (problem.isPresent()) {
                return Optional.of((multiRole
                                ? "'FrameworkInfo.roles' contains invalid role: "
                                : "'FrameworkInfo.role' is not a" + " valid role: ")
                        + problem.get());
            }
            if (!seen.add(role)) {
                return Optional.of("'FrameworkInfo.roles' contains duplicate items: '" + role + "'");
            }
        }
        return Optional.empty();
    }
}
