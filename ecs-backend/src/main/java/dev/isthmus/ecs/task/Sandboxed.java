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
 * Whether a task has a sandbox, and what fetches into it. The overrides say so, as the task definition may be deleted. The disk space of a sandbox is
 * counted after the end of its task, and the exit code of a task that is still fetching has another meaning.
 */
public final class Sandboxed {

    /** The variable in the overrides. */
    public static final String VARIABLE = TaskView.IDENTITY_PREFIX + "HAS_SANDBOX";

    private Sandboxed() {}

    /** The variable for these provisions; empty without a sandbox. */
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
