package dev.isthmus.testkit.ecs.query;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A parsed expression of the cluster query language, as used in {@code memberOf} constraints and list filters. */
public sealed interface QueryExpression {
    boolean matches(QueriedInstance instance);

    /** Both sides hold. */
    record And(QueryExpression left, QueryExpression right) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return left.matches(instance) && right.matches(instance);
        }
    }

    /** One side holds. */
    record Or(QueryExpression left, QueryExpression right) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return left.matches(instance) || right.matches(instance);
        }
    }

    /** The other does not hold. */
    record Not(QueryExpression negated) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return !negated.matches(instance);
        }
    }

    /** The subject has a value at all. */
    record Exists(QuerySubject subject) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return !subject.of(instance).isEmpty();
        }
    }

    /** The subject is one of these; an absent one is none. */
    record In(QuerySubject subject, List<String> values) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return subject.of(instance).stream().anyMatch(values::contains);
        }
    }

    /** The whole subject matches a regular expression. */
    record Matches(QuerySubject subject, Pattern pattern) implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return subject.of(instance).stream()
                    .anyMatch(value -> pattern.matcher(value).matches());
        }
    }

    /** The subject stands in this relation to a number, a date or a version. */
    record Compares(QuerySubject subject, boolean greater, boolean orEqual, String argument)
            implements QueryExpression {
        @Override
        public boolean matches(QueriedInstance instance) {
            return subject.of(instance).stream()
                    .map(value -> subject.compare(value, argument))
                    .flatMap(Optional::stream)
                    .anyMatch(relation -> relation == 0 ? orEqual : relation > 0 == greater);
        }
    }
}
