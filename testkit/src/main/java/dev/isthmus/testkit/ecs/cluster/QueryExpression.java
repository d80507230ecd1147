package dev.isthmus.testkit.ecs.cluster;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A parsed expression of the cluster query language, as used in {@code memberOf} constraints and list filters. */
sealed interface QueryExpression {
    boolean matches(InstanceState instance);

    /** Both sides hold. */
    record And(QueryExpression left, QueryExpression right) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            return left.matches(instance) && right.matches(instance);
        }
    }

    /** One side holds. */
    record Or(QueryExpression left, QueryExpression right) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            return left.matches(instance) || right.matches(instance);
        }
    }

    /** The other does not hold. */
    record Not(QueryExpression negated) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            return !negated.matches(instance);
        }
    }

    /** The subject has a value at all. */
    record Exists(Subject subject) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            return subject.of(instance) != null;
        }
    }

    /** The subject is one of these; an absent one is none. */
    record In(Subject subject, List<String> values) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            String value = subject.of(instance);
            return value != null && values.contains(value);
        }
    }

    /** The whole subject matches a regular expression. */
    record Matches(Subject subject, Pattern pattern) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            String value = subject.of(instance);
            return value != null && pattern.matcher(value).matches();
        }
    }

    /** The subject is a number that stands in this relation to the given one. */
    record Compares(Subject subject, boolean greater, boolean orEqual, double number) implements QueryExpression {
        @Override
        public boolean matches(InstanceState instance) {
            String value = subject.of(instance);
            if (value == null || !value.matches("-?[0-9]+(\\.[0-9]+)?")) {
                return false;
            }
            int relation = Double.compare(Double.parseDouble(value), number);
            return relation == 0 ? orEqual : relation > 0 == greater;
        }
    }

    /** What an expression is about. */
    record Subject(String name) {
        private static final String ATTRIBUTE = "attribute:";

        static boolean known(String name) {
            return switch (name) {
                case "ec2InstanceId", "agentConnected", "status", "runningTasksCount", "pendingTasksCount" -> true;
                default -> name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length();
            };
        }

        @Nullable
        String of(InstanceState instance) {
            return switch (name) {
                case "ec2InstanceId" -> instance.ec2InstanceId;
                case "agentConnected" -> String.valueOf(instance.agentConnected());
                case "status" -> instance.status();
                case "runningTasksCount" -> String.valueOf(instance.runningTasks());
                case "pendingTasksCount" -> String.valueOf(instance.pendingTasks());
                default -> instance.attributes.get(name.substring(ATTRIBUTE.length()));
            };
        }
    }
}
