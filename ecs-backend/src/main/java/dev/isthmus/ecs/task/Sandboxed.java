package dev.isthmus.ecs.task;

import dev.isthmus.ecs.definition.Provisions;
import dev.isthmus.ecs.definition.Provisions.Filling;
import dev.isthmus.ecs.definition.Provisions.Sandbox;
import dev.isthmus.ecs.view.TaskView;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a task has a sandbox, and what filled it. A task carries it in its overrides, as its definition may be gone by the time one asks: its
 * disk is held for longer than the task, and what it ends with means another thing while it is being fetched for.
 */
public final class Sandboxed {

    /** The variable that says so. */
    public static final String VARIABLE = TaskView.IDENTITY_PREFIX + "HAS_SANDBOX";

    private Sandboxed() {}

    /** The variable that says so; empty if it has none. */
    public static Optional<Map.Entry<String, String>> write(Provisions provisions) {
        return provisions.sandbox().map(Sandbox::filling).map(filling -> Map.entry(VARIABLE, written(filling)));
    }

    /** What filled its sandbox; empty if it has none, or one that a later driver gave it in a way that is not known here. */
    static Optional<Filling> filling(TaskView task) {
        return Arrays.stream(Filling.values())
                .filter(filling -> written(filling).equals(task.identity().get(VARIABLE)))
                .findFirst();
    }

    /** Whether it has one. */
    static boolean is(TaskView task) {
        return task.identity().containsKey(VARIABLE);
    }

    private static String written(Filling filling) {
        return filling.name().toLowerCase(Locale.ROOT);
    }
}
