package dev.isthmus.master.serving;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.setting.OperatorChange;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.setting.SettingsInput;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.subscription.Subscriptions;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.offer.AgentStanding;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A master behind its server, as a state machine: one thread, no I/O, no clock. Each step takes one input with the time and returns what is to be done, in order.
 * No input makes it throw: where the subscriptions or the machine do, which they should not, the framework is failed that the input was of, and the others go on.
 */
public final class ServingMaster {

    private final Subscriptions subscriptions;
    private final MachineSteps machine;
    private final MasterFrameworks frameworks;
    private final MachineOutputs said;
    private final SettingsSteps settings;
    private final List<ServingOutput> outputs = new ArrayList<>();
    private final Deque<SubscriptionOutput.Act> actions = new ArrayDeque<>();
    private final ServingInput.Cases inputs = new Inputs();
    private final SubscriptionOutput.Cases passed = new Passed();
    private Instant now = Instant.MIN;
    private Instant shown = Instant.MIN;
    private boolean isEnding;
    private boolean isEnded;

    /** Nobody is subscribed, and the machine knows nobody. */
    public ServingMaster(Subscriptions subscriptions, SharedMachine machine) {
        this.subscriptions = subscriptions;
        this.machine = new MachineSteps(machine);
        Clients clients = new Subscribed();
        frameworks = new MasterFrameworks(this.machine, clients, outputs);
        said = new MachineOutputs(this.machine, frameworks, clients, outputs);
        settings = new SettingsSteps(this.machine, said, outputs);
    }

    /**
     * Takes one step.
     *
     * @param now the steady time; never before that of an earlier step
     * @param shown the time that people see
     * @return what is to be done, in order
     */
    public List<ServingOutput> step(Instant now, Instant shown, ServingInput input) {
        this.now = now;
        this.shown = shown;
        machine.now(now);
        settings.now(now);
        input.match(inputs);
        workOff();
        frameworks.ask();
        if (isEnding && !isEnded && !frameworks.isAnyBusy()) {
            isEnded = true;
            outputs.add(new ServingOutput.Ended());
        }
        List<ServingOutput> done = List.copyOf(outputs);
        outputs.clear();
        return done;
    }

    /** The frameworks that are registered, in the order in which they came. */
    public List<RegisteredFramework> frameworks() {
        return subscriptions.frameworks();
    }

    /** What the machine holds now. Costs a look at each agent, task and offer. */
    public MasterView view() {
        return machine.view();
    }

    /** By which rule each agent is, or is not, offered to a framework now; nothing if it is not served. Costs a look at each agent. */
    public List<AgentStanding> standings(FrameworkId framework) {
        return machine.standings(framework);
    }

    /** When a {@link ServingInput.Tick} is due, if nothing happens before. */
    public Optional<Instant> nextDue() {
        Optional<Instant> ofSubscriptions = isEnding ? Optional.empty() : subscriptions.nextDue();
        return Stream.of(machine.nextDue(), ofSubscriptions, settings.nextDue())
                .flatMap(Optional::stream)
                .min(Instant::compareTo);
    }

    /** What operators have set. */
    public OperatorSettings settings() {
        return settings.settings();
    }

    /** What a framework asked for is done after all that its client is told of it, and in the order in which frameworks asked. */
    private void workOff() {
        said.workOff();
        for (SubscriptionOutput.Act act = actions.poll(); act != null; act = actions.poll()) {
            frameworks.act(new FrameworkId(act.framework()), act.action());
            said.workOff();
        }
        said.takeReserved()
                .forEach(made -> settings.step(new SettingsInput.Made(new OperatorChange.OfReservations(made))));
    }

    /** Steps the subscriptions; false if they have thrown, which they should not. */
    private boolean subscriptions(SubscriptionInput input) {
        try {
            subscriptions.step(now, shown, input).forEach(output -> output.match(passed));
            return true;
        } catch (RuntimeException e) {
            outputs.add(new ServingOutput.Defect(
                    "the subscriptions failed on " + input.getClass().getSimpleName(), e));
            return false;
        }
    }

    /** What the subscriptions say. */
    private final class Passed implements SubscriptionOutput.Cases {

        private void pass(SubscriptionOutput output) {
            outputs.add(new ServingOutput.OfSubscription(output));
        }

