package dev.isthmus.mesos.machine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.machine.agent.AgentTasks;
import dev.isthmus.mesos.machine.agent.AgentTracker;
import dev.isthmus.mesos.machine.launch.Launching;
import dev.isthmus.mesos.machine.offer.OfferCalls;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.registration.Absence;
import dev.isthmus.mesos.machine.registration.FailoverTimeoutCheck;
import dev.isthmus.mesos.machine.registration.PatientAgentWatcher;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.registration.Teardown;
import dev.isthmus.mesos.machine.state.ClusterReach;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.task.NewerTasks;
import dev.isthmus.mesos.machine.task.OldEnds;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.RecoveredTasks;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.machine.task.TaskEventHandler;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.machine.task.TaskStateReporter;
import dev.isthmus.mesos.machine.task.ToldEnds;
import dev.isthmus.mesos.status.StopCause;
import java.time.Instant;
import java.util.Optional;

/** What a machine does for one of its frameworks: the parts that each framework has for itself, put together. */
final class ServedFramework {

    private final FrameworkState state;
    private final FrameworkJournal journal;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offers;
    private final TaskKiller killer;
    private final RecoveredTasks recovered;
    private final TaskEventHandler taskEvents;
    private final Reconciler reconciler;
    private final Registration registration;
    private final Absence absence;
    private final Teardown teardown;
    private final FailoverTimeoutCheck failoverTimeout;
    private final NewerTasks newerTasks;
    private final FrameworkAlarms alarms;
    private final CallHandler calls;
    private final Input.Cases inputs = new Inputs();
    private boolean touched;

    /**
     * One that has not started; the master knows it, and the tracker tells it of agents.
     *
     * @param frameworks is told when an agent's fate may have changed it
     */
    ServedFramework(
            MasterState master,
            OutstandingOffers offers,
            AgentTracker agents,
            ServedFrameworks frameworks,
            MachineOptions options) {
        this.offers = offers;
        state = new FrameworkState(options, master);
        journal = new FrameworkJournal(state);
        updates = new StatusUpdateSender(state, journal);
        OldEnds oldEnds = new OldEnds(state, journal);
        killer = new TaskKiller(state, updates, oldEnds);
        ToldEnds ends = new ToldEnds(state.tasks());
        newerTasks = new NewerTasks(state);
        TaskStateReporter reporter = new TaskStateReporter(state, updates, killer);
        recovered = new RecoveredTasks(state, updates, killer, journal, ends, newerTasks, reporter, oldEnds);
        taskEvents = new TaskEventHandler(state, updates, killer, offers, reporter, recovered, oldEnds);
        reconciler = new Reconciler(state, updates, killer, ends, newerTasks);
        registration = new Registration(state, updates, offers, reconciler, journal);
        absence = new Absence(state, updates, reconciler, journal, registration);
        calls = new CallHandler(
                state, updates, new OfferCalls(state, offers), new Launching(state, updates), reconciler, registration);
        teardown = new Teardown(state, registration, killer, reconciler, journal);
        failoverTimeout = new FailoverTimeoutCheck(state, journal, registration, teardown);
        alarms = new FrameworkAlarms(state, journal, killer, reconciler, teardown, oldEnds);
        agents.watch(
                id(),
                new PatientAgentWatcher(
                        failoverTimeout,
                        new AgentTasks(state, updates, reporter, killer, reconciler, oldEnds),
                        () -> frameworks.touch(this)));
    }

    FrameworkId id() {
        return state.framework().id();
    }

    FrameworkState state() {
        return state;
    }

    boolean isTouched() {
        return touched;
    }

    void touched(boolean now) {
        touched = now;
    }

    boolean isClosed() {
        return state.contact() == Contact.CLOSED;
    }

    /** Handles an input of this framework. */
    void take(Input input) {
        failoverTimeout.pass(input, () -> input.match(inputs));
    }

    /** The cluster has answered for the first time. */
    void reached() {
        failoverTimeout.whenJudged(registration::register);
    }

    /** All agents are known. */
    void complete() {
        failoverTimeout.whenJudged(() -> {
            // It may have been lost again meanwhile.
            if (state.master().reach() == ClusterReach.COMPLETE) {
                registration.complete();
            }
        });
    }

