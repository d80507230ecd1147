package dev.isthmus.ecs.task;

import dev.isthmus.ecs.view.DefinitionView;
import dev.isthmus.ecs.view.DefinitionView.ContainerDefinitionView;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.ecs.view.TaskView.ContainerView;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Which containers determine the status and the end of a task: the essential ones. Those that start before them ("dependsOn") count until one of them
 * has run, as their failure is then the cause. The others do not count. A task does not say which of its containers are essential, and its task
 * definition may be deleted, so the overrides of a task say so, unless all count.
 */
public final class Counting {

    /** Names of essential containers, and after a semicolon of those that come before them: {@code main,proxy;fetch}. */
    private static final String CONTAINERS = TaskView.IDENTITY_PREFIX + "CONTAINERS";

    private static final String BEFORE = ";";

    private static final String IN_VAIN = "CannotStartContainerError: dependency graph:";

    private Counting() {}

    /**
     * The variable that says which containers count; empty if all count.
     *
     * @param main the main container, which counts whether or not it is essential
     */
    public static Optional<Map.Entry<String, String>> write(DefinitionView definition, String main) {
        Set<String> essential = new TreeSet<>(Set.of(main));
        definition.containers().stream()
                .filter(ContainerDefinitionView::essential)
                .forEach(container -> essential.add(container.name()));
        if (essential.size() == definition.containers().size()) {
            return Optional.empty();
        }
        return Optional.of(written(definition, essential));
    }

    /**
     * The variable for a task of a group, of which only its own container counts, and those that start before it.
     *
     * @param member its container
     */
    public static Optional<Map.Entry<String, String>> writeMember(DefinitionView definition, String member) {
        boolean allCount = definition.containers().stream().allMatch(ContainerDefinitionView::essential);
        return allCount ? Optional.empty() : Optional.of(written(definition, Set.of(member)));
    }

    private static Map.Entry<String, String> written(DefinitionView definition, Set<String> counting) {
        Set<String> before = before(definition, counting);
        String value = String.join(",", counting) + (before.isEmpty() ? "" : BEFORE + String.join(",", before));
        return Map.entry(CONTAINERS, value);
    }

    private static Set<String> before(DefinitionView definition, Set<String> essential) {
        Set<String> before = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(essential);
        while (!open.isEmpty()) {
            definition.container(open.remove()).stream()
                    .flatMap(container -> container.waitsFor().stream())
                    .filter(name -> !essential.contains(name))
                    .filter(before::add)
                    .forEach(open::add);
        }
        return before;
    }

    /** The containers that say how a task is. */
    static List<ContainerView> running(TaskView task) {
        String main = task.main().map(ContainerView::name).orElse("");
        Predicate<String> counts =
                part(task, 0).<Predicate<String>>map(names -> names::contains).orElse(name -> true);
        return task.own().stream()
                .filter(container -> container.name().equals(main) || counts.test(container.name()))
                .toList();
    }

    /** The containers that say how it ended, the essential ones first. */
    static List<ContainerView> ended(TaskView task) {
        List<ContainerView> counting = new ArrayList<>(running(task));
        counting.addAll(before(task));
        return counting;
    }

    /** The containers that come before those; none once one that counts has run, as they have done their part then. */
    static List<ContainerView> before(TaskView task) {
        return ran(task) ? List.of() : allBefore(task);
    }

    /** The same, whether or not one that counts has run. */
    static List<ContainerView> allBefore(TaskView task) {
        Set<String> names = part(task, 1).orElse(Set.of());
        return task.containers().stream()
                .filter(container -> names.contains(container.name()))
                .toList();
    }

    /** Whether one that counts has run. */
    static boolean ran(TaskView task) {
        return task.times().startedAt().isPresent() || running(task).stream().anyMatch(Counting::ran);
    }

    /**
     * Whether a container has run. One that waited for another in vain has an exit code all the same: the agent gives it 143, with this reason
     * (handleTerminalDependencyError in the ECS agent's task_manager.go).
     */
    static boolean ran(ContainerView container) {
        return container.exitCode().isPresent() && !inVain(container);
    }

    /** Whether a container never ran because another, for which it waited, did not end well. */
    static boolean inVain(ContainerView container) {
        return container.reason().startsWith(IN_VAIN);
    }

    /** Of a task that an older driver started, nothing is known: all of its containers count. */
    private static Optional<Set<String>> part(TaskView task, int index) {
        return Optional.ofNullable(task.identity().get(CONTAINERS)).map(value -> {
            String[] parts = value.split(BEFORE, 2);
            return index < parts.length ? new LinkedHashSet<>(List.of(parts[index].split(","))) : Set.of();
        });
    }
}
