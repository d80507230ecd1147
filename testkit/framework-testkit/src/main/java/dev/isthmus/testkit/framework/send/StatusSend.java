package dev.isthmus.testkit.framework.send;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.testkit.framework.cluster.TaskEndings;
import dev.isthmus.testkit.framework.cluster.TaskModel;
import dev.isthmus.testkit.framework.stage.Stage;
import dev.isthmus.testkit.framework.stage.Told;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The state of a task; see {@link Send#status}. Not thread-safe. */
public final class StatusSend extends Send {

    private final String name;
    private final String state;
    private OptionalInt exitCode = OptionalInt.empty();
    private Optional<Boolean> healthy = Optional.empty();
    private String message = "";
    private boolean outOfMemory;
    private boolean anyway;

    StatusSend(String task, String state) {
        this.name = task;
        this.state = state;
    }

    /** With {@code TASK_FAILED}: the code its process exits with, from 1 to 255; by default 1. */
    public StatusSend exitCode(int code) {
        if (code < 1 || code > 255) {
            throw new IllegalArgumentException("a process that fails exits with a code from 1 to 255, not " + code);
        }
        exitCode = OptionalInt.of(code);
        return this;
    }

    /** With {@code TASK_RUNNING}: what its health check says. */
    public StatusSend healthy(boolean is) {
        healthy = Optional.of(is);
        return this;
    }

    /** With {@code TASK_FAILED}: it used more memory than it had asked for. */
    public StatusSend outOfMemory() {
        outOfMemory = true;
        return this;
    }

    /** What is said of it in words, where Mesos has no words of its own. */
    public StatusSend message(String text) {
        message = text;
        return this;
    }

    /** Even if no master would tell it now. The scheduler is told as if one had, behind the master's back. */
    public StatusSend anyway() {
        anyway = true;
        return this;
    }

    @Override
    public void carryOut(Stage stage) {
        if (anyway) {
            bypass(stage);
            return;
        }
        stage.requireConnected();
        TaskModel task = stage.task(name);
        String problem = problem(stage, task);
        if (!problem.isEmpty()) {
            throw stage.history().impossible(problem);
        }
        stage.cluster().move(task, phase(task), state);
        stage.engine().settle();
        boolean told = stage.ledger().told(Told.Status.class).stream()
                .anyMatch(status -> status.step() == stage.history().step()
                        && status.status().getTaskId().getValue().equals(task.id()));
        if (!told && !stage.engine().acknowledgesImplicitly()) {
            stage.telling("holds " + state + " of '" + task.id() + "' back: an earlier update is not acknowledged");
        }
    }

    /** Why Mesos would not tell this now; empty if it would. */
    private String problem(Stage stage, TaskModel task) {
        if (!task.isLive()) {
            return task.where() + ": nothing is told of a task after its end";
        }
        boolean unreachable = stage.cluster()
                .agent(task.task().agent().value())
                .filter(agent -> agent.state() == AgentState.DISCONNECTED)
                .isPresent();
        if (unreachable) {
            return task.where() + ", and that agent is disconnected: nothing is heard of its tasks before"
                    + " send(agentReturned(...))";
        }
        boolean terminal = List.of(
                        "TASK_FINISHED", "TASK_FAILED", "TASK_KILLED", "TASK_LOST", "TASK_GONE", "TASK_DROPPED")
                .contains(state);
        if (terminal && task.stopReason().isPresent()) {
            String end = task.endWhenStopped();
            return end.equals(state)
                    ? ""
                    : task.where() + " and is being stopped ("
                            + task.stopReason().get() + "): however it ends, it is told as " + end;
        }
        return switch (state) {
            case "TASK_STARTING" ->
                task.phase().equals(new TaskPhase.Staging()) ? "" : task.where() + ": states do not go back";
            case "TASK_RUNNING" ->
                task.phase() instanceof TaskPhase.Running running
                                && (healthy.isEmpty() || healthy.equals(running.healthy()))
                        ? task.where() + " already: only a change of its health is told, with healthy(...)"
                        : "";
            case "TASK_FINISHED", "TASK_FAILED", "TASK_KILLED" -> "";
            case "TASK_LOST" ->
                stage.engine().isPartitionAware()
                        ? "a framework with the capability PARTITION_AWARE is never told TASK_LOST: send TASK_GONE or"
                                + " TASK_DROPPED"
                        : "";
            case "TASK_GONE" -> stage.engine().isPartitionAware() ? "" : notPartitionAware();
            case "TASK_DROPPED" ->
                !stage.engine().isPartitionAware()
                        ? notPartitionAware()
                        : task.hasRun() ? task.where() + ": only a task that has not run can be dropped" : "";
            case "TASK_STAGING" ->
                "no update says TASK_STAGING: it is the state of a task from its launch on, told by reconciliation alone";
            case "TASK_KILLING" ->
                "TASK_KILLING comes by itself when the scheduler kills a running task, if the framework has the capability"
                        + " TASK_KILLING_STATE";
            case "TASK_ERROR" ->
                "TASK_ERROR comes by itself for a launch that makes no sense; send(launchRefused(...)) refuses one that does";
            case "TASK_UNREACHABLE" ->
                "tasks become unreachable with their agent: send(agentDisconnected(...)) and advance(...) past"
                        + " ISTHMUS_AGENT_TIMEOUT";
            case "TASK_GONE_BY_OPERATOR" -> "tasks go with their agent: send(agentLost(...))";
            default -> "no agent tells " + state + " of a task; it is an answer to reconciliation";
        };
    }

    private String notPartitionAware() {
        return state + " is told to frameworks with the capability PARTITION_AWARE alone: send TASK_LOST";
    }

    private TaskPhase phase(TaskModel task) {
        // The backend says that it was stopped, and why; the driver makes the state of that.
        if (task.stopReason().isPresent() && state.equals(task.endWhenStopped())) {
            return TaskEndings.killed(task);
        }
        return switch (state) {
            case "TASK_STARTING" -> new TaskPhase.Starting();
            case "TASK_RUNNING" -> new TaskPhase.Running(List.of(), healthy);
            case "TASK_FINISHED" -> TaskEndings.exited(0);
            case "TASK_FAILED" ->
                outOfMemory
                        ? new TaskPhase.Ended(
                                Ending.OUT_OF_MEMORY,
                                OptionalInt.of(137),
                                true,
                                message.isEmpty() ? "out of memory" : message)
                        : TaskEndings.exited(exitCode.orElse(1));
            case "TASK_KILLED" ->
                TaskEndings.of(task, Ending.STOPPED_BY_OTHERS, message.isEmpty() ? "stopped by others" : message);
            case "TASK_DROPPED" ->
                TaskEndings.of(task, Ending.NO_ROOM, message.isEmpty() ? "there was no room for it" : message);
            default -> TaskEndings.of(task, Ending.VANISHED, message.isEmpty() ? "nobody knows it any more" : message);
        };
    }

    private void bypass(Stage stage) {
        if (stage.engine().isFresh() || stage.hasEnded()) {
            stage.requireConnected();
        }
        TaskStatus.Builder status = TaskStatus.newBuilder()
                .setState(TaskState.valueOf(state))
                .setSource(TaskStatus.Source.SOURCE_MASTER)
                .setTimestamp(stage.seconds());
        status.getTaskIdBuilder().setValue(stage.id(name));
        stage.cluster()
                .task(stage.id(name))
                .ifPresent(task ->
                        status.getSlaveIdBuilder().setValue(task.task().agent().value()));
        healthy.ifPresent(status::setHealthy);
        if (!message.isEmpty()) {
            status.setMessage(message);
        }
        stage.engine().scheduler().statusUpdate(status.build());
    }

    @Override
    public String toString() {
        return "status '" + name + "' " + state
                + (exitCode.isPresent() ? " exit code " + exitCode.getAsInt() : "")
                + healthy.map(is -> " healthy: " + is).orElse("")
                + (outOfMemory ? " out of memory" : "")
                + (message.isEmpty() ? "" : " (" + message + ")")
                + (anyway ? " anyway" : "");
    }
}
