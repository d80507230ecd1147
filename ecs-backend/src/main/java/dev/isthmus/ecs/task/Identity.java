package dev.isthmus.ecs.task;

import com.google.common.hash.Hashing;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Identifies tasks after a restart, and for other drivers. The framework is a hash in {@code startedBy}. The rest is in the environment override,
 * which allows any characters, is part of events, and is kept after StopTask; tags are not.
 */
public final class Identity {

    private static final String LAUNCH = "ISTHMUS_LAUNCH_ID";
    private static final String FRAMEWORK = "ISTHMUS_FRAMEWORK_ID";
    private static final String TASK = "ISTHMUS_TASK_ID";
    private static final String AGENT = "ISTHMUS_AGENT_ID";
    private static final String DEMAND = "ISTHMUS_DEMAND";
    private static final String MAX_COMPLETION_TIME = "ISTHMUS_MAX_COMPLETION_TIME";

    private static final String MEMO = "ISTHMUS_MEMO";

    /** Drivers of versions that know no epochs pass it over. */
    private static final String EPOCH = "ISTHMUS_EPOCH";

    private static final String MARK = "isthmus/";
    private static final int MARK_DIGITS = 28;
    /** What the reason begins with for which a task is stopped that ECS has found no instance for: that is want of room, and no kill. */
    public static final String NO_INSTANCE = "no instance: ";

    private static final String OUR_STOP = "Isthmus: ";
    private static final int LONGEST_REASON = 255;

    private Identity() {}

    /** The {@code startedBy} of a framework: 36 characters, the longest that StartTask accepts. */
    public static String mark(FrameworkId framework) {
        String hash = Hashing.sha256()
                .hashString(framework.value(), StandardCharsets.UTF_8)
                .toString();
        return MARK + hash.substring(0, MARK_DIGITS);
    }

    /** Whether a {@code startedBy} is the mark of some framework. */
    public static boolean isMark(String startedBy) {
        return startedBy.startsWith(MARK) && startedBy.length() == MARK.length() + MARK_DIGITS;
    }

    /** The variables that identify a task. */
    public static SortedMap<String, String> write(LaunchedTask task) {
        SortedMap<String, String> variables = new TreeMap<>(Map.of(
                LAUNCH, task.launch().value(),
                FRAMEWORK, task.framework().value(),
                TASK, task.task().value(),
                AGENT, task.agent().value(),
                DEMAND, task.demand().toString()));
        task.maxCompletionTime().ifPresent(limit -> variables.put(MAX_COMPLETION_TIME, limit.toString()));
        if (!task.memo().isEmpty()) {
            variables.put(MEMO, task.memo().text());
        }
        task.epoch().ifPresent(epoch -> variables.put(EPOCH, epoch.toString()));
        return variables;
    }

    /** The identity of a task, if a driver of Isthmus started it, and if it can be read. */
    public static Optional<LaunchedTask> read(TaskView task) {
        return read(task, Optional.empty());
    }

    /**
     * The identity of a task, if a driver of Isthmus started it, and if it can be read.
     *
     * @param notes where to say what is wrong with one that cannot
     */
    static Optional<LaunchedTask> read(TaskView task, Notes notes) {
        return read(task, Optional.of(notes));
    }

    private static Optional<LaunchedTask> read(TaskView task, Optional<Notes> notes) {
        SortedMap<String, String> identity = task.identity();
        String launch = identity.get(LAUNCH);
        String framework = identity.get(FRAMEWORK);
        String id = identity.get(TASK);
        if (launch == null || framework == null || id == null) {
            return Optional.empty();
        }
        try {
            String agent = agent(task);
            Resources demand = ResourcesText.parse(Dialect.MESOS, identity.getOrDefault(DEMAND, ""));
            return Optional.of(new LaunchedTask(
                    new LaunchId(launch),
                    new FrameworkId(framework),
                    new TaskId(id),
                    new AgentId(agent),
                    demand,
                    Optional.ofNullable(identity.get(MAX_COMPLETION_TIME)).map(Duration::parse),
                    new Memo(identity.getOrDefault(MEMO, "")),
                    Optional.ofNullable(identity.get(EPOCH)).map(Long::valueOf).map(Epoch::new)));
        } catch (IllegalArgumentException | DateTimeParseException e) {
            notes.ifPresent(to -> to.warn(
                    "Task {} carries an identity that cannot be read, and is left alone: {}",
                    task.arn(),
                    String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    /** The instance that a task is on; or the slot it was launched on, which for its framework it is on wherever it lands. */
    private static String agent(TaskView task) {
        String asked = task.identity().getOrDefault(AGENT, "");
        boolean isOnSlot = !asked.isEmpty() && GrowthSlot.isSlot(new AgentId(asked));
        return isOnSlot ? asked : task.instanceArn().map(InstanceView::idOf).orElse(asked);
    }

    /** The slot on which a task was launched; empty for a task that was launched on an instance, or that no driver of Isthmus started. */
    public static Optional<AgentId> slot(TaskView task) {
        return Optional.of(agent(task))
                .filter(agent -> !agent.isEmpty())
                .map(AgentId::new)
                .filter(VirtualAgents::isSlot);
    }

    /** Whether a task was started on Fargate. */
    static boolean isOnFargate(TaskView task) {
        return slot(task).filter(FargateSlot::isSlot).isPresent();
    }

    /** The reason for StopTask, with a prefix that is recognised after a restart, within the length that ECS accepts. */
    public static String stopReason(String words) {
        String reason = OUR_STOP + words;
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
    }

    /** Whether a driver of Isthmus stopped a task because ECS had found no instance for it. */
    static boolean stoppedForWantOfInstance(TaskView task) {
        return task.stoppedReason().startsWith(OUR_STOP + NO_INSTANCE);
    }

    /** Whether a driver of Isthmus stopped a task. */
    public static boolean stoppedByUs(TaskView task) {
        return task.stoppedReason().startsWith(OUR_STOP);
    }
}
