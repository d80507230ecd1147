package dev.isthmus.master.metric;

import dev.isthmus.api.metric.DurationHistogram;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.status.Statuses;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** How long tasks take from their launch until they run. Used by one thread. */
final class LaunchTimes {

    /** As many that have been launched and do not run yet are timed; of more, the oldest are not. */
    private static final int MOST = 100_000;

    /** ECS takes some seconds, and a large image minutes. */
    private static final double[] SECONDS = {0.5, 1, 2, 3, 5, 7.5, 10, 15, 20, 30, 60, 120, 300, 600, 1800};

    private record Task(String framework, String id) {}

    private final Map<Task, Instant> launched = new LinkedHashMap<>();
    private final DurationHistogram took = new DurationHistogram(SECONDS);

    void added(ClusterChange.TaskAdded task, Instant now) {
        launched.put(new Task(task.framework().value(), task.task().value()), now);
        if (launched.size() > MOST) {
            launched.remove(launched.keySet().iterator().next());
        }
    }

    void updated(ClusterChange.TaskUpdated task, Instant now) {
        TaskState state = task.status().getState();
        if (state == TaskState.TASK_RUNNING || Statuses.isTerminal(state)) {
            Instant since = launched.remove(
                    new Task(task.framework().value(), task.status().getTaskId().getValue()));
            if (since != null && state == TaskState.TASK_RUNNING) {
                took.add(Duration.between(since, now));
            }
        }
    }

    DurationHistogram histogram() {
        return took;
    }
}
