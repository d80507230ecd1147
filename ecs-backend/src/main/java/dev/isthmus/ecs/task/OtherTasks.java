package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.growth.TaskPlaces;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The live tasks of the cluster that are not reported: those of frameworks that are not watched, whose resources count, and those that no driver of Isthmus started.
 * Not thread-safe.
 */
final class OtherTasks {

    private final Holdings holdings;
    private final Map<String, List<Placed>> drivers = new LinkedHashMap<>();
    /** Those of them for which ECS still looks for an instance. */
    private final Set<String> unplaced = new LinkedHashSet<>();

    private final Set<String> foreign = new LinkedHashSet<>();

    /** Those of drivers that are to be described again. What they hold is held meanwhile. */
    private final Set<String> again = new LinkedHashSet<>();

    /** Those of drivers that ECS does not know, since when without interruption. What they hold is held meanwhile, too. */
    private final Map<String, Instant> missingSince = new LinkedHashMap<>();

    private final Duration patience;

    private record Placed(LaunchedTask task, List<AgentId> places, boolean isUnplaced) {}

    /**
     * None yet.
     *
     * @param patience how long ECS may not know a task before it counts as gone
     */
    OtherTasks(Holdings holdings, Duration patience) {
        this.holdings = holdings;
        this.patience = patience;
    }

    /** Whether a task was described, and need not be again while it is listed. */
    boolean isKnown(String arn) {
        boolean isSettled = !unplaced.contains(arn) && !again.contains(arn) && !missingSince.containsKey(arn);
        return (drivers.containsKey(arn) && isSettled) || foreign.contains(arn);
    }

    /** Those that live as far as is known: ours that are not on their way, and those of other drivers. */
    List<String> living(LiveTasks ours, List<String> arns) {
        return arns.stream()
                .filter(arn -> ours.isResting(arn) || drivers.containsKey(arn))
                .toList();
    }

    /** Adds a task without an identity. */
    void foreign(TaskView view) {
        if (!view.stopped()) {
            foreign.add(view.arn());
        }
    }

    /** Adds a task that is tracked no longer, and is held already. */
    void adopt(EcsTaskRecord task) {
        boolean isUnplaced = task.unplacedSince().isPresent();
        drivers.computeIfAbsent(task.arn(), arn -> new ArrayList<>(1))
                .add(new Placed(task.task(), task.places(), isUnplaced));
        if (isUnplaced) {
            unplaced.add(task.arn());
        }
    }

    /** Adds or removes a task of a framework that is not watched, or one of a group. */
    void take(LaunchedTask task, TaskView view) {
        if (view.stopped()) {
            forgetDriver(view.arn());
            return;
        }
        again.remove(view.arn());
        missingSince.remove(view.arn());
        List<Placed> together = drivers.computeIfAbsent(view.arn(), arn -> new ArrayList<>(1));
        Optional<Placed> before =
                together.stream().filter(known -> known.task().equals(task)).findFirst();
        if (before.isPresent() && !unplaced.contains(view.arn())) {
            return;
        }
        boolean isUnplaced = TaskPlaces.isUnplaced(task, view);
        Placed now = new Placed(task, TaskPlaces.of(task, view), isUnplaced);
        holdings.move(task, before.map(Placed::places).orElse(List.of()), now.places());
        holdings.unplaced(task, isUnplaced);
        before.ifPresent(together::remove);
        together.add(now);
        if (isUnplaced) {
            unplaced.add(view.arn());
        } else if (together.stream().noneMatch(Placed::isUnplaced)) {
            // Of a group each is placed by a view of its own.
            unplaced.remove(view.arn());
        }
    }

    /** Removes a task that is gone, or tracked from now on. */
    void forget(String arn) {
        forgetDriver(arn);
        foreign.remove(arn);
    }

    /** ECS does not know a task, which may pass: it is gone if that lasts. */
    void missing(String arn, Instant now) {
        boolean isGone = !drivers.containsKey(arn)
                || !now.isBefore(missingSince.computeIfAbsent(arn, any -> now).plus(patience));
        if (isGone) {
            forget(arn);
        }
    }

    private void forgetDriver(String arn) {
        again.remove(arn);
        missingSince.remove(arn);
        List<Placed> tasks = drivers.remove(arn);
        if (tasks != null) {
            tasks.forEach(this::leave);
        }
        unplaced.remove(arn);
    }

    private void leave(Placed gone) {
        holdings.move(gone.task(), gone.places(), List.of());
        holdings.unplaced(gone.task(), false);
    }

    /** A task is to be described again. */
    void again(String arn) {
        if (drivers.containsKey(arn)) {
            again.add(arn);
        }
    }

    /** The tasks of a framework are to be described again. */
    void again(FrameworkId framework) {
        drivers.forEach((arn, tasks) -> {
            if (tasks.get(0).task().framework().equals(framework)) {
                again.add(arn);
            }
        });
    }

    /** Those that have to be described because a listing of the whole cluster has them no longer. */
    List<String> unlisted(Set<String> running) {
        foreign.retainAll(running);
        return drivers.keySet().stream().filter(arn -> !running.contains(arn)).toList();
    }
}
