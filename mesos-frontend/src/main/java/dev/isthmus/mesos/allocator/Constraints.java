package dev.isthmus.mesos.allocator;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Predicate;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Selector;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Which agents a role wants offers of, by their attributes: of several groups one must hold, and of a group every constraint
 * (include/mesos/scheduler/scheduler.proto, {@code OfferConstraints}). All attributes of our agents are texts.
 */
public final class Constraints {

    private Constraints() {}

    /**
     * What is wrong with these, if anything is; Mesos has them fail before any is used
     * (src/master/allocator/mesos/offer_constraints_filter.cpp, whose words those of empty ones are).
     */
    public static Optional<String> problem(OfferConstraints constraints) {
        return constraints.getRoleConstraintsMap().entrySet().stream()
                .map(role -> problem(role.getKey(), role.getValue()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(String role, OfferConstraints.RoleConstraints constraints) {
        if (constraints.getGroupsCount() == 0) {
            return Optional.of(
                    "'OfferConstraints::role_constraints' has an empty 'RoleConstraints::groups' for role " + role);
        }
        return constraints.getGroupsList().stream()
                .map(group -> problem(role, group))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(String role, OfferConstraints.RoleConstraints.Group group) {
        if (group.getAttributeConstraintsCount() == 0) {
            return Optional.of("'OfferConstraints::RoleConstraints::groups' for role " + role
                    + "contains an empty RoleConstraints::Group");
        }
        return group.getAttributeConstraintsList().stream()
                .map(Constraints::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> problem(AttributeConstraint constraint) {
        if (constraint.getSelector().getSelectorCase() == Selector.SelectorCase.SELECTOR_NOT_SET) {
            return Optional.of("An offer constraint has no selector: name an attribute");
        }
        Predicate predicate = constraint.getPredicate();
        String regex = switch (predicate.getPredicateCase()) {
            case TEXT_MATCHES -> predicate.getTextMatches().getRegex();
            case TEXT_NOT_MATCHES -> predicate.getTextNotMatches().getRegex();
            default -> "";
        };
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            return Optional.of("The regular expression '" + regex + "' of an offer constraint cannot be read: "
                    + e.getDescription());
        }
        return predicate.getPredicateCase() == Predicate.PredicateCase.PREDICATE_NOT_SET
                ? Optional.of("An offer constraint has no predicate, or one that is newer than Mesos 1.11")
                : Optional.empty();
    }

    /** Whether an agent is one that the role wants offers of. */
    public static boolean allow(OfferConstraints constraints, String role, Agent agent) {
        var groups = constraints
                .getRoleConstraintsOrDefault(role, OfferConstraints.RoleConstraints.getDefaultInstance())
                .getGroupsList();
        return groups.isEmpty()
                || groups.stream()
                        .anyMatch(group -> group.getAttributeConstraintsList().stream()
                                .allMatch(constraint -> holds(constraint, agent)));
    }

    private static boolean holds(AttributeConstraint constraint, Agent agent) {
        Optional<String> value = value(constraint.getSelector(), agent);
        Predicate predicate = constraint.getPredicate();
        return switch (predicate.getPredicateCase()) {
            case EXISTS -> value.isPresent();
            case NOT_EXISTS -> value.isEmpty();
            case TEXT_EQUALS ->
                value.filter(predicate.getTextEquals().getValue()::equals).isPresent();
            case TEXT_NOT_EQUALS ->
                value.filter(predicate.getTextNotEquals().getValue()::equals).isEmpty();
            case TEXT_MATCHES ->
                value.filter(text -> Pattern.matches(predicate.getTextMatches().getRegex(), text))
                        .isPresent();
            case TEXT_NOT_MATCHES ->
                value.filter(text ->
                                Pattern.matches(predicate.getTextNotMatches().getRegex(), text))
                        .isEmpty();
            case PREDICATE_NOT_SET -> false;
        };
    }

    private static Optional<String> value(Selector selector, Agent agent) {
        if (selector.hasAttributeName()) {
            return Optional.ofNullable(agent.attributes().get(selector.getAttributeName()));
        }
        return switch (selector.getPseudoattributeType()) {
            case HOSTNAME -> Optional.of(agent.address().hostname());
            case ZONE -> agent.zone();
            default -> Optional.empty();
        };
    }
}
