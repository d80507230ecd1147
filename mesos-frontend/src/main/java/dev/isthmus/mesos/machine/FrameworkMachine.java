package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.machine.agent.AgentTasks;
import dev.isthmus.mesos.machine.agent.AgentTracker;
import dev.isthmus.mesos.machine.launch.Launching;
import dev.isthmus.mesos.machine.offer.OfferCalls;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.registration.FailoverTimeoutCheck;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.registration.Teardown;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.machine.task.NewerTasks;
import dev.isthmus.mesos.machine.task.Reconciler;
import dev.isthmus.mesos.machine.task.RecoveredTasks;
import dev.isthmus.mesos.machine.task.StatusUpdateSender;
import dev.isthmus.mesos.machine.task.TaskEventHandler;
import dev.isthmus.mesos.machine.task.TaskKiller;
import dev.isthmus.mesos.machine.task.TaskStateReporter;
import dev.isthmus.mesos.machine.task.ToldEnds;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a Mesos master and its driver do for one framework, as a state machine: one thread, no I/O, no clock. Each step takes
 * one input with the time and returns what is to be done, in order. No input makes it throw.
 */
public final class FrameworkMachine {

    private final FrameworkState state;
    private final FrameworkJournal journal;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offers;
    private final TaskKiller killer;
    private final TaskEventHandler taskEvents;
    private final Reconciler reconciler;
    private final AgentTracker agents;
    private final Registration registration;
    private final Teardown teardown;
    private final FailoverTimeoutCheck failoverTimeout;
    private final NewerTasks newerTasks;
    private final CallHandler calls;
    private final MachineTimers.Cases alarms = new Alarms();
    private final Input.Cases inputs = new Inputs();

    /** Creates a machine that has not started. */
    public FrameworkMachine(MasterMachineOptions cluster, MachineOptions options) {
        MasterState master = new MasterState(cluster);
        state = new FrameworkState(options, master);
        journal = new FrameworkJournal(state);
        updates = new StatusUpdateSender(state, journal);
        offers = new OutstandingOffers(master);
        killer = new TaskKiller(state, updates);
        ToldEnds ends = new ToldEnds(state.tasks());
        newerTasks = new NewerTasks(state);
        TaskStateReporter reporter = new TaskStateReporter(state, updates, killer);
        RecoveredTasks recovered = new RecoveredTasks(state, updates, killer, journal, ends, newerTasks, reporter);
        taskEvents = new TaskEventHandler(state, updates, killer, offers, reporter, recovered);
        reconciler = new Reconciler(state, updates, killer, ends, newerTasks);
        agents = new AgentTracker(master, offers);
        agents.watch(new AgentTasks(state, updates, reporter, killer));
        registration = new Registration(state, updates, offers, agents, reconciler, journal);
        calls = new CallHandler(
                state, updates, new OfferCalls(state, offers), new Launching(state, updates), reconciler, registration);
        teardown = new Teardown(state, registration, killer, reconciler, journal);
        failoverTimeout = new FailoverTimeoutCheck(state, journal, registration, teardown);
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<Output> step(Instant now, Input input) {
        if (state.contact() == Contact.CLOSED) {
            return List.of();
        }
        state.time().now(now);
        alarms();
        failoverTimeout.pass(input).forEach(each -> each.match(inputs));
        teardown.check();
        state.timers().sweep(this::hasPassed);
        return state.master().drain().stream().map(MasterOutput::output).toList();
    }

    /** When a {@link Input.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        Optional<Instant> alarm = state.timers().nextDue();
        Optional<Instant> retry = state.streams().nextDue();
        if (alarm.isPresent() && retry.isPresent()) {
            return alarm.get().isBefore(retry.get()) ? alarm : retry;
        }
        return alarm.or(() -> retry);
    }

    /**
     * The highest epoch of the tasks that wait because their epoch is above this driver's. Its caller asks the journal whether a newer driver has
     * come, and answers with {@link Input.Stands} if none has, with {@link Input.TakenOver} if one has.
     */
    public Optional<Epoch> doubt() {
        return state.contact() == Contact.CLOSED ? Optional.empty() : newerTasks.doubt();
    }

    private void alarms() {
        for (var due = state.timers().take(state.now());
                due.isPresent();
                due = state.timers().take(state.now())) {
            due.get().match(alarms);
        }
    }

    private final class Alarms implements MachineTimers.Cases {

        @Override
        public void allocate(MachineTimers.Allocate allocate) {
            offers.tick(allocate);
        }

        @Override
        public void agentTimeout(MachineTimers.AgentTimeout timeout) {
            agents.timedOut(timeout);
        }

        @Override
        public void completionTime(MachineTimers.CompletionTime time) {
            state.tasks().find(time.launch()).ifPresent(killer::outOfTime);
        }

        @Override
        public void startTimeout(MachineTimers.StartTimeout timeout) {
            state.tasks().find(timeout.launch()).ifPresent(killer::notStarted);
        }

        @Override
        public void offerTimeout(MachineTimers.OfferTimeout timeout) {
            offers.timedOut(timeout.offer());
        }

        @Override
        public void drainTimeout(MachineTimers.DrainTimeout drainTimeout) {
            teardown.timedOut();
        }

        @Override
        public void leaseDue(MachineTimers.LeaseDue leaseDue) {
            journal.renew();
        }

        @Override
        public void allShown(MachineTimers.AllShown allShown) {
            reconciler.allShown();
        }
    }

    /** Whether an alarm has become obsolete, as its task has ended or its offer is no longer outstanding. */
    private boolean hasPassed(MachineTimers.Alarm alarm) {
        return alarm.hasPassed(
                this::hasEnded, offer -> state.offers().find(offer).isEmpty());
    }

    private boolean hasEnded(LaunchId launch) {
        return state.tasks().find(launch).map(MesosTask::isEnded).orElse(true);
    }

    private final class Inputs implements Input.Cases {

        @Override
        public void call(Call call) {
            call.match(calls);
        }

        @Override
        public void start(Input.Start start) {
            FrameworkMachine.this.start();
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
        public void leave(Input.Leave leave) {}

        @Override
        public void returned(Input.Return input) {}

        @Override
        public void delivered(Input.Delivered delivered) {
            reconciler.delivered(delivered.status());
            if (state.options().implicitAcknowledgements() && state.isConnected()) {
                updates.acknowledge(delivered.status());
            }
        }

        @Override
        public void reached(Input.Reached reached) {
            registration.register();
        }

        @Override
        public void inventory(Input.Inventory inventory) {
            registration.inventory(inventory.event());
        }

        @Override
        public void taskChanged(Input.TaskChanged changed) {
            FrameworkMachine.this.changed(changed.event(), false);
        }

        @Override
        public void stands(Input.Stands stands) {
            newerTasks.clear(stands.seen()).forEach(event -> FrameworkMachine.this.changed(event, true));
        }

        @Override
        public void recovered(Input.Recovered recovered) {
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
        public void clockSet(Input.ClockSet set) {
            state.time().clockSet(set.behind());
        }

        @Override
        public void tick(Input.Tick tick) {
            // Alarms that are due are done at each step. Updates are sent again only here, behind the
            // acknowledgements that wait.
            updates.retry();
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
        state.time().started();
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
    }

    FrameworkState state() {
        return state;
    }
}
