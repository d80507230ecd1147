package dev.isthmus.ecs.launch.request;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.definition.DefinitionContent;
import dev.isthmus.ecs.definition.DefinitionContent.Fixed;
import dev.isthmus.ecs.definition.JsonLength;
import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.fetch.FetchList;
import dev.isthmus.ecs.fetch.FetchScript;
import dev.isthmus.ecs.launch.request.StartRequests.InvalidLaunchException;
import dev.isthmus.ecs.plan.Plan.CommandPassed;
import dev.isthmus.ecs.plan.Plan.Planned;
import dev.isthmus.ecs.plan.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Shortens overrides that are too long: moves command and variables into the task definition until the rest fits. The longest move first, as they
 * seldom differ from task to task; the identity of a task never moves. The limit is on the overrides of a group together.
 */
public final class OverrideOverflow {

    private OverrideOverflow() {}

    /** The batch itself if it fits or if the task definition is an existing one, which {@link StartRequests} then refuses; else one that fits. */
    public static LaunchBatch fitted(LaunchBatch order) {
        if (!order.definition().ours()) {
            return order;
        }
        int excess;
        try {
            excess = StartRequests.length(StartRequests.unbounded(order)) - StartRequests.LONGEST_OVERRIDES;
        } catch (InvalidLaunchException e) {
            // Refused for another reason; said when the request is built.
            return order;
        }
        return excess <= 0 ? order : spilled(order, excess);
    }

    /** What a piece is. */
    private enum Kind {
        COMMAND,
        VARIABLE,
        /** What the container that fetches for the part is told. */
        URIS
    }

    /**
     * Something that can be moved.
     *
     * @param place of the order's part whose it is
     * @param name of a variable; empty for what is none of the part's own
     */
    private record Piece(int place, Kind kind, String name, int length) {}

    private static LaunchBatch spilled(LaunchBatch order, int excess) {
        List<DefinitionContent> contents = new ArrayList<>(order.contents());
        List<Piece> pieces = new ArrayList<>();
        for (int place = 0; place < contents.size(); place++) {
            pieces.addAll(pieces(place, order.parts().get(place).plan(), contents.get(place)));
        }
        pieces.sort(Comparator.comparing(Piece::length)
                .reversed()
                .thenComparing(Piece::name)
                .thenComparing(Piece::place)
                .thenComparing(Piece::kind));
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
            DefinitionContent content = contents.get(place);
            Fixed fixed = fixed(of, plan, content);
            Optional<FetchList> uris =
                    plan.fetched().filter(list -> of.stream().anyMatch(piece -> piece.kind() == Kind.URIS));
            Provisions provisions = uris.map(list -> content.provisions().withFetched(variable(list)))
                    .orElse(content.provisions());
            plans.add(of.isEmpty() ? plan : without(fixed, uris.isPresent(), plan));
            contents.set(place, content.with(fixed, provisions));
        }
        return order.with(plans, contents);
    }

    private static List<Piece> pieces(int place, Planned plan, DefinitionContent content) {
        List<Piece> pieces = new ArrayList<>();
        Planner.override(plan.command(), content.entryPoint())
                .ifPresent(words -> pieces.add(new Piece(place, Kind.COMMAND, "", JsonLength.list("command", words))));
        plan.environment()
                .entrySet()
                .forEach(variable ->
                        pieces.add(new Piece(place, Kind.VARIABLE, variable.getKey(), JsonLength.variable(variable))));
        plan.fetched()
                .ifPresent(list -> variable(list)
                        .environment()
                        .entrySet()
                        .forEach(variable -> pieces.add(
                                new Piece(place, Kind.URIS, variable.getKey(), JsonLength.variable(variable)))));
        return pieces;
    }

    private static Fixed variable(FetchList list) {
        return new Fixed(Optional.empty(), new TreeMap<>(Map.of(FetchScript.VARIABLE, list.encoded())));
    }

    /** What goes into the definition. */
    private static Fixed fixed(List<Piece> pieces, Planned plan, DefinitionContent content) {
        SortedMap<String, String> variables = new TreeMap<>();
        Optional<List<String>> command = Optional.empty();
        for (Piece piece : pieces) {
            switch (piece.kind()) {
                case COMMAND -> command = Planner.override(plan.command(), content.entryPoint());
                case VARIABLE -> variables.put(piece.name(), plan.environment().getOrDefault(piece.name(), ""));
                case URIS -> {}
            }
        }
        return new Fixed(command, variables);
    }

    /**
     * What stays in the overrides.
     *
     * @param uris whether what is fetched does not
     */
    private static Planned without(Fixed fixed, boolean uris, Planned plan) {
        SortedMap<String, String> kept = new TreeMap<>(plan.environment());
        kept.keySet().removeAll(fixed.environment().keySet());
        List<String> warnings = new ArrayList<>(plan.warnings());
        warnings.add("command, environment and uris are longer than the " + StartRequests.LONGEST_OVERRIDES
                + " characters that ECS takes with a task, so "
                + words(fixed, uris)
                + " went into its task definition: where that differs from task to task, each costs a registration, "
                + "and AWS grants one a second");
        return new Planned(
                plan.definition(),
                fixed.command().isPresent() ? new CommandPassed.Nothing() : plan.command(),
                kept,
                plan.container(),
                plan.surroundings(),
                plan.architecture(),
                uris ? Optional.empty() : plan.fetched(),
                warnings);
    }

    private static String words(Fixed fixed, boolean uris) {
        List<String> words = new ArrayList<>();
        if (fixed.command().isPresent()) {
            words.add("the command");
        }
        if (uris || fixed.environment().containsKey(FetchScript.VARIABLE)) {
            words.add("its uris");
        }
        List<String> names = fixed.environment().keySet().stream()
                .filter(name -> !name.equals(FetchScript.VARIABLE))
                .toList();
        if (!names.isEmpty()) {
            words.add(Brief.list(names));
        }
        return String.join(" and ", words);
    }
}
