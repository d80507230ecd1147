package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.ecs.definition.Grouping;
import dev.isthmus.ecs.definition.Plan;
import dev.isthmus.ecs.definition.Plan.Planned;
import dev.isthmus.ecs.definition.Planner;
import java.util.ArrayList;
import java.util.List;

/** Makes orders of launches: a plan for each task, and one definition for all of them. */
final class Orders {

    private final Planner planner;

    Orders(Planner planner) {
        this.planner = planner;
    }

    /** How it came out. */
    sealed interface Made {}

    /** It can be asked for. */
    record Good(Order order) implements Made {}

    /**
     * It cannot.
     *
     * @param message what is wrong and what to do
     */
    record Impossible(String message) implements Made {}

    /** For one task. */
    Made of(Launch launch) {
        Plan plan = planner.plan(launch);
        return plan instanceof Planned planned
                ? new Good(Order.of(launch, planned))
                : new Impossible(((Plan.Impossible) plan).message());
    }

    /** For a group; one of a single task is a task by itself. */
    Made of(GroupLaunch group) {
        if (group.members().size() == 1) {
            return of(group.members().get(0));
        }
        List<Order.Part> parts = new ArrayList<>();
        for (Launch member : group.members()) {
            Plan plan = planner.plan(member);
            if (plan instanceof Plan.Impossible impossible) {
                return new Impossible("task '" + member.task().task() + "' of the group: " + impossible.message());
            }
            parts.add(new Order.Part(member, (Planned) plan));
        }
        Grouping.Grouped grouped =
                Grouping.together(parts.stream().map(Order.Part::plan).toList());
        return grouped instanceof Grouping.Together together
                ? new Good(new Order(parts, together.definition()))
                : new Impossible(((Grouping.Apart) grouped).message());
    }
}
