package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.GroupContent;
import dev.isthmus.ecs.fargate.CpuArchitecture;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Plan.Wanted;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Combines the plans of a group's tasks: each becomes a container of one task definition. */
public final class Grouping {

    private Grouping() {}

    /** The result. */
    public sealed interface Grouped {
        /** Applies the function of its case. */
        <R> R fold(Function<? super Together, ? extends R> together, Function<? super Apart, ? extends R> apart);
    }

    /** The task definition of the group. */
    public record Together(Wanted.OwnGroup definition) implements Grouped {
        @Override
        public <R> R fold(
                Function<? super Together, ? extends R> together, Function<? super Apart, ? extends R> apart) {
            return together.apply(this);
        }
    }

    /**
     * The tasks cannot run as one ECS task.
     *
     * @param message what is wrong and what to do
     */
    public record Apart(String message) implements Grouped {
        @Override
        public <R> R fold(
                Function<? super Together, ? extends R> together, Function<? super Apart, ? extends R> apart) {
            return apart.apply(this);
        }
    }

    /** Combines the plans. */
    public static Grouped together(List<Planned> plans) {
        if (plans.size() > GroupContent.LARGEST) {
            return new Apart("the group has " + plans.size() + " tasks, and a task definition of ECS takes at most "
                    + GroupContent.LARGEST + " containers: make smaller groups");
        }
        List<DefinitionContent> contents = new ArrayList<>();
        for (Planned plan : plans) {
            Optional<String> foreign = plan.definition()
                    .fold(
                            existing -> Optional.of("a task of the group runs the existing definition "
                                    + existing.reference() + ", which " + existing.namedBy()
                                    + " names, and the tasks of a group are containers of a definition of their own: "
                                    + "give it an image instead, or launch it by itself"),
                            own -> {
                                contents.add(own.content());
                                return Optional.empty();
                            },
                            group -> {
                                throw new IllegalStateException("the plan of one task is for a group");
                            });
            if (foreign.isPresent()) {
                return new Apart(foreign.get());
            }
        }
        int containers = contents.size()
                + (int) contents.stream()
                        .filter(content -> content.provisions().fetcher().isPresent())
                        .count();
        if (containers > GroupContent.LARGEST) {
            return new Apart("the group has " + contents.size() + " tasks, of which "
                    + (containers - contents.size())
                    + " are fetched for by a container more each, and a task definition of ECS takes at most "
                    + GroupContent.LARGEST + " containers: make smaller groups, or say fetcher:prelude in a rule of "
                    + TaskRules.SETTING);
        }
        List<String> networks =
                contents.stream().map(DefinitionContent::network).distinct().toList();
        if (networks.size() > 1) {
            return new Apart("the tasks of the group are on networks " + String.join(" and ", networks)
                    + ", and one ECS task has one network: put them on the same");
        }
        List<String> processors = plans.stream()
                .map(plan -> plan.architecture().map(CpuArchitecture::word).orElse("any processors"))
                .distinct()
                .toList();
        if (processors.size() > 1) {
            return new Apart("the tasks of the group are for " + String.join(" and ", processors)
                    + ", and one ECS task runs on one machine: let rules say the same for all of them");
        }
        boolean apart = contents.stream()
                        .map(content -> List.of(
                                content.execution().options().pidMode(),
                                content.execution().options().ipcMode()))
                        .distinct()
                        .count()
                > 1;
        if (apart) {
            return new Apart(
                    "the tasks of the group see processes or memory of different namespaces (docker parameters pid "
                            + "and ipc), and one ECS task has one of each: say the same for all of them");
        }
        if (plans.stream()
                        .map(plan -> plan.surroundings().with(Collections.emptySortedMap()))
                        .distinct()
                        .count()
                > 1) {
            return new Apart(
                    "the tasks of the group have different roles, subnets, security groups or rules for exec, and one "
                            + "ECS task has one of each: let labels and rules say the same for all of them");
        }
        return new Together(new Wanted.OwnGroup(new GroupContent(contents)));
    }
}
