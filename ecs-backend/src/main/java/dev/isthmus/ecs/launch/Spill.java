package dev.isthmus.ecs.launch;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.ecs.call.DefinitionContent;
import dev.isthmus.ecs.call.DefinitionContent.Fixed;
import dev.isthmus.ecs.call.JsonLength;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.definition.Plan.CommandPassed;
import dev.isthmus.ecs.definition.Plan.Planned;
import dev.isthmus.ecs.definition.Plan.Wanted;
import dev.isthmus.ecs.definition.Planner;
import dev.isthmus.ecs.launch.Requests.InvalidLaunchException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes room in overrides that are too long: the longest of command and variables go into the definition, until the rest fits. The longest
 * first, because they are seldom what differs from task to task; what says who a task is always stays.
 */
final class Spill {

    private Spill() {}

    /** The plan itself if it fits, or if the definition is not ours, which {@link Requests} then refuses. */
    static Planned fitted(Launch launch, Planned plan) {
        if (!(plan.definition() instanceof Wanted.Own own)) {
            return plan;
        }
        int excess;
        try {
            StartRequest request = Requests.unbounded(launch, plan, own.content());
            excess = Requests.length(request) - Requests.LONGEST_OVERRIDES;
        } catch (InvalidLaunchException e) {
            // Refused for another reason; said when the request is built.
            return plan;
        }
        return excess <= 0 ? plan : spilled(plan, own.content(), excess);
    }

    private record Part(Optional<String> variable, int length) {}

    private static Planned spilled(Planned plan, DefinitionContent content, int excess) {
        List<Part> parts = new ArrayList<>();
        Optional<List<String>> command = Planner.override(plan.command(), content.entryPoint());
        command.ifPresent(words -> parts.add(new Part(Optional.empty(), JsonLength.list("command", words))));
        plan.environment()
                .entrySet()
                .forEach(
                        variable -> parts.add(new Part(Optional.of(variable.getKey()), JsonLength.variable(variable))));
        parts.sort(Comparator.comparing(Part::length)
                .reversed()
                .thenComparing(part -> part.variable().orElse("")));
        SortedMap<String, String> kept = new TreeMap<>(plan.environment());
        SortedMap<String, String> moved = new TreeMap<>();
        Optional<List<String>> movedCommand = Optional.empty();
        int left = excess;
        for (Part part : parts) {
            if (left <= 0) {
                break;
            }
            if (part.variable().isPresent()) {
                String name = part.variable().get();
                moved.put(name, plan.environment().getOrDefault(name, ""));
                kept.remove(name);
            } else {
                movedCommand = command;
            }
            left -= part.length();
        }
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add("command and environment are longer than the " + Requests.LONGEST_OVERRIDES
                + " characters that ECS takes with a task, so "
                + words(movedCommand.isPresent(), moved)
                + " went into its task definition: where that differs from task to task, each costs a registration, "
                + "and AWS grants one a second");
        return new Planned(
                new Wanted.Own(content.with(new Fixed(movedCommand, moved))),
                movedCommand.isPresent() ? new CommandPassed.Nothing() : plan.command(),
                kept,
                plan.container(),
                plan.surroundings(),
                warnings);
    }

    private static String words(boolean command, SortedMap<String, String> variables) {
        String names = String.join(", ", variables.keySet());
        if (variables.isEmpty()) {
            return "the command";
        }
        return command ? "the command and " + names : names;
    }
}
