package dev.isthmus.simulation.search;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.observe.DriverLife;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In which phases one framework is. */
final class PhaseWatch {

    private static final Duration RECOVERS = Duration.ofMinutes(1);

    private final Set<String> launched = new HashSet<>();
    private final Set<String> running = new HashSet<>();
    private final Set<String> killed = new HashSet<>();
    private final TreeSet<Integer> lives = new TreeSet<>();
    private int connected;
    private @Nullable Duration connectedAt;

    void began(DriverLife life) {
        lives.add(life.number());
    }

    void ended(DriverLife life) {
        lives.remove(life.number());
    }

    void connected(DriverLife life, Duration at) {
        connected = Math.max(connected, life.number());
        connectedAt = at;
    }

    void launched(List<TaskInfo> tasks) {
        tasks.forEach(task -> launched.add(task.getTaskId().getValue()));
    }

    void killAsked(String task) {
        if (launched.contains(task) || running.contains(task)) {
            killed.add(task);
        }
    }

    void told(TaskStatus status) {
        String task = status.getTaskId().getValue();
        if (Statuses.isTerminal(status.getState())) {
            launched.remove(task);
            running.remove(task);
            killed.remove(task);
        } else if (status.getState() == TaskState.TASK_RUNNING) {
            launched.remove(task);
            running.add(task);
        }
    }

    Set<Phase> phases(Duration now) {
        Set<Phase> phases = EnumSet.noneOf(Phase.class);
        boolean isUp = !lives.isEmpty() && lives.last() <= connected;
        if (!lives.isEmpty() && !isUp) {
            phases.add(Phase.REGISTERING);
        }
        if (!launched.isEmpty()) {
            phases.add(Phase.LAUNCHING);
        }
        if (!running.isEmpty()) {
            phases.add(Phase.RUNNING);
        }
        if (!killed.isEmpty()) {
            phases.add(Phase.STOPPING);
        }
        if (isUp && connected > 1 && connectedAt != null && now.minus(RECOVERS).compareTo(connectedAt) < 0) {
            phases.add(Phase.RECOVERING);
        }
        if (lives.size() > 1) {
            phases.add(Phase.TAKEN_OVER);
        }
        return phases;
    }
}
