package dev.isthmus.operator.reap.verdict;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The tasks of one framework, of which a group counts once: what ECS runs of it.
 *
 * @param mark their {@code startedBy}
 * @param framework whose they are, as far as any of them says so in words that fit the mark
 * @param tasks in the order of ECS
 */
public record MarkedTasks(String mark, Optional<FrameworkId> framework, List<TaskView> tasks) {

    /** Copies the list. */
    public MarkedTasks {
        tasks = List.copyOf(tasks);
    }

    /** What it goes by on the command line: its id, or its mark if no task says that. */
    public String name() {
        return framework.map(FrameworkId::value).orElse(mark);
    }

    /** Whether it goes by this name. */
    public boolean goesBy(String name) {
        return name().equals(name) || mark.equals(name);
    }

    /** When the oldest of them was created. */
    public Optional<Instant> firstStart() {
        return starts().min(Comparator.naturalOrder());
    }

    /** When the newest of them was created. */
    public Optional<Instant> lastStart() {
        return starts().max(Comparator.naturalOrder());
    }

    private Stream<Instant> starts() {
        return tasks.stream().map(task -> task.times().createdAt()).flatMap(Optional::stream);
    }
}
