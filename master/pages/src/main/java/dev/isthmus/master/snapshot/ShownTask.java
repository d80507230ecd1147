package dev.isthmus.master.snapshot;

import dev.isthmus.master.json.JsonText;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A task. Immutable, and so is its text, which is written once: of many tasks few change between two pages. */
public final class ShownTask {

    private final TaskInfo info;
    private final String framework;
    private final String role;
    private final List<TaskStatus> statuses;
    /** Of the one thread that writes pages. */
    private @Nullable String text;

    /**
     * Copies the list.
     *
     * @param info as its framework asked for it; of a task of an earlier master only what the machine knows
     * @param framework its framework's id
     * @param role the role that its resources were offered to
     * @param statuses what was told of it, oldest first
     */
    public ShownTask(TaskInfo info, String framework, String role, List<TaskStatus> statuses) {
        this.info = info;
        this.framework = framework;
        this.role = role;
        this.statuses = List.copyOf(statuses);
    }

    /** As its framework asked for it. */
    public TaskInfo info() {
        return info;
    }

    /** Its framework's id. */
    public String framework() {
        return framework;
    }

    /** The role that its resources were offered to. */
    public String role() {
        return role;
    }

    /** What was told of it, oldest first. */
    public List<TaskStatus> statuses() {
        return statuses;
    }

    /** What was told of it last, if anything was. */
    public Optional<TaskStatus> last() {
        return statuses.isEmpty() ? Optional.empty() : Optional.of(statuses.get(statuses.size() - 1));
    }

    /** Its state now. */
    public TaskState state() {
        return last().map(TaskStatus::getState).orElse(TaskState.TASK_STAGING);
    }

    /** Whether its agent counts as lost, and it has not ended. */
    public boolean isUnreachable() {
        return state() == TaskState.TASK_UNREACHABLE;
    }

    /** When it was first told of, in seconds since 1970; 0 if it was not. */
    public double since() {
        return statuses.isEmpty() ? 0 : statuses.get(0).getTimestamp();
    }

    /** With one status more; a state that comes again takes the place of the last one. */
    public ShownTask with(TaskStatus status) {
        boolean isAgain = !statuses.isEmpty() && state() == status.getState();
        List<TaskStatus> all = new ArrayList<>(isAgain ? statuses.subList(0, statuses.size() - 1) : statuses);
        all.add(status);
        return new ShownTask(info, framework, role, all);
    }

    /**
     * The executor that runs it, if it is one of a group: a command's goes by the task's own id and is not shown. Nobody is known to run it until its
     * framework is told of it.
     */
    public Optional<String> executor() {
        return statuses.stream()
                .map(status -> status.getExecutorId().getValue())
                .filter(id -> !id.isEmpty() && !id.equals(info.getTaskId().getValue()))
                .findFirst();
    }

    /** With another description and role. */
    public ShownTask as(TaskInfo described, String other) {
        return new ShownTask(described, framework, other, statuses);
    }

    /**
     * As a page shows it.
     *
     * @param page always the same
     */
    public JsonText.Written json(Function<ShownTask, Map<String, Object>> page) {
        String known = text;
        if (known == null) {
            known = JsonText.write(page.apply(this));
            text = known;
        }
        return new JsonText.Written(known);
    }
}
