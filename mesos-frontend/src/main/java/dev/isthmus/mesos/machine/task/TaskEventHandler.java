package dev.isthmus.mesos.machine.task;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome.Refusal;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.status.TerminalStatus;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.ToldState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Handles the backend's answers and events of tasks, from launch to end. */
public final class TaskEventHandler {

    /** For how long, at most, an agent that refused a launch is not offered before it has been refreshed. */
    private static final Duration LONGEST_HOLD = Duration.ofSeconds(30);

    private final FrameworkState state;
    private final StatusUpdateSender updates;
    private final TaskKiller killer;
    private final OutstandingOffers offers;
    private final TaskStateReporter reporter;
    private final RecoveredTasks recovered;
    private final OldEnds ends;

    public TaskEventHandler(
            FrameworkState state,
            StatusUpdateSender updates,
            TaskKiller killer,
            OutstandingOffers offers,
            TaskStateReporter reporter,
            RecoveredTasks recovered,
            OldEnds ends) {
        this.state = state;
        this.updates = updates;
        this.killer = killer;
        this.offers = offers;
        this.reporter = reporter;
        this.recovered = recovered;
        this.ends = ends;
    }

    /** Handles the outcome of a launch. */
    public void launchAnswered(Input.LaunchAnswered answer) {
        Optional<MesosTask> known = state.tasks().find(answer.launch()).filter(task -> !task.isEnded());
        if (known.isEmpty()) {
            return;
        }
        MesosTask task = known.get();
        task.launchAnswered();
        String where = "task " + task.id() + " on agent " + task.agent();
        answer.outcome()
                .match(
                        launched -> {
                            state.outbox().info(where + " is launched as " + launched.backendId());
                            killer.resume(task);
                        },
                        refused -> refused(task, refused.refusal(), refused.message()),
                        unknown -> {
                            state.outbox()
                                    .warn(where + ": it is not known yet whether it is launched: " + unknown.message());
                            killer.resume(task);
                        });
    }

    private void refused(MesosTask task, Refusal refusal, String message) {
        boolean isKilled = task.isKilled();
        TerminalStatus verdict = TerminalStatus.of(refusal, message, isKilled, state.framework());
        updates.endUnlessToldLost(task, task.group().isEmpty() ? verdict : verdict.ofGroup());
        TerminalStatus.ending(refusal, message, isKilled).ifPresent(how -> ends.ended(task, how, state.shown()));
        switch (refusal) {
            case RESOURCES, AGENT_DISCONNECTED, AGENT_GONE, AGENT_DRAINING -> lookAgain(task);
            case INVALID, DENIED, UNSUITABLE_AGENT, UNAVAILABLE -> {}
        }
        if (refusal == Refusal.AGENT_DISCONNECTED
                || refusal == Refusal.AGENT_GONE
                || refusal == Refusal.AGENT_DRAINING) {
            offers.rescind(task.agent());
        }
    }

    private void lookAgain(MesosTask task) {
        KnownAgent agent = state.agents().get(task.agent());
        if (agent != null) {
            agent.holdUntil(state.now().plus(LONGEST_HOLD));
        }
        // A backend may look by itself after a refusal, and need not, as OfferSource.lookAgain says. To one that does,
        // this is the same look.
        state.outbox().add(new Output.LookAgain(task.agent()));
    }

    /** Handles an event of a task; true if a living task of an earlier process became known by it. */
    public boolean changed(TaskEvent event) {
        Optional<MesosTask> known = state.tasks().find(event.task().launch());
        if (known.isPresent()) {
            if (!known.get().isEnded()) {
                changed(known.get(), event.phase(), event.at());
            }
            return false;
        }
        boolean stranger = !event.task().framework().equals(state.framework().id())
                || state.tasks().isClosed(event.task().launch());
        return !stranger && recovered.changed(event);
    }

    private void changed(MesosTask task, TaskPhase phase, Instant at) {
        if (phase instanceof TaskPhase.Ended ended) {
            task.launchAnswered();
            ended(task, ended, at);
            return;
        }
        task.reached(phase);
        if (task.unreachableSince().isEmpty()) {
            reporter.advance(task);
        }
        killer.resume(task);
    }

    private void ended(MesosTask task, TaskPhase.Ended ended, Instant at) {
        TerminalStatus.Circumstances own = new TerminalStatus.Circumstances(
                task.isKilled(), task.cause(), task.traits().docker());
        TerminalStatus verdict = TerminalStatus.of(ended, own, state.framework());
        if (!updates.isToldLost(task, verdict)) {
            // Whoever tells of its end can tell what went before.
            updates.release(task);
            if (ended.ran() && !task.isTold(ToldState.RUNNING) && !task.isOfEarlierProcess()) {
                // It ran, if only between two looks: RUNNING is not skipped. Of a task of an earlier process it would
                // come after the end, if that
                // was told without an acknowledgement.
                reporter.tellRunning(task, TaskStateReporter.UNSEEN);
            }
        }
        updates.endUnlessToldLost(task, verdict, TaskStateReporter.healthAtEnd(task, ended));
        ends.ended(task, TerminalStatus.withoutCircumstances(ended, own), at);
        if (ended.ending() == Ending.NO_ROOM) {
            lookAgain(task);
        }
    }
}
