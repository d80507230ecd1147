package dev.isthmus.operator.plan;

import dev.isthmus.operator.plan.world.PlanResult;
import dev.isthmus.operator.plan.world.PlanResult.Refused;
import dev.isthmus.operator.plan.world.PlanResult.Runs;
import dev.isthmus.operator.text.Colour;
import dev.isthmus.operator.text.JsonOutput;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is planned, in words and for programs. */
record PlanReport(List<PlannedItem> items) {

    PlanReport {
        items = List.copyOf(items);
    }

    boolean isRefused() {
        return items.stream().anyMatch(item -> item.result() instanceof Refused);
    }

    /** The kinds that would be registered: a family is a hash of its content, so the same content is registered once. */
    private SortedSet<String> families() {
        SortedSet<String> families = new TreeSet<>();
        for (PlannedItem item : items) {
            if (item.result() instanceof Runs runs && runs.definition().isPresent()) {
                families.add(runs.family());
            }
        }
        return families;
    }

    private long refused() {
        return items.stream().filter(item -> item.result() instanceof Refused).count();
    }

    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("tasks", items.stream().map(PlanReport::json).toList());
        json.put("registrations", families().size());
        json.put("refused", refused());
        return json;
    }

    private static Map<String, Object> json(PlannedItem item) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", item.name());
        PlanResult result = item.result();
        json.put("runs", result instanceof Runs);
        json.putAll(result.fold(
                runs -> {
                    Map<String, Object> members = new LinkedHashMap<>();
                    members.put("family", runs.family());
                    members.put("registered", runs.definition().isPresent());
                    members.put("definition", runs.definition());
                    members.put("start", runs.start());
                    members.put("ports", runs.offered());
                    return members;
                },
                refused -> Map.of("refusal", refused.message())));
        json.put("warnings", result.warnings());
        json.put("left", item.left());
        return json;
    }

    List<String> lines(boolean coloured, boolean definitions) {
        List<String> lines = new ArrayList<>();
        for (PlannedItem item : items) {
            item.result()
                    .fold(
                            runs -> lines.addAll(runs(item.name(), runs, coloured, definitions)),
                            refused -> lines.addAll(refused(item.name(), refused, coloured)));
            item.result().warnings().forEach(warning -> lines.add("  dropped      " + warning));
            item.left().forEach(left -> lines.add("  left to it   " + left));
        }
        SortedSet<String> families = families();
        lines.add(items.size() + " planned, " + refused() + " refused; " + families.size()
                + " kinds to register, of which AWS"
                + " grants one a second and 20 at once: those that are registered already cost nothing");
        return lines;
    }

    private static List<String> refused(String name, Refused refused, boolean coloured) {
        return List.of(Colour.RED.paint("refused", coloured) + "  " + name, "  because      " + refused.message());
    }

    private static List<String> runs(String name, Runs runs, boolean coloured, boolean definitions) {
        List<String> lines = new ArrayList<>();
        lines.add(Colour.GREEN.paint("runs", coloured) + "     " + name);
        lines.add("  definition   " + runs.family()
                + runs.definition().map(PlanReport::registrations).orElse(", your own, which is not looked at"));
        runs.definition().ifPresent(definition -> {
            lines.add("  network      " + definition.getOrDefault("networkMode", "bridge"));
            containers(definition)
                    .forEach(container ->
                            lines.add("  container    " + container.get("name") + ": " + container.get("image")));
        });
        if (!runs.offered().isEmpty()) {
            lines.add("  ports        " + runs.offered() + " of the offer");
        }
        Object overrides = runs.start().get("overrides");
        if (overrides instanceof Map<?, ?> given) {
            containers(given).forEach(container -> lines.add("  overrides    " + overrides(container)));
        }
        if (runs.start().get("tags") instanceof List<?> tags) {
            lines.add("  tags         " + tags.stream().map(PlanReport::tag).collect(Collectors.joining(", ")));
        }
        if (Boolean.TRUE.equals(runs.start().get("enableExecuteCommand"))) {
            lines.add("  exec         commands may be executed in it");
        }
        if (definitions) {
            runs.definition().ifPresent(definition -> json("definition", definition, lines));
            json("start", runs.start(), lines);
        }
        return lines;
    }

    /** A host port stands in the definition alone, so tasks that differ in it are different kinds. */
    private static String registrations(Map<String, Object> definition) {
        List<String> ports = new ArrayList<>();
        for (Map<?, ?> container : containers(definition)) {
            if (container.get("portMappings") instanceof List<?> mappings
                    && "bridge".equals(definition.get("networkMode"))) {
                mappings.stream()
                        .map(mapping -> String.valueOf(((Map<?, ?>) mapping).get("hostPort")))
                        .filter(port -> !port.equals("0"))
                        .forEach(ports::add);
            }
        }
        return ", to be registered"
                + (ports.isEmpty()
                        ? ""
                        : ", and once more for each other host port than " + String.join(", ", ports)
                                + " (ISTHMUS_HOST_PORTS=dynamic: once)");
    }

    private static void json(String name, Object value, List<String> lines) {
        lines.add("  " + name + ":");
        JsonOutput.of(value).lines().forEach(line -> lines.add("    " + line));
    }

    private static List<Map<?, ?>> containers(Map<?, ?> whole) {
        List<Map<?, ?>> containers = new ArrayList<>();
        Object listed = whole.containsKey("containerDefinitions")
                ? whole.get("containerDefinitions")
                : whole.get("containerOverrides");
        if (listed instanceof List<?> items) {
            items.forEach(item -> containers.add((Map<?, ?>) item));
        }
        return containers;
    }

    private static String tag(Object tag) {
        Map<?, ?> members = (Map<?, ?>) tag;
        return members.get("key") + "=" + members.get("value");
    }

    /** Values of variables may be secret. */
    private static String overrides(Map<?, ?> container) {
        List<String> words = new ArrayList<>();
        container.forEach((member, value) -> words.add(
                member.equals("environment") ? ((List<?>) value).size() + " variables" : member + " " + value));
        return String.join(", ", words);
    }
}
