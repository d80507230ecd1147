package dev.isthmus.mesos.status;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskPhase.Ended;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The terminal status of a task that has ended. One from the master is sent once, without a uuid; any other is delivered until it is acknowledged.
 *
 * @param state the terminal state
 * @param source who reports it
 * @param reason why, if Mesos gives a reason for it
 * @param message in words; may be empty
 * @param printed what the task printed last, as {@link Ended#printed}; may be empty
 */
public record TerminalStatus(TaskState state, Source source, Optional<Reason> reason, String message, String printed) {

    /** Of a task of which nothing is told that it printed. */
    private TerminalStatus(TaskState state, Source source, Optional<Reason> reason, String message) {
        this(state, source, reason, message, "");
    }

    /**
     * What this driver knows of a task when it learns of its end.
     *
     * @param killed whether its framework asked for it to be killed, its health check demanded it, or its agent drains
     * @param cause why this driver had it stopped, if it did
     * @param docker whether the framework asked for a Docker container, which only changes the wording
     */
    public record Circumstances(boolean killed, Optional<StopCause> cause, boolean docker) {}

    /** The message, of any length, as it is told and written to logs. */
    public String words() {
        return Brief.message(message);
    }

    /** What its framework is told: the words, with which those of Mesos come first, and then all of what was printed. */
    public String told() {
        String separator = message.isEmpty() || printed.isEmpty() ? "" : "; ";
        return words() + separator + printed;
    }

    /** Whether it is delivered until acknowledged. */
    public boolean isReliable() {
        return source != Source.SOURCE_MASTER;
    }

    /**
     * The terminal status of a task that has ended. A request to stop it counts only if the backend says that it was stopped: a task that ended by
     * itself before the request arrived is reported as it ended, as an executor of Mesos does. So the driver that asked and the next one report the
     * same.
     */
    public static TerminalStatus of(Ended ended, Circumstances own, Framework framework) {
        TerminalStatus status = withoutPrinted(ended, own, framework);
        return new TerminalStatus(status.state, status.source, status.reason, status.message, ended.printed());
    }

    private static TerminalStatus withoutPrinted(Ended ended, Circumstances own, Framework framework) {
        String exit = exit(ended, own.docker());
        if (ended.ending() == Ending.STOPPED) {
            return stopped(
                    ended, StopCause.in(ended.message()).or(own::cause).orElse(StopCause.KILLED), exit, framework);
        }
        if (own.killed() && neverStarted(ended)) {
            return killed(ended, exit);
        }
        return switch (ended.ending()) {
            case STOPPED -> throw new IllegalStateException("what was stopped has been seen to");
            case EXITED -> exited(ended, exit);
            case WITH_GROUP ->
                new TerminalStatus(TaskState.TASK_KILLED, Source.SOURCE_EXECUTOR, Optional.empty(), exit);
            case STOPPED_BY_OTHERS ->
                new TerminalStatus(TaskState.TASK_KILLED, Source.SOURCE_EXECUTOR, Optional.empty(), ended.message());
            case OUT_OF_MEMORY ->
                agent(TaskState.TASK_FAILED, Reason.REASON_CONTAINER_LIMITATION_MEMORY, ended.message());
            case NOT_STARTED -> agent(TaskState.TASK_FAILED, Reason.REASON_CONTAINER_LAUNCH_FAILED, ended.message());
            case NO_ROOM -> agent(dropped(framework), Reason.REASON_INVALID_OFFERS, ended.message());
            case NOT_LAUNCHED -> agent(dropped(framework), Reason.REASON_RECONCILIATION, ended.message());
            case PREEMPTED -> agent(gone(framework), Reason.REASON_CONTAINER_PREEMPTED, ended.message());
            case DRAINED -> agent(TaskState.TASK_KILLED, Reason.REASON_SLAVE_DRAINING, ended.message());
            case AGENT_GONE -> agentGone(framework, ended.message());
            case INFRASTRUCTURE -> master(gone(framework), Reason.REASON_SLAVE_REMOVED, ended.message());
            case VANISHED -> agent(gone(framework), Reason.REASON_RECONCILIATION, ended.message());
            case UNEXPLAINED -> agent(TaskState.TASK_FAILED, Reason.REASON_EXECUTOR_TERMINATED, ended.message());
        };
    }

    /** The same end, for whoever knows nothing of the circumstances and is to come to the same status. */
    public static Ended withoutCircumstances(Ended ended, Circumstances own) {
        boolean isKill = own.killed() && ended.ending() != Ending.STOPPED && neverStarted(ended);
        return isKill
                ? new Ended(Ending.STOPPED, ended.exitCode(), ended.ran(), ended.message(), ended.printed())
                : ended;
    }

    /** The end of a task whose launch was refused, from which one comes to the same status; empty if it is told once, whether it arrives or not. */
    public static Optional<Ended> ending(Refusal refusal, String message, boolean killed) {
        if (killed) {
            return Optional.of(unstarted(Ending.STOPPED, message));
        }
        return switch (refusal) {
            // Of one that drains, the reason is told as that of one without room.
            case RESOURCES, AGENT_DRAINING -> Optional.of(unstarted(Ending.NO_ROOM, message));
            case UNSUITABLE_AGENT -> Optional.of(unstarted(Ending.NOT_STARTED, message));
            case INVALID, DENIED, AGENT_DISCONNECTED, AGENT_GONE, UNAVAILABLE -> Optional.empty();
        };
    }

    private static Ended unstarted(Ending ending, String message) {
        return new Ended(ending, OptionalInt.empty(), false, message);
    }

    /** Whether it came to an end on its way to running, so that a kill that was asked for on that way is what counts. */
    private static boolean neverStarted(Ended ended) {
        return switch (ended.ending()) {
            case NOT_LAUNCHED -> true;
            case NOT_STARTED, NO_ROOM -> !ended.ran();
            default -> false;
        };
    }

    private static TerminalStatus stopped(Ended ended, StopCause cause, String exit, Framework framework) {
        return switch (cause) {
            case OUT_OF_TIME -> executor(TaskState.TASK_FAILED, Reason.REASON_MAX_COMPLETION_TIME_REACHED, exit);
            case NOT_STARTED ->
                agent(
                        TaskState.TASK_FAILED,
                        Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT,
                        "The task was stopped because it did not start in time: " + ended.message());
            case DRAINED -> drained(ended, TaskState.TASK_KILLED, exit);
            case LEAVING ->
                drained(
                        ended,
                        framework.has(Capability.Type.PARTITION_AWARE)
                                ? TaskState.TASK_GONE_BY_OPERATOR
                                : TaskState.TASK_KILLED,
                        exit);
            case GONE, MAINTENANCE -> agentGone(framework, ended.message());
            case BY_OPERATOR -> killed(ended, cause.words() + ": " + exit);
            case KILLED, UNHEALTHY, TORN_DOWN, ENDED_BEFORE -> killed(ended, exit);
        };
    }

    private static TerminalStatus drained(Ended ended, TaskState state, String exit) {
        return ended.ran()
                ? executor(state, Reason.REASON_SLAVE_DRAINING, exit)
                : agent(state, Reason.REASON_SLAVE_DRAINING, ended.message());
    }

    private static TerminalStatus killed(Ended ended, String exit) {
        return ended.ran()
                ? new TerminalStatus(TaskState.TASK_KILLED, Source.SOURCE_EXECUTOR, Optional.empty(), exit)
                : agent(TaskState.TASK_KILLED, Reason.REASON_TASK_KILLED_DURING_LAUNCH, ended.message());
    }

    /** The terminal status of the tasks of an agent that is gone for good. */
    public static TerminalStatus agentGone(Framework framework, String message) {
        TaskState state = framework.lost(TaskState.TASK_GONE_BY_OPERATOR);
        Reason reason =
                state == TaskState.TASK_LOST ? Reason.REASON_SLAVE_REMOVED : Reason.REASON_SLAVE_REMOVED_BY_OPERATOR;
        return master(state, reason, message);
    }

    /** The terminal status of a task whose launch was refused. */
    public static TerminalStatus of(Refusal refusal, String message, boolean killed, Framework framework) {
        if (killed) {
            return agent(TaskState.TASK_KILLED, Reason.REASON_TASK_KILLED_DURING_LAUNCH, message);
        }
        return switch (refusal) {
            case INVALID -> master(TaskState.TASK_ERROR, Reason.REASON_TASK_INVALID, message);
            case DENIED -> master(TaskState.TASK_ERROR, Reason.REASON_TASK_UNAUTHORIZED, message);
            case RESOURCES -> agent(dropped(framework), Reason.REASON_INVALID_OFFERS, message);
            case UNSUITABLE_AGENT -> agent(TaskState.TASK_FAILED, Reason.REASON_CONTAINER_LAUNCH_FAILED, message);
            case AGENT_DISCONNECTED -> master(dropped(framework), Reason.REASON_SLAVE_DISCONNECTED, message);
            case AGENT_DRAINING -> agent(dropped(framework), Reason.REASON_SLAVE_DRAINING, message);
            case AGENT_GONE -> master(dropped(framework), Reason.REASON_SLAVE_REMOVED, message);
            case UNAVAILABLE -> master(dropped(framework), Reason.REASON_SLAVE_DISCONNECTED, message);
        };
    }

    /** The same, as it is reported of a task of a group. */
    public TerminalStatus ofGroup() {
        Optional<Reason> told = reason.map(why -> switch (why) {
            case REASON_TASK_INVALID -> Reason.REASON_TASK_GROUP_INVALID;
            case REASON_TASK_UNAUTHORIZED -> Reason.REASON_TASK_GROUP_UNAUTHORIZED;
            default -> why;
        });
        return new TerminalStatus(state, source, told, message, printed);
    }

    private static TerminalStatus exited(Ended ended, String exit) {
        if (ended.exitCode().isEmpty()) {
            return agent(TaskState.TASK_FAILED, Reason.REASON_EXECUTOR_TERMINATED, exit);
        }
        TaskState state = ended.exitCode().getAsInt() == 0 ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED;
        return new TerminalStatus(state, Source.SOURCE_EXECUTOR, Optional.empty(), exit);
    }

    private static String exit(Ended ended, boolean docker) {
        return ended.exitCode().isPresent()
                ? (docker ? "Container" : "Command") + " exited with status "
                        + ended.exitCode().getAsInt()
                : ended.message();
    }

    private static TaskState dropped(Framework framework) {
        return framework.lost(TaskState.TASK_DROPPED);
    }

    private static TaskState gone(Framework framework) {
        return framework.lost(TaskState.TASK_GONE);
    }

    private static TerminalStatus executor(TaskState state, Reason reason, String message) {
        return new TerminalStatus(state, Source.SOURCE_EXECUTOR, Optional.of(reason), message);
    }

    private static TerminalStatus agent(TaskState state, Reason reason, String message) {
        return new TerminalStatus(state, Source.SOURCE_SLAVE, Optional.of(reason), message);
    }

    private static TerminalStatus master(TaskState state, Reason reason, String message) {
        return new TerminalStatus(state, Source.SOURCE_MASTER, Optional.of(reason), message);
    }
}
