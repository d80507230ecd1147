package dev.isthmus.mesos.allocator.constraint;

import com.google.re2j.Pattern;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Predicate.PredicateCase;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint.Selector;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One constraint, ready to be asked. All attributes of our agents are texts. */
final class ConstraintEvaluator {

    private final Selector selector;
    private final PredicateCase predicate;
    private final String text;
    private final @Nullable Pattern regex;

    private ConstraintEvaluator(Selector selector, PredicateCase predicate, String text, @Nullable Pattern regex) {
        this.selector = selector;
        this.predicate = predicate;
        this.text = text;
        this.regex = regex;
    }

    /** @throws IllegalArgumentException if something is wrong with it */
    static ConstraintEvaluator of(String role, AttributeConstraint constraint) {
        try {
            return of(checked(constraint.getSelector()), constraint.getPredicate());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "A role " + role + " has an invalid 'AttributeConstraint': " + e.getMessage(), e);
        }
    }

    private static ConstraintEvaluator of(Selector selector, AttributeConstraint.Predicate predicate) {
        PredicateCase kind = predicate.getPredicateCase();
        return switch (kind) {
            case EXISTS, NOT_EXISTS -> new ConstraintEvaluator(selector, kind, "", null);
            case TEXT_EQUALS ->
                new ConstraintEvaluator(
                        selector, kind, predicate.getTextEquals().getValue(), null);
            case TEXT_NOT_EQUALS ->
                new ConstraintEvaluator(
                        selector, kind, predicate.getTextNotEquals().getValue(), null);
            case TEXT_MATCHES ->
                new ConstraintEvaluator(
                        selector,
                        kind,
                        "",
                        BoundedRegex.compile(predicate.getTextMatches().getRegex()));
            case TEXT_NOT_MATCHES ->
                new ConstraintEvaluator(
                        selector,
                        kind,
                        "",
                        BoundedRegex.compile(predicate.getTextNotMatches().getRegex()));
            case PREDICATE_NOT_SET -> throw new IllegalArgumentException("Unknown predicate type");
        };
    }

    private static Selector checked(Selector selector) {
        return switch (selector.getSelectorCase()) {
            case ATTRIBUTE_NAME -> selector;
            case PSEUDOATTRIBUTE_TYPE -> {
                if (selector.getPseudoattributeType() == Selector.PseudoattributeType.UNKNOWN) {
                    throw new IllegalArgumentException("Unknown pseudoattribute type");
                }
                yield selector;
            }
            case SELECTOR_NOT_SET ->
                throw new IllegalArgumentException("Exactly one of 'AttributeConstraint::Selector::name' or"
                        + " 'AttributeConstraint::Selector::pseudoattribute_type' must be set");
        };
    }

    /** Whether it holds of an agent. */
    boolean holds(Agent agent, Optional<String> region) {
        Optional<String> value = value(agent, region);
        return switch (predicate) {
            case EXISTS -> value.isPresent();
            case NOT_EXISTS -> value.isEmpty();
            case TEXT_EQUALS -> value.filter(text::equals).isPresent();
            case TEXT_NOT_EQUALS -> value.filter(text::equals).isEmpty();
            case TEXT_MATCHES -> value.filter(this::matches).isPresent();
            case TEXT_NOT_MATCHES -> value.filter(this::matches).isEmpty();
            case PREDICATE_NOT_SET -> false;
        };
    }

    private boolean matches(String value) {
        return regex != null && regex.matches(value);
    }

    private Optional<String> value(Agent agent, Optional<String> region) {
        if (selector.hasAttributeName()) {
            return Optional.ofNullable(agent.attributes().get(selector.getAttributeName()));
        }
        return switch (selector.getPseudoattributeType()) {
            case HOSTNAME -> Optional.of(agent.address().hostname());
            // An agent has both, as in its offers, or neither.
            case ZONE -> region.flatMap(known -> agent.zone());
            case REGION -> agent.zone().flatMap(known -> region);
            case UNKNOWN -> Optional.empty();
        };
    }
}