    /** The cluster cannot be reached, or answers late: what a driver makes of it. */
    void lost(BackendFailure failure) {
        failoverTimeout.atOnce(() -> registration.lost(failure));
    }

    /** The cluster cannot be reached: what it is to the framework of a master. */
    void outdated() {
        failoverTimeout.atOnce(registration::outdated);
    }

    /** Sends updates again that are due. */
    void retry() {
        updates.retry();
    }

    /** When the next update is to be sent again. */
    Optional<Instant> nextRetry() {
        return state.streams().nextDue();
    }

    /** The highest epoch of the tasks that wait because their epoch is above this framework's. */
    Optional<Epoch> doubt() {
        return newerTasks.doubt();
    }

    /** After each step that may have changed it: closes it if there is nothing left to wait for. */
    void check() {
        teardown.check();
    }

    /** What it does when an alarm of its own is due. */
    FrameworkAlarms alarms() {
        return alarms;
    }

    private final class Inputs implements Input.Cases {

        @Override
        public void call(Call call) {
            if (state.contact() == Contact.AWAY) {
                state.outbox().debug("a call of framework " + id() + " is dropped: it is away");
            } else {
                call.match(calls);
            }
        }

        @Override
        public void start(Input.Start start) {
            if (state.contact() == Contact.NONE) {
                ServedFramework.this.start();
            }
        }

        @Override
        public void stop(Input.Stop stop) {
            teardown.stop(stop.failover());
        }

        @Override
        public void takenOver(Input.TakenOver takenOver) {
            teardown.takenOver();
        }

        @Override
        public void deactivate(Input.Deactivate deactivate) {
            registration.deactivate();
        }

        @Override
        public void killedByOperator(Input.KilledByOperator input) {
            state.tasks()
                    .find(input.task())
                    .filter(task -> !task.isEnded())
                    .ifPresent(task -> killer.kill(task, StopCause.BY_OPERATOR));
        }

        @Override
        public void leave(Input.Leave leave) {
            absence.leave();
        }

        @Override
        public void returned(Input.Return again) {
            absence.returned(again);
        }

        @Override
        public void delivered(Input.Delivered delivered) {
            reconciler.delivered(delivered.status());
            if (state.options().implicitAcknowledgements() && state.isConnected()) {
                updates.acknowledge(delivered.status());
            }
        }

        @Override
        public void taskChanged(Input.TaskChanged changed) {
            ServedFramework.this.changed(changed.event(), false);
        }

        @Override
        public void stands(Input.Stands stands) {
            newerTasks.clear(stands.seen()).forEach(event -> ServedFramework.this.changed(event, true));
        }

        @Override
        public void recalled(Input.Recalled recalled) {
            recalled.ends().forEach(recovered::recalled);
        }

        @Override
        public void recovered(Input.Recovered input) {
            registration.recovered();
            teardown.recovered();
        }

        @Override
        public void launchAnswered(Input.LaunchAnswered answered) {
            taskEvents.launchAnswered(answered);
            teardown.movedOn();
        }

        @Override
        public void stopAnswered(Input.StopAnswered answered) {
            killer.answered(answered);
            teardown.answered(answered.launch());
        }

        @Override
        public void ofAll(Input.OfAll all) {
            // The machine does it for all of them.
        }
    }

    private void changed(TaskEvent event, boolean hadToWait) {
        boolean adopted = taskEvents.changed(event);
        reconciler.changed(event.task(), adopted, hadToWait);
        if (adopted) {
            teardown.movedOn();
            Optional.ofNullable(state.agents().get(event.task().agent())).ifPresent(offers::recheck);
        }
    }

    private void start() {
        state.started();
        Optional<String> problem = registration.problem();
        if (problem.isPresent()) {
            registration.abort(problem.get());
        } else if (journal.isTornDown()) {
            teardown.removed();
        } else if (journal.isExpired()) {
            failoverTimeout.begin();
        } else {
            registration.start();
        }
        // What others have been told of the cluster before it came.
        ClusterReach reach = state.master().reach();
        if (reach.isInContact()) {
            reached();
        }
        if (reach == ClusterReach.COMPLETE) {
            complete();
        }
    }
}
