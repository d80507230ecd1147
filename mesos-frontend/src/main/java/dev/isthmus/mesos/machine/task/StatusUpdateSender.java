package dev.isthmus.mesos.machine.task;

import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskTraits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Sends status updates: reliable ones through the streams, which retry them, the master's own directly and once. */
public final class StatusUpdateSender {

    private final FrameworkState state;
    private final FrameworkJournal journal;

    public StatusUpdateSender(FrameworkState state, FrameworkJournal journal) {
        this.state = state;
        this.journal = journal;
    }

    /** Builds a reliable update of a task. */
    TaskStatus.Builder reliable(MesosTask task, TaskState taskState, Source source) {
        return built(task, taskState, source, state.master().options().uuids().get(), state.shown());
    }

    /**
     * A master that takes the place of another tells an end again as what it is, the same update (src/slave/task_status_update_manager.cpp keeps it at the agent). So an
     * acknowledgement of it counts that the framework sends to the next master.
     */
    private UUID endId(MesosTask task, TerminalStatus verdict) {
        return state.master().options().presence() == Presence.STREAMING
                ? UUID.nameUUIDFromBytes((task.launch() + " " + verdict.state()).getBytes(StandardCharsets.UTF_8))
                : state.master().options().uuids().get();
    }

    private static TaskStatus.Builder built(MesosTask task, TaskState taskState, Source source, UUID uuid, Instant at) {
        String executor = task.traits()
                .group()
                .flatMap(TaskTraits.Group::executor)
                .orElse(task.id().value());
        return Statuses.reliable(task.id(), executor, task.agent(), taskState, source, uuid, at);
    }

    /** Appends a reliable update to the stream of its task. */
    void append(TaskStatus update) {
        append(update, update.getMessage());
    }

    private void append(TaskStatus update, String words) {
        TaskStatus status = asTold(update);
        note(status, words);
        changed(status);
        state.streams().append(status, state.now()).ifPresent(this::deliver);
    }

    /** Sends an update of the master's own, once; not if there are no callbacks any more. */
    public void tell(TaskStatus update) {
        TaskStatus status = asTold(update);
        note(status, status.getMessage());
        state.tell(new Callback.Update(status));
    }

    /** Sends an update of a task that cannot be reached any more, once, as {@link #tell}. */
    public void tellUnreachable(TaskStatus update) {
        changed(asTold(update));
        tell(update);
    }

    /** Sends an update of a task that can be reached again, once, as {@link #tell}. Its state may be a later one, which the framework has not been told yet. */
    public void tellReachable(TaskStatus update) {
        changed(asTold(state.streams().last(update.getTaskId().getValue()).orElse(update)));
        tell(update);
    }

    private void changed(TaskStatus status) {
        state.master()
                .changed(() -> new ClusterChange.TaskUpdated(state.framework().id(), status));
    }

    /** A task is known from now on. */
    public static void added(FrameworkState state, MesosTask task) {
        state.master()
                .changed(() -> new ClusterChange.TaskAdded(
                        state.framework().id(),
                        task.id(),
                        task.agent(),
                        task.traits().role(),
                        task.portions(),
                        task.isOfEarlierProcess()));
    }

    /** Some frameworks ignore {@code TASK_ERROR} and wait for ever. */
    private TaskStatus asTold(TaskStatus status) {
        return state.master().policy().errorsAsFailures() && status.getState() == TaskState.TASK_ERROR
                ? status.toBuilder().setState(TaskState.TASK_FAILED).build()
                : status;
    }

    /**
     * Ends a task with this terminal status.
     *
     * @param healthy what its health check said last, if it has spoken
     */
    void end(MesosTask task, TerminalStatus verdict, Optional<Boolean> healthy) {
        end(task, verdict, healthy, state.shown());
    }

    /**
     * The same.
     *
     * @param at the time that is told
     */
    void end(MesosTask task, TerminalStatus verdict, Optional<Boolean> healthy, Instant at) {
        state.tasks().end(task);
        if (verdict.isReliable()) {
            TaskStatus.Builder status = built(task, verdict.state(), verdict.source(), endId(task, verdict), at);
            verdict.reason().ifPresent(status::setReason);
            if (!verdict.told().isEmpty()) {
                status.setMessage(verdict.told());
            }
            healthy.ifPresent(status::setHealthy);
            append(status.build(), verdict.words());
        } else {
            TaskStatus.Builder status =
                    Statuses.ofMaster(task.id().value(), verdict.state(), at).setMessage(verdict.told());
            verdict.reason().ifPresent(status::setReason);
            status.getSlaveIdBuilder().setValue(task.agent().value());
            close(task);
            TaskStatus told = asTold(status.build());
            note(told, verdict.words());
            changed(told);
            // Only what has been told need not be told by the next driver.
            state.tell(new Callback.Update(told, journal.acknowledgement(task.launch())));
        }
    }

