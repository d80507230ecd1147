package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.ecs.view.TaskView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The live tasks of the cluster that we do not tell of: those that drivers of other frameworks started, whose holdings count, and those that no
 * driver of ours did. Not thread-safe.
 */
final class OtherTasks {

    private final Holdings holdings;
    private final Map<String, List<LaunchedTask>> drivers = new HashMap<>();
    private final Set<String> foreign = new HashSet<>();

    OtherTasks(Holdings holdings) {
        this.holdings = holdings;
    }

    /** Whether it has been described, so that it need not be again while it is listed. */
    boolean isKnown(String arn) {
        return drivers.containsKey(arn) || foreign.contains(arn);
    }

    /** One that carries no identity of ours. */
    void foreign(TaskView view) {
        if (!view.stopped()) {
            foreign.add(view.arn());
        }
    }

    /** One that a driver of ours started, or one of a group of them. */
    void take(LaunchedTask task, TaskView view) {
        if (view.stopped()) {
            forgetDriver(view.arn());
            return;
        }
        List<LaunchedTask> together = drivers.computeIfAbsent(view.arn(), arn -> new ArrayList<>(1));
        if (!together.contains(task)) {
            together.add(task);
            holdings.add(task);
        }
    }

    /** It is not there any more, or tracked from now on, or to be looked at anew. */
    void forget(String arn) {
        forgetDriver(arn);
        foreign.remove(arn);
    }

    private void forgetDriver(String arn) {
        List<LaunchedTask> tasks = drivers.remove(arn);
        if (tasks != null) {
            tasks.forEach(holdings::remove);
        }
    }

    /** Those of a framework are looked at anew. */
    void forget(FrameworkId framework) {
        drivers.values().removeIf(tasks -> {
            boolean its = tasks.get(0).framework().equals(framework);
            if (its) {
                tasks.forEach(holdings::remove);
            }
            return its;
        });
    }

    /** Those that have to be described because a listing of the whole cluster has them no longer. */
    List<String> unlisted(Set<String> running) {
        foreign.retainAll(running);
        return drivers.keySet().stream().filter(arn -> !running.contains(arn)).toList();
    }
}
