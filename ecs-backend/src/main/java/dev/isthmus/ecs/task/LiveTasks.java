package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.growth.HostAddresses;
import dev.isthmus.ecs.view.TaskArn;
import dev.isthmus.ecs.view.TaskView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** The tasks of the frameworks that are watched and have not ended, by the ARN of their ECS task. Not thread-safe. */
final class LiveTasks {

    /** Mostly one task each, and all those of a group. */
    private final Map<TaskArn, List<EcsTaskRecord>> byArn = new LinkedHashMap<>();
    /** How many ECS tasks each framework has. */
    private final Map<FrameworkId, Integer> counts = new LinkedHashMap<>();

    /**
     * Adds a task that is not tracked yet; of a group, the record knows the member that was tracked first.
     *
     * @param watched whether it has, or may have, a health check
     */
    EcsTaskRecord add(LaunchedTask task, TaskView view, boolean watched) {
        TaskArn arn = TaskArn.of(view.arn());
        List<EcsTaskRecord> together = byArn.getOrDefault(arn, List.of());
        EcsTaskRecord added = view.isGroup()
                ? new EcsTaskRecord(
                        task,
                        arn,
                        watched,
                        view.mainContainer(),
                        together.stream().findFirst())
                : new EcsTaskRecord(task, arn, watched);
        if (together.isEmpty()) {
            counts.merge(task.framework(), 1, Integer::sum);
        }
        byArn.put(arn, Stream.concat(together.stream(), Stream.of(added)).toList());
        return added;
    }

    /** Removes a task that has ended; says whether it was here. */
    boolean remove(EcsTaskRecord task) {
        TaskArn arn = TaskArn.of(task.arn());
        List<EcsTaskRecord> together = byArn.getOrDefault(arn, List.of());
        if (!together.contains(task)) {
            return false;
        }
        List<EcsTaskRecord> others =
                together.stream().filter(other -> !other.equals(task)).toList();
        byArn.put(arn, others);
        if (others.isEmpty()) {
            byArn.remove(arn);
            counts.computeIfPresent(task.task().framework(), (framework, count) -> count == 1 ? null : count - 1);
        }
        return true;
    }

    /** Removes the tasks of a framework; returns them. */
    List<EcsTaskRecord> forget(FrameworkId framework) {
        List<EcsTaskRecord> its =
                all().filter(task -> task.task().framework().equals(framework)).toList();
        its.forEach(this::remove);
        return its;
    }

    boolean contains(String arn) {
        return byArn.containsKey(TaskArn.of(arn));
    }

    /** Whether it is one of ours that is not on its way into or out of running. */
    boolean isResting(String arn) {
        List<EcsTaskRecord> together = byArn.get(TaskArn.of(arn));
        return together != null && !isMoving(together);
    }

    /** Those of an ECS task, as they are now; empty if it is not one of ours. */
    List<EcsTaskRecord> of(String arn) {
        return byArn.getOrDefault(TaskArn.of(arn), List.of());
    }

    List<LaunchedTask> tasks() {
        return all().map(EcsTaskRecord::task).toList();
    }

    int count() {
        return byArn.values().stream().mapToInt(List::size).sum();
    }

    /** How many ECS tasks of a framework there are. */
    int count(FrameworkId framework) {
        return counts.getOrDefault(framework, 0);
    }

    private Stream<EcsTaskRecord> all() {
        return byArn.values().stream().flatMap(List::stream);
    }

    /** The ECS tasks that are on their way into or out of running, and those whose address has become known. */
    List<String> moving(HostAddresses addresses) {
        // Asked every few seconds, and mostly there are none.
        List<String> moving = new ArrayList<>();
        for (Map.Entry<TaskArn, List<EcsTaskRecord>> task : byArn.entrySet()) {
            if (isMoving(task.getValue())) {
                moving.add(task.getKey().text());
            }
        }
        for (String arn : addresses.located()) {
            List<EcsTaskRecord> together = of(arn);
            if (together.isEmpty()) {
                addresses.forget(arn);
            } else if (!isMoving(together)) {
                moving.add(arn);
            }
        }
        return moving;
    }

    /** When the task that has run for the shortest time was first seen running. */
    Optional<Instant> newestRun() {
        return all().flatMap(task -> task.runsSince().stream()).max(Comparator.naturalOrder());
    }

    /** How many ECS tasks a listing makes us look at: each in the listing, and those once more whose health is watched. */
    int lookedAt() {
        int looks = byArn.size();
        for (List<EcsTaskRecord> together : byArn.values()) {
            looks += isWatched(together) ? 1 : 0;
        }
        return looks;
    }

    /**
     * Those that run and in which the health can change though nothing else does.
     *
     * @param since with those that have been seen to run since then: a definition that is not ours may bring a health check, which only a read shows
     */
    List<String> healthChecked(Instant since) {
        return byArn.entrySet().stream()
                .filter(task -> isDescribedAgain(task.getValue())
                        || task.getValue()
                                .get(0)
                                .runsSince()
                                .filter(since::isBefore)
                                .isPresent())
                .map(task -> task.getKey().text())
                .toList();
    }

    /** The version of an ECS task that is known. */
    OptionalLong version(String arn) {
        return of(arn).stream().mapToLong(EcsTaskRecord::version).max();
    }

    /**
     * Whether an ECS task that is listed as running has to be described.
     *
     * @param all whether every one of ours has; else only those in which nothing but the health can change
     */
    boolean isDescribedAgain(String arn, boolean all) {
        List<EcsTaskRecord> together = byArn.get(TaskArn.of(arn));
        return together != null && (all || isDescribedAgain(together));
    }

    private static boolean isDescribedAgain(List<EcsTaskRecord> together) {
        return isWatched(together) && !isMoving(together);
    }

    /**
     * The ECS tasks that are not listed as running.
     *
     * @param all whether to tell of those that are on their way, too
     */
    List<String> unlisted(Set<String> running, boolean all) {
        return byArn.entrySet().stream()
                .filter(task -> all || !isMoving(task.getValue()))
                .map(task -> task.getKey().text())
                .filter(arn -> !running.contains(arn))
                .toList();
    }

    private static boolean isMoving(List<EcsTaskRecord> together) {
        for (EcsTaskRecord task : together) {
            if (task.moving()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isWatched(List<EcsTaskRecord> together) {
        for (EcsTaskRecord task : together) {
            if (task.watched()) {
                return true;
            }
        }
        return false;
    }
}
