package dev.isthmus.operator.plan.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Overrides as they differ from task to task by what the framework says: the variables by which a driver knows its tasks are left out. */
final class PlannedOverrides {

    private static final String OURS = "ISTHMUS_";

    private PlannedOverrides() {}

    static Map<String, Object> without(Map<String, Object> overrides) {
        Map<String, Object> kept = new LinkedHashMap<>();
        overrides.forEach((name, value) ->
                kept.put(name, name.equals("containerOverrides") ? containers((List<?>) value) : value));
        return kept;
    }

    private static List<Object> containers(List<?> containers) {
        List<Object> kept = new ArrayList<>();
        for (Object container : containers) {
            Map<String, Object> members = new LinkedHashMap<>();
            ((Map<?, ?>) container)
                    .forEach((name, value) -> members.put(
                            String.valueOf(name), name.equals("environment") ? variables((List<?>) value) : value));
            kept.add(members);
        }
        return kept;
    }

    private static List<?> variables(List<?> variables) {
        return variables.stream()
                .filter(variable ->
                        !String.valueOf(((Map<?, ?>) variable).get("name")).startsWith(OURS))
                .toList();
    }
}
