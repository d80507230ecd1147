package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.machine.launch.Launching;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.registration.AgentTracker;
import dev.isthmus.mesos.machine.registration.FailoverTimeoutCheck;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.registration.Teardown;
import dev.isthmus.mesos.machine.state.FrameworkJournal;
import dev.isthmus.mesos.machine.state.MachineOptions;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.state.MasterState.Contact;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Input;
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

    private final MasterState state;
    private final FrameworkJournal lasting;
    private final StatusUpdateSender updates;
    private final OutstandingOffers offering;
    private final TaskKiller stopping;
    private final TaskEventHandler progress;
    private final Reconciler reconciling;
    private final AgentTracker agents;
    private final Registration contacts;
    private final Teardown teardown;
    private final FailoverTimeoutCheck absence;
    private final NewerTasks newer;
    private final CallHandler calls;

    /** A machine that has not started. */
    public FrameworkMachine(MachineOptions options) {
        state = new MasterState(options);
        lasting = new FrameworkJournal(state);
        updates = new StatusUpdateSender(state, lasting);
        offering = new OutstandingOffers(state);
        stopping = new TaskKiller(state, updates);
        ToldEnds ends = new ToldEnds(state.tasks());
        newer = new NewerTasks(state);
        TaskStateReporter reporter = new TaskStateReporter(state, updates, stopping);
        RecoveredTasks recovered = new RecoveredTasks(state, updates, stopping, lasting, ends, newer, reporter);
        progress = new TaskEventHandler(state, updates, stopping, offering, reporter, recovered);
        reconciling = new Reconciler(state, updates, stopping, ends, newer);
        agents = new AgentTracker(state, updates, offering, reporter, stopping);
        contacts = new Registration(state, updates, offering, agents, reconciling, lasting);
        calls = new CallHandler(state, updates, offering, new Launching(state, updates), reconciling, contacts);
        teardown = new Teardown(state, contacts, stopping, reconciling, lasting);
        absence = new FailoverTimeoutCheck(state, lasting, contacts, teardown);
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<Output> step(Instant now, Input input) {
        if (state.contact() == Contact.CLOSED) {
            return List.of();
        }
        state.now(now);
        alarms();
        updates.retry();
        absence.pass(input).forEach(this::take);
        teardown.check();
        state.timers().sweep(this::hasPassed);
        return state.outbox().drain();
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
     * The highest epoch of a task that waits because its epoch is above this driver's. The journal is to be asked whether a newer driver has come: if none
     * has, {@link Input.Stands} is due; if one has, {@link Input.TakenOver}.
     */
    public Optional<Epoch> doubt() {
        return state.contact() == Contact.CLOSED ? Optional.empty() : newer.doubt();
    }

    private void alarms() {
        for (var due = state.timers().take(state.now());
                due.isPresent();
                due = state.timers().take(state.now())) {
            MachineTimers.Alarm alarm = due.get();
            alarm.match(new MachineTimers.Cases() {
                @Override
                public void allocate(MachineTimers.Allocate allocate) {
                    offering.tick(allocate);
                }

                @Override
                public void agentTimeout(MachineTimers.AgentTimeout timeout) {
                    agents.timedOut(timeout);
                }

                @Override
                public void completionTime(MachineTimers.CompletionTime time) {
                    state.tasks().find(time.launch()).ifPresent(stopping::outOfTime);
                }

                @Override
                public void startTimeout(MachineTimers.StartTimeout timeout) {
                    state.tasks().find(timeout.launch()).ifPresent(stopping::notStarted);
                }

                @Override
                public void offerTimeout(MachineTimers.OfferTimeout timeout) {
                    offering.timedOut(timeout.offer());
                }

                @Override
                public void drainTimeout(MachineTimers.DrainTimeout drainTimeout) {
                    teardown.timedOut();
                }

                @Override
                public void leaseDue(MachineTimers.LeaseDue leaseDue) {
                    lasting.renew();
                }

                @Override
                public void allShown(MachineTimers.AllShown allShown) {
                    reconciling.allShown();
                }
            });
        }
    }

    /** Whether nothing would come of an alarm any more: of a task that has ended, of an offer that is no more. */
    private boolean hasPassed(MachineTimers.Alarm alarm) {
        return alarm.hasPassed(
                this::hasEnded, offer -> state.offers().find(offer).isEmpty());
    }

    private boolean hasEnded(LaunchId launch) {
        return state.tasks().find(launch).map(MesosTask::isEnded).orElse(true);
    }

    private void take(Input input) {
        input.match(new Input.Cases() {
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
                contacts.deactivate();
            }

            @Override
            public void delivered(Input.Delivered delivered) {
                reconciling.delivered(delivered.status());
                if (state.options().implicitAcknowledgements() && state.isConnected()) {
                    updates.acknowledge(delivered.status());
                }
            }

            @Override
            public void reached(Input.Reached reached) {
                contacts.register();
            }

            @Override
            public void inventory(Input.Inventory inventory) {
                contacts.inventory(inventory.event());
            }

            @Override
            public void taskChanged(Input.TaskChanged changed) {
                FrameworkMachine.this.changed(changed.event(), false);
            }

            @Override
            public void stands(Input.Stands stands) {
                newer.clear(stands.seen()).forEach(event -> FrameworkMachine.this.changed(event, true));
            }

            @Override
            public void recovered(Input.Recovered recovered) {
                contacts.recovered();
                teardown.recovered();
            }

            @Override
            public void launchAnswered(Input.LaunchAnswered answered) {
                progress.launchAnswered(answered);
                teardown.movedOn();
            }

            @Override
            public void stopAnswered(Input.StopAnswered answered) {
                stopping.answered(answered);
                teardown.answered(answered.launch());
            }

            @Override
            public void tick(Input.Tick tick) {
                // What is due is done at each step.
            }
        });
    }

    private void changed(TaskEvent event, boolean hadToWait) {
        boolean adopted = progress.changed(event);
        reconciling.changed(event.task(), adopted, hadToWait);
        if (adopted) {
            teardown.movedOn();
            Optional.ofNullable(state.agents().get(event.task().agent())).ifPresent(offering::recheck);
        }
    }

    private void start() {
        state.startedAt(state.now());
        Optional<String> problem = contacts.problem();
        if (problem.isPresent()) {
            contacts.abort(problem.get());
        } else if (lasting.isTornDown()) {
            teardown.removed();
        } else if (lasting.isExpired()) {
            absence.begin();
        } else {
            contacts.start();
        }
    }

    MasterState state() {
        return state;
    }
}
