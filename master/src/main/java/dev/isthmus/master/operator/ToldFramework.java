package dev.isthmus.master.operator;

import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.status.Statuses;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The past of a framework: what it asked for and what it was told. */
final class ToldFramework {

    /** As many as Mesos keeps by default. */
    private static final int MOST_COMPLETED = 1000;

    /** The role of a task is not told: the machine knows it, and of one that is over it does not matter much. */
    private static final String UNKNOWN_ROLE = "*";

    /**
     * The past as it was at one moment.
     *
     * @param registered when it first came, in seconds since 1970
     * @param reregistered when it last came back
     * @param tasks as they were asked for and told, by id; of those that live, and maybe others
     * @param completed the tasks that have ended, the last ones
     */
    record Past(double registered, double reregistered, Map<String, ShownTask> tasks, List<ShownTask> completed) {

        /** Of one that has not come since the master started. */
        static Past none(double started) {
            return new Past(started, started, Map.of(), List.of());
        }
    }

    private final String id;
    private final double registered;
    private FrameworkInfo info = FrameworkInfo.getDefaultInstance();
    private double reregistered;
    private final Map<String, ShownTask> tasks = new LinkedHashMap<>();
    private final Deque<ShownTask> completed = new ArrayDeque<>();
    /** A copy of those; none if it is not of now. */
    private @Nullable List<ShownTask> completedCopy;

    ToldFramework(String id, double registered) {
        this.id = id;
        this.registered = registered;
    }

    void served(FrameworkInfo described, double now) {
        info = described;
        reregistered = now;
    }

    void described(FrameworkInfo changed) {
        info = changed;
    }

    void launched(TaskInfo task) {
        tasks.put(task.getTaskId().getValue(), new ShownTask(task, id, UNKNOWN_ROLE, List.of()));
    }

    /** A state that is told again takes the place of the last one: with another health, say. */
    void told(TaskStatus status) {
        String task = status.getTaskId().getValue();
        boolean isTerminal = Statuses.isTerminal(status.getState());
        if (!tasks.containsKey(task) && (isTerminal || !isLive(status.getState()))) {
            // An answer to a question, about a task that nobody has.
            return;
        }
        ShownTask known = tasks.getOrDefault(task, new ShownTask(onlyIds(status), id, UNKNOWN_ROLE, List.of()));
        ShownTask changed = known.with(status);
        if (isTerminal) {
            tasks.remove(task);
            complete(changed);
        } else {
            tasks.put(task, changed);
        }
    }

    private static boolean isLive(TaskState state) {
        return switch (state) {
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING -> true;
            default -> false;
        };
    }

    /** Its tasks are killed, and nobody is told (src/master/master.cpp, {@code Master::removeFramework}). */
    ShownFramework removed(double now) {
        tasks.values()
                .forEach(task -> complete(task.with(TaskStatus.newBuilder()
                        .setTaskId(task.info().getTaskId())
                        .setSlaveId(task.info().getSlaveId())
                        .setState(TaskState.TASK_KILLED)
                        .setSource(TaskStatus.Source.SOURCE_MASTER)
                        .setReason(TaskStatus.Reason.REASON_FRAMEWORK_REMOVED)
                        .setMessage("Framework " + id + " removed")
                        .setTimestamp(now)
                        .build())));
        tasks.clear();
        return new ShownFramework(
                info, false, registered, reregistered, now, List.of(), List.copyOf(completed), List.of());
    }

    private void complete(ShownTask task) {
        completed.add(task);
        completedCopy = null;
        if (completed.size() > MOST_COMPLETED) {
            completed.remove();
        }
    }

    private static TaskInfo onlyIds(TaskStatus status) {
        return TaskInfo.newBuilder()
                .setTaskId(status.getTaskId())
                .setName(status.getTaskId().getValue())
                .setSlaveId(status.getSlaveId())
                .build();
    }

    /** @param held what the machine holds of it; tasks that it does not are forgotten */
    Past past(Optional<MasterView.OfFramework> held) {
        List<MasterView.OfTask> known = held.map(MasterView.OfFramework::tasks).orElse(List.of());
        Map<String, ShownTask> kept = new LinkedHashMap<>();
        for (MasterView.OfTask task : known) {
            ShownTask told = tasks.get(task.id().value());
            if (told != null) {
                kept.put(task.id().value(), told);
            }
        }
        if (kept.size() < tasks.size()) {
            tasks.keySet().retainAll(kept.keySet());
        }
        List<ShownTask> over = completedCopy;
        if (over == null) {
            over = List.copyOf(completed);
            completedCopy = over;
        }
        return new Past(registered, reregistered, Collections.unmodifiableMap(kept), over);
    }
}