    /** Whether a task was reported lost together with its agent, and this status would only repeat that. */
    boolean isToldLost(MesosTask task, TerminalStatus verdict) {
        return task.unreachableSince().isPresent() && verdict.state() == TaskState.TASK_LOST;
    }

    /**
     * Ends a task with this terminal status. One that was reported lost together with its agent, and would only be reported so again, is dropped
     * without an update.
     */
    public void endUnlessToldLost(MesosTask task, TerminalStatus verdict) {
        endUnlessToldLost(task, verdict, task.healthy());
    }

    /** The same, with what its health check said last. */
    void endUnlessToldLost(MesosTask task, TerminalStatus verdict, Optional<Boolean> healthy) {
        if (isToldLost(task, verdict)) {
            forget(task);
        } else {
            end(task, verdict, healthy);
        }
    }

    /** Drops a task: no more updates of it, and nothing to acknowledge. */
    void forget(MesosTask task) {
        close(task);
        journal.acknowledged(task.launch());
    }

    private void close(MesosTask task) {
        state.streams().drop(task.id().value());
        state.tasks().close(task);
    }

    /** Handles an acknowledgement. */
    public void acknowledge(TaskStatus status) {
        if (!status.hasUuid() || !status.hasSlaveId()) {
            return;
        }
        state.streams()
                .acknowledge(status.getTaskId().getValue(), status.getUuid(), state.now())
                .ifPresent(acknowledgement -> {
                    if (Statuses.isTerminal(acknowledgement.acknowledged().getState())) {
                        state.tasks()
                                .find(status.getTaskId().getValue())
                                .filter(MesosTask::isEnded)
                                .ifPresent(task -> {
                                    state.tasks().close(task);
                                    journal.acknowledged(task.launch());
                                });
                    }
                    acknowledgement.next().ifPresent(this::deliver);
                });
    }

    /** Retries the updates that are due. */
    public void retry() {
        if (state.isConnected()) {
            state.streams().due(state.now()).forEach(status -> {
                state.outbox()
                        .info("task " + status.getTaskId().getValue() + ": " + status.getState()
                                + " is not acknowledged and is delivered again");
                deliver(status);
            });
        }
    }

    /** Holds the updates of a task while its agent is unreachable. */
    public void hold(MesosTask task) {
        state.streams().hold(task.id().value());
    }

    /** Whether a task has updates that wait because its agent is unreachable. */
    boolean isHeld(MesosTask task) {
        return state.streams().isHeld(task.id().value());
    }

    /** Releases the updates of a task whose agent is reachable again; the unacknowledged one is delivered. */
    public void release(MesosTask task) {
        state.streams().release(task.id().value(), state.now()).ifPresent(this::deliver);
    }

    /** Delivers what is unacknowledged, after the connection was lost. */
    public void resume() {
        state.tellHeld();
        state.streams().resume(state.now()).forEach(this::deliver);
    }

    private void deliver(TaskStatus status) {
        state.tasks().find(status.getTaskId().getValue()).ifPresent(task -> task.forwarded(status));
        state.outbox().add(new Callback.Update(status));
    }

    /**
     * Writes it to the log.
     *
     * @param words its message, without what the task printed
     */
    private void note(TaskStatus status, String words) {
        String reason = status.hasReason() ? ", " + status.getReason() : "";
        String message = words.isEmpty() ? "" : ": " + told(status, words);
        String agent = Optional.of(status.getSlaveId().getValue())
                .filter(id -> !id.isEmpty())
                .map(id -> " on agent " + id)
                .orElse("");
        state.outbox()
                .info("task " + status.getTaskId().getValue() + agent + " is " + status.getState() + reason + message);
    }

    /** The message for the log; the error of a task that the framework launches again and again is in full only once, whatever the task's id. */
    private String told(TaskStatus status, String words) {
        return status.getState() == TaskState.TASK_ERROR
                ? state.outbox().inFullOnce(status.getTaskId().getValue(), words)
                : words;
    }
}
