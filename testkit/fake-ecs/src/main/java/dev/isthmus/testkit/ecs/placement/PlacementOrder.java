package dev.isthmus.testkit.ecs.placement;

import dev.isthmus.testkit.ecs.state.InstanceState;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.PlacementStrategy;
import software.amazon.awssdk.services.ecs.model.PlacementStrategyType;

/**
 * In which order instances are tried ("Use strategies to define Amazon ECS task placement"): by the first strategy, those that it
 * does not tell apart by the next, those that none tells apart in order of registration. {@code random} tells nothing apart: the
 * same calls place the same.
 */
record PlacementOrder(List<PlacementStrategy> strategies) {
    /** A sorted copy, for a task of this group. */
    List<InstanceState> of(List<InstanceState> instances, String group) {
        return strategies.stream()
                .filter(strategy -> strategy.type() != PlacementStrategyType.RANDOM)
                .map(strategy -> by(strategy, instances, group))
                .reduce(Comparator::thenComparing)
                .map(order -> instances.stream().sorted(order).toList())
                .orElse(instances);
    }

    private static Comparator<InstanceState> by(
            PlacementStrategy strategy, List<InstanceState> instances, String group) {
        if (strategy.type() == PlacementStrategyType.BINPACK) {
            boolean cpu = "cpu".equalsIgnoreCase(strategy.field());
            return Comparator.comparingInt(cpu ? InstanceState::freeCpu : InstanceState::freeMemory);
        }
        Function<InstanceState, String> place = place(strategy.field());
        Map<String, Integer> tasks = new LinkedHashMap<>();
        instances.forEach(instance -> tasks.merge(place.apply(instance), tasksOf(instance, group), Integer::sum));
        return Comparator.comparingInt(instance -> Objects.requireNonNull(tasks.get(place.apply(instance))));
    }

    /** What tasks are spread over: by default instances, else the values of an attribute. */
    private static Function<InstanceState, String> place(@Nullable String field) {
        String name = field == null ? "" : field;
        return name.toLowerCase(Locale.ROOT).startsWith("attribute:")
                ? instance ->
                        Objects.requireNonNullElse(instance.attributes.get(name.substring("attribute:".length())), "")
                : instance -> instance.arn;
    }

    /** Standalone tasks are spread among those of their group. */
    private static int tasksOf(InstanceState instance, String group) {
        return (int) instance.tasks.stream()
                .filter(task -> !task.stopping() && task.group.equals(group))
                .count();
    }
}
