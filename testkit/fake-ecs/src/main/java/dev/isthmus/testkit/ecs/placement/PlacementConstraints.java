package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.query.QueryExpression;
import dev.isthmus.testkit.ecs.query.QueryParser;
import dev.isthmus.testkit.ecs.state.InstanceState;
import dev.isthmus.testkit.ecs.wire.Limits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.PlacementConstraintType;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Which instances a task may be placed on, beside whether it fits ("Use Amazon ECS task placement constraints").
 *
 * @param expressions all must hold
 * @param distinct whether no two active tasks of a group may share an instance
 */
record PlacementConstraints(List<QueryExpression> expressions, boolean distinct) {
    private static final int MAX = 10;

    /** Those of the request and those of the definition. */
    static PlacementConstraints of(List<PlacementConstraint> asked, TaskDefinition definition) {
        List<String> expressions = new ArrayList<>();
        asked.stream()
                .filter(constraint -> constraint.type() == PlacementConstraintType.MEMBER_OF)
                .forEach(constraint -> expressions.add(constraint.expression()));
        definition.placementConstraints().forEach(constraint -> expressions.add(constraint.expression()));
        Limits.atMost(
                asked.size() + definition.placementConstraints().size(),
                MAX,
                "placement constraints, those of the task definition included");
        return new PlacementConstraints(
                expressions.stream().map(QueryParser::parse).toList(),
                asked.stream().anyMatch(c -> c.type() == PlacementConstraintType.DISTINCT_INSTANCE));
    }

    /** Why a task of that group may not be placed there, as a failure's reason; null if it may. */
    @Nullable
    String refusal(InstanceState instance, String group) {
        if (!expressions.stream().allMatch(expression -> expression.matches(instance))) {
            return "MemberOf placement constraint unsatisfied.";
        }
        // A task that is to be stopped does not stand in the way, though it still runs.
        boolean taken =
                distinct && instance.tasks.stream().anyMatch(task -> !task.stopping() && task.group.equals(group));
        return taken ? "DistinctInstance placement constraint unsatisfied." : null;
    }
}