        @Override
        public void reply(SubscriptionOutput.Reply output) {
            pass(output);
        }

        @Override
        public void open(SubscriptionOutput.Open output) {
            pass(output);
        }

        @Override
        public void send(SubscriptionOutput.Send output) {
            pass(output);
        }

        @Override
        public void end(SubscriptionOutput.End output) {
            pass(output);
        }

        @Override
        public void act(SubscriptionOutput.Act output) {
            pass(output);
            actions.add(output);
        }

        @Override
        public void seek(SubscriptionOutput.Seek output) {
            outputs.add(new ServingOutput.Seek(new FrameworkId(output.framework())));
        }
    }

    private final class Subscribed implements Clients {

        @Override
        public boolean isStreaming(String stream) {
            return subscriptions.isStreaming(stream);
        }

        @Override
        public void take(SubscriptionInput input) {
            subscriptions(input);
        }
    }

    private final class Inputs implements ServingInput.Cases {

        @Override
        public void arrived(ServingInput.Arrived input) {
            if (isEnding) {
                outputs.add(ServingOutput.answer(input.exchange(), HttpAnswer.unavailable()));
            } else if (!subscriptions(new SubscriptionInput.Arrived(input.exchange(), input.admitted()))) {
                outputs.add(ServingOutput.answer(input.exchange(), HttpAnswer.failed()));
                String framework = input.admitted().call().getFrameworkId().getValue();
                if (!framework.isEmpty()) {
                    frameworks.fail(
                            new FrameworkId(framework),
                            "The master failed on a call of this framework. This is a defect of Isthmus; please report it with the log");
                }
            }
        }

        @Override
        public void broken(ServingInput.Broken input) {
            if (!isEnding) {
                subscriptions(new SubscriptionInput.Broken(input.stream()));
            }
        }

        @Override
        public void machine(ServingInput.OfMachine input) {
            if (input.input() instanceof MasterInput.Of of) {
                frameworks.input(of.framework(), of.input());
            } else {
                step(input.input());
            }
        }

        private void step(MasterInput input) {
            machine.step(input).ifPresent(defect -> outputs.add(ServingOutput.failed(input, defect)));
        }

        @Override
        public void settings(ServingInput.OfSettings input) {
            settings.step(input.input());
        }

        @Override
        public void tornDown(ServingInput.TornDown input) {
            if (isEnding) {
                outputs.add(ServingOutput.answer(input.exchange(), HttpAnswer.unavailable()));
            } else if (!subscriptions(new SubscriptionInput.TornDown(input.exchange(), input.framework()))) {
                outputs.add(ServingOutput.answer(input.exchange(), HttpAnswer.failed()));
            }
        }

        @Override
        public void killed(ServingInput.Killed input) {
            outputs.add(ServingOutput.answer(input.exchange(), kill(input.framework(), input.task())));
        }

        private HttpAnswer kill(FrameworkId framework, String task) {
            if (isEnding) {
                return HttpAnswer.unavailable();
            }
            if (!machine.isAlive(framework, task)) {
                return HttpAnswer.badRequest("No living task found with specified ID");
            }
            frameworks.input(framework, new Input.KilledByOperator(task));
            return HttpAnswer.empty(200);
        }

        @Override
        public void opened(ServingInput.JournalOpened input) {
            frameworks.opened(input.framework(), input.journal());
        }

        @Override
        public void takenOver(ServingInput.TakenOver input) {
            frameworks.takenOver(input.framework());
        }

        @Override
        public void gone(ServingInput.Gone input) {
            if (!isEnding) {
                subscriptions(new SubscriptionInput.Gone(input.framework().value()));
            }
        }

        @Override
        public void unable(ServingInput.Unable input) {
            frameworks.unable(input.framework(), input.why());
        }

        @Override
        public void tick(ServingInput.Tick input) {
            if (!isEnding) {
                subscriptions(new SubscriptionInput.Tick());
            }
            settings.step(new SettingsInput.Tick());
            step(new MasterInput.Tick());
        }

        @Override
        public void end(ServingInput.End input) {
            isEnding = true;
            settings.step(new SettingsInput.End());
            frameworks.end();
        }
    }
}
