package dev.isthmus.mesos.machine;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.mesos.machine.agent.AgentTracker;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.offer.AgentStandings;
import dev.isthmus.mesos.machine.offer.OperatorReservations;
import dev.isthmus.mesos.machine.offer.OutstandingOffers;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.registration.Registration;
import dev.isthmus.mesos.machine.state.ClusterReach;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a Mesos master does for any number of frameworks on one cluster, as a state machine: one thread, no I/O, no clock. Each step takes one input with the time and
 * returns what is to be done, in order. No input makes it throw. A framework is known from its {@link MasterInput.Subscribe} until its output {@code Close}, after
 * which nothing is put out for it.
 */
public final class MasterMachine {

    private final MasterState master;
    private final OutstandingOffers offers;
    private final AgentTracker agents;
    private final OperatorReservations reservations;
    private final ServedFrameworks frameworks = new ServedFrameworks();
    private final MasterAlarms alarms;
    private final MasterInput.Cases inputs = new Inputs();

    /** A machine without frameworks. */
    public MasterMachine(MasterMachineOptions options) {
        master = new MasterState(options);
        offers = new OutstandingOffers(master);
        agents = new AgentTracker(master, offers);
        reservations = new OperatorReservations(master, offers);
        alarms = new MasterAlarms(master, offers, agents, frameworks);
    }

    /**
     * Takes one step: what has fallen due by now, then the input.
     *
     * @param now the steady time; never before that of an earlier step
     * @return what is to be done, in order
     */
    public List<MasterOutput> step(Instant now, MasterInput input) {
        master.time().now(now);
        ring();
        input.match(inputs);
        frameworks.settle().forEach(this::remove);
        agents.settle();
        master.timers().sweep(alarm -> alarm.hasPassed(alarms));
        return master.drain();
    }

    /** When a {@link MasterInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        Optional<Instant> alarm = master.timers().nextDue();
        Optional<Instant> retry = frameworks.nextRetry();
        if (alarm.isPresent() && retry.isPresent()) {
            return alarm.get().isBefore(retry.get()) ? alarm : retry;
        }
        return alarm.or(() -> retry);
    }

    /**
     * For each framework with tasks that wait because their epoch is above its own, the highest of those epochs, by framework id. The caller asks the framework's journal
     * whether a newer driver has come, and answers with {@link Input.Stands} if none has, with {@link Input.TakenOver} if one has. A view that changes with each step.
     */
    public Map<FrameworkId, Epoch> doubts() {
        return frameworks.doubts();
    }

    /** What it holds now. Costs a look at each agent, task and offer. */
    public MasterView view() {
        return MasterViews.of(master, offers::idle);
    }

    /** Whether a framework has a task of this id that has not ended. */
    public boolean isAlive(FrameworkId framework, String task) {
        ServedFramework served = frameworks.find(framework);
        return served != null
                && served.state()
                        .tasks()
                        .find(task)
                        .filter(known -> !known.isEnded())
                        .isPresent();
    }

    /** By which rule each agent is, or is not, offered to a framework now; nothing if it is not known. Costs a look at each agent. */
    public List<AgentStanding> standings(FrameworkId framework) {
        ServedFramework served = frameworks.find(framework);
        return served == null
                ? List.of()
                : new AgentStandings(master).of(served.state().framework());
    }

    /** Makes a framework known, which {@link Input.Start} starts. */
    ServedFramework add(MachineOptions options) {
        ServedFramework framework = new ServedFramework(master, offers, agents, frameworks, options);
        frameworks.add(framework);
        return framework;
    }

    private void remove(ServedFramework closed) {
        agents.forget(closed.id());
        master.remove(closed.state());
    }

    private void ring() {
        for (var due = master.timers().take(master.now());
                due.isPresent();
                due = master.timers().take(master.now())) {
            due.get().match(alarms);
        }
    }

    private final class Inputs implements MasterInput.Cases {

