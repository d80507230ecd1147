package dev.isthmus.operator.reap.verdict;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The tasks of a cluster by framework. A task is a framework's if its {@code startedBy} is a mark; one whose variables name another framework than the mark
 * was started by somebody who copied them, and is nobody's.
 *
 * @param marked by name
 * @param others how many tasks no framework of Isthmus started: they are never touched
 */
public record SortedTasks(List<MarkedTasks> marked, int others) {

    /** Copies the list. */
    public SortedTasks {
        marked = List.copyOf(marked);
    }

    /** Sorts them. */
    public static SortedTasks of(List<TaskView> tasks) {
        Map<String, List<TaskView>> byMark = new TreeMap<>();
        int others = 0;
        for (TaskView task : tasks) {
            if (isMarked(task)) {
                byMark.computeIfAbsent(task.startedBy(), mark -> new ArrayList<>())
                        .add(task);
            } else {
                others++;
            }
        }
        Map<String, MarkedTasks> byName = new TreeMap<>();
        byMark.forEach((mark, its) -> {
            Optional<FrameworkId> framework =
                    its.stream().flatMap(task -> named(task).stream()).findFirst();
            MarkedTasks marked = new MarkedTasks(mark, framework, its);
            byName.put(marked.name(), marked);
        });
        return new SortedTasks(List.copyOf(byName.values()), others);
    }

    private static boolean isMarked(TaskView task) {
        return Identity.isMark(task.startedBy())
                && named(task)
                        .map(framework -> Identity.mark(framework).equals(task.startedBy()))
                        .orElse(true);
    }

    private static Optional<FrameworkId> named(TaskView task) {
        return task.each().stream()
                .flatMap(each -> Identity.read(each).stream())
                .map(launched -> launched.framework())
                .findFirst();
    }
}
