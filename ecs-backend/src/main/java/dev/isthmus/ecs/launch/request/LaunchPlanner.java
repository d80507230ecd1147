package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.ecs.plan.Grouping;
import dev.isthmus.ecs.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Plans launches: a plan for each task, and one task definition for all. */
public final class LaunchPlanner {

    private final Planner planner;

    public LaunchPlanner(Planner planner) {
        this.planner = planner;
    }

    /** The result. */
    public sealed interface Made {
        /** Applies the function of its case. */
        <R> R fold(Function<? super Good, ? extends R> good, Function<? super Impossible, ? extends R> impossible);
    }

    /** The launch is possible. */
    public record Good(LaunchBatch order) implements Made {
        @Override
        public <R> R fold(
                Function<? super Good, ? extends R> good, Function<? super Impossible, ? extends R> impossible) {
            return good.apply(this);
        }
    }

    /**
     * The launch is not possible.
     *
     * @param refusal whether it is wrong in itself, or for this agent alone
     * @param message what is wrong and what to do
     */
    public record Impossible(Refusal refusal, String message) implements Made {
        @Override
        public <R> R fold(
                Function<? super Good, ? extends R> good, Function<? super Impossible, ? extends R> impossible) {
            return impossible.apply(this);
        }
    }

    /** Plans the launch of one task. */
    public Made of(Launch launch) {
        return planner.plan(launch)
                .fold(
                        planned -> new Good(LaunchBatch.of(launch, planned)),
                        impossible -> new Impossible(impossible.refusal(), impossible.message()));
    }

    /** Plans the launch of a group. A group of one task is planned as that task. */
    public Made of(GroupLaunch group) {
        if (group.members().size() == 1) {
            return of(group.members().get(0));
        }
        List<LaunchBatch.Part> parts = new ArrayList<>();
        for (Launch member : group.members()) {
            Optional<Impossible> wrong = planner.plan(member)
                    .fold(
                            planned -> {
                                parts.add(new LaunchBatch.Part(member, planned));
                                return Optional.empty();
                            },
                            impossible -> Optional.of(new Impossible(
                                    impossible.refusal(),
                                    "task '" + member.task().task() + "' of the group: " + impossible.message())));
            if (wrong.isPresent()) {
                return wrong.get();
            }
        }
        return Grouping.together(parts.stream().map(LaunchBatch.Part::plan).toList())
                .fold(
                        together -> new Good(new LaunchBatch(parts, together.definition())),
                        apart -> new Impossible(Refusal.INVALID, apart.message()));
    }
}