        @Override
        public void subscribe(MasterInput.Subscribe input) {
            FrameworkId id = input.options().id();
            if (frameworks.find(id) != null) {
                master.outbox().warn("framework " + id + " subscribes as a new one, and is known; ignored");
                return;
            }
            ServedFramework framework = add(input.options());
            frameworks.touch(framework);
            framework.take(new Input.Start());
        }

        @Override
        public void of(MasterInput.Of input) {
            ServedFramework framework = frameworks.find(input.framework());
            if (framework == null) {
                return;
            }
            frameworks.touch(framework);
            if (input.input() instanceof Input.OfAll all) {
                all.forAll().match(this);
            } else {
                framework.take(input.input());
            }
        }

        @Override
        public void inventory(MasterInput.Inventory input) {
            input.event().match(this::seen, this::gone, complete -> complete(), lost -> lost(lost.failure()));
        }

        private void seen(InventoryEvent.AgentSeen seen) {
            answered();
            agents.seen(seen.agent());
        }

        private void gone(InventoryEvent.AgentGone gone) {
            answered();
            agents.gone(gone.agent(), gone.reason());
        }

        @Override
        public void reached(MasterInput.Reached input) {
            answered();
        }

        private void answered() {
            if (master.reach() == ClusterReach.UNANSWERED) {
                master.reach(ClusterReach.PARTIAL);
                frameworks.each(ServedFramework::reached);
            }
        }

        private void complete() {
            answered();
            boolean wasCutOff = master.reach() == ClusterReach.CUT_OFF;
            master.reach(ClusterReach.COMPLETE);
            reservations.forgetUnknown();
            if (wasCutOff && isStreaming()) {
                master.outbox().info("the cluster can be reached again");
            }
            offers.together(() -> {
                frameworks.each(ServedFramework::complete);
                if (wasCutOff && isStreaming() && master.isAnyReady()) {
                    offers.begin();
                }
            });
        }

        private void lost(BackendFailure failure) {
            boolean isLate = Registration.isOnlyLate(failure);
            boolean wasCutOff = master.reach() == ClusterReach.CUT_OFF;
            if (!isLate) {
                master.reach(master.reach().cutOff());
            }
            if (!isStreaming()) {
                frameworks.each(framework -> framework.lost(failure));
            } else if (isLate) {
                master.outbox().warn("the cluster answers late: " + failure.message());
            } else if (wasCutOff) {
                master.outbox().warn("the cluster still cannot be reached: " + failure.message());
            } else {
                master.outbox()
                        .error("the cluster cannot be reached (" + failure.category() + "): " + failure.message());
                offers.rescindAll();
                frameworks.each(ServedFramework::outdated);
            }
        }

        private boolean isStreaming() {
            return master.options().presence() == Presence.STREAMING;
        }

        @Override
        public void clockSet(MasterInput.ClockSet input) {
            master.time().clockSet(input.behind());
        }

        @Override
        public void tick(MasterInput.Tick input) {
            // Alarms that are due are done at each step. Updates are sent again only here, behind the
            // acknowledgements that wait.
            frameworks.retry(master.now());
        }

        @Override
        public void weights(MasterInput.Weights input) {
            input.weights().forEach(master.allocator()::weight);
            Set<String> roles = input.weights().keySet();
            boolean isAnyTouched = master.frameworks().stream()
                    .anyMatch(
                            framework -> framework.framework().roles().stream().anyMatch(roles::contains));
            if (isAnyTouched) {
                offers.rescindAll();
            }
        }

        @Override
        public void quotas(MasterInput.Quotas input) {
            input.quotas().forEach(master.allocator()::quota);
            input.quotas().forEach(offers::rescindFor);
        }

        @Override
        public void maintenance(MasterInput.Maintenance input) {
            agents.maintain(input.plan(), input.reactivated());
        }

        @Override
        public void reservations(MasterInput.Reservations input) {
            reservations.change(input.agent(), input.more(), input.less());
        }
    }

    MasterState state() {
        return master;
    }
}
