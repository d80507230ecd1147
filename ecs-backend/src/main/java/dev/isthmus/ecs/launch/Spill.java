package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.call.DefinitionContent;
import dev.isthmus.ecs.call.DefinitionContent.Fixed;
import dev.isthmus.ecs.call.JsonLength;
import dev.isthmus.ecs.definition.Plan.CommandPassed;
import dev.isthmus.ecs.definition.Plan.Planned;
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
 * first, because they are seldom what differs from task to task; what says who a task is always stays. The bound is on the overrides of a
 * group together.
 */
final class Spill {

    private Spill() {}

    /** The order itself if it fits, or if the definition is not ours, which {@link Requests} then refuses. */
    static Order fitted(Order order) {
        if (!order.definition().ours()) {
            return order;
        }
        int excess;
        try {
            excess = Requests.length(Requests.unbounded(order)) - Requests.LONGEST_OVERRIDES;
        } catch (InvalidLaunchException e) {
            // Refused for another reason; said when the request is built.
            return order;
        }
        return excess <= 0 ? order : spilled(order, excess);
    }

    /**
     * Something that can be moved.
     *
     * @param place of the order's part whose it is
     * @param variable its name; empty for the command
     */
    private record Piece(int place, Optional<String> variable, int length) {}

    private static Order spilled(Order order, int excess) {
        List<DefinitionContent> contents = new ArrayList<>(order.contents());
        List<Piece> pieces = new ArrayList<>();
        for (int place = 0; place < contents.size(); place++) {
            pieces.addAll(pieces(place, order.parts().get(place).plan(), contents.get(place)));
        }
        pieces.sort(Comparator.comparing(Piece::length)
                .reversed()
                .thenComparing(piece -> piece.variable().orElse(""))
                .thenComparing(Piece::place));
        List<Piece> moved = new ArrayList<>();
        int left = excess;
        for (Piece piece : pieces) {
            if (left > 0) {
                moved.add(piece);
                left -= piece.length();
            }
        }
        List<Planned> plans = new ArrayList<>();
        for (int place = 0; place < contents.size(); place++) {
            int here = place;
            List<Piece> of =
                    moved.stream().filter(piece -> piece.place() == here).toList();
            Planned plan = order.parts().get(place).plan();
            Fixed fixed = fixed(of, plan, contents.get(place));
            plans.add(of.isEmpty() ? plan : without(fixed, plan));
            contents.set(place, contents.get(place).with(fixed));
        }
        return order.with(plans, contents);
    }

    private static List<Piece> pieces(int place, Planned plan, DefinitionContent content) {
        List<Piece> pieces = new ArrayList<>();
        Planner.override(plan.command(), content.entryPoint())
                .ifPresent(words -> pieces.add(new Piece(place, Optional.empty(), JsonLength.list("command", words))));
        plan.environment()
                .entrySet()
                .forEach(variable ->
                        pieces.add(new Piece(place, Optional.of(variable.getKey()), JsonLength.variable(variable))));
        return pieces;
    }

    /** What goes into the definition. */
    private static Fixed fixed(List<Piece> pieces, Planned plan, DefinitionContent content) {
        SortedMap<String, String> variables = new TreeMap<>();
        Optional<List<String>> command = Optional.empty();
        for (Piece piece : pieces) {
            if (piece.variable().isPresent()) {
                String name = piece.variable().get();
                variables.put(name, plan.environment().getOrDefault(name, ""));
            } else {
                command = Planner.override(plan.command(), content.entryPoint());
            }
        }
        return new Fixed(command, variables);
    }

    /** What stays in the overrides. */
    private static Planned without(Fixed fixed, Planned plan) {
        SortedMap<String, String> kept = new TreeMap<>(plan.environment());
        kept.keySet().removeAll(fixed.environment().keySet());
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add("command and environment are longer than the " + Requests.LONGEST_OVERRIDES
                + " characters that ECS takes with a task, so "
                + words(fixed)
                + " went into its task definition: where that differs from task to task, each costs a registration, "
                + "and AWS grants one a second");
        return new Planned(
                plan.definition(),
                fixed.command().isPresent() ? new CommandPassed.Nothing() : plan.command(),
                kept,
                plan.container(),
                plan.surroundings(),
                warnings);
    }

    private static String words(Fixed fixed) {
        String names = Brief.list(fixed.environment().keySet());
        if (fixed.environment().isEmpty()) {
            return "the command";
        }
        return fixed.command().isPresent() ? "the command and " + names : names;
    }
}
