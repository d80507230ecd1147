package dev.isthmus.mesos.machine;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.Predicate;

/** A machine of many frameworks on a bench. Frameworks acknowledge by hand; what was put out is asked for by framework. */
public final class MasterRig {

    /** For how long what a framework has left behind is deducted. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    public static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private final MasterMachine machine;
    private final List<MasterOutput> outputs = new ArrayList<>();
    private final List<MasterOutput> last = new ArrayList<>();
    private Instant now = BEGIN;
    private long uuids;

    /** A master whose frameworks have streams. */
    public MasterRig() {
        this(Presence.STREAMING, Policy.DEFAULT);
    }

    public MasterRig(Presence presence, Policy policy) {
        machine = new MasterMachine(new MasterMachineOptions(
                new UUID(7, uuids++),
                presence,
                policy,
                new ClusterDescription("test", Optional.of("us-east-1"), "10.0.0.1", 443),
                WINDOW,
                MachineRig.TRANSLATORS,
                Settings.none(),
                () -> new UUID(7, uuids++)));
    }

    public MasterMachine machine() {
        return machine;
    }

    public MasterState state() {
        return machine.state();
    }

    public Instant now() {
        return now;
    }

    /** Feeds one input, and what the shell would feed because of it. */
    public MasterRig feed(MasterInput input) {
        last.clear();
        Deque<MasterOutput> pending = new ArrayDeque<>(machine.step(now, input));
        for (MasterOutput output = pending.poll(); output != null; output = pending.poll()) {
            outputs.add(output);
            last.add(output);
            if (output.output() instanceof Callback.Update update) {
                FrameworkId framework = output.framework().orElseThrow();
                pending.addAll(machine.step(now, new MasterInput.Of(framework, new Input.Delivered(update.status()))));
            }
        }
        return this;
    }

    public MasterRig of(String framework, Input input) {
        return feed(new MasterInput.Of(new FrameworkId(framework), input));
    }

    /** What the input before this put out. */
    public List<MasterOutput> last() {
        return List.copyOf(last);
    }

    /** Lets time pass; whatever falls due happens at its time. */
    public MasterRig advance(Duration step) {
        Instant target = now.plus(step);
        for (var due = machine.nextDue(); due.isPresent() && !due.get().isAfter(target); due = machine.nextDue()) {
            now = due.get().isAfter(now) ? due.get() : now;
            feed(new MasterInput.Tick());
        }
        now = target;
        return feed(new MasterInput.Tick());
    }

    /** A framework without a journal subscribes, and has no tasks of an earlier process. */
    public MasterRig subscribe(String framework, FrameworkInfo info) {
        subscribe(framework, info, Optional.empty());
        return of(framework, new Input.Recovered());
    }

    /** A framework with what its journal holds subscribes. */
    public MasterRig subscribe(String framework, FrameworkInfo info, Optional<JournalSnapshot> recalled) {
        return feed(new MasterInput.Subscribe(new MachineOptions(
                info,
                new FrameworkId(framework),
                recalled,
                false,
                recalled.map(journal -> MachineRig.EPOCH),
                List.of(),
                OfferConstraints.getDefaultInstance(),
                false)));
    }

    public MasterRig comeBack(String framework, FrameworkInfo info) {
        return of(framework, new Input.Return(info, List.of(), OfferConstraints.getDefaultInstance()));
    }

    public MasterRig see(Agent agent) {
        return feed(new MasterInput.Inventory(new InventoryEvent.AgentSeen(agent)));
    }

    public MasterRig gone(String agent) {
        return feed(new MasterInput.Inventory(new InventoryEvent.AgentGone(new AgentId(agent), "terminated")));
    }

    public MasterRig complete() {
        return feed(new MasterInput.Inventory(new InventoryEvent.Complete()));
    }

    public MasterRig loseContact(BackendFailure.Category category) {
        return feed(
                new MasterInput.Inventory(new InventoryEvent.ContactLost(new BackendFailure(category, "unreachable"))));
    }

    /** Uses an offer for tasks; what is left is refused for so many seconds. */
    public MasterRig launch(String framework, String offer, double refuse, TaskInfo... tasks) {
        return of(
                framework,
                new Call.Accept(
                        List.of(offer),
                        List.of(Offer.Operation.newBuilder()
                                .setType(Offer.Operation.Type.LAUNCH)
                                .setLaunch(Offer.Operation.Launch.newBuilder().addAllTaskInfos(List.of(tasks)))
                                .build()),
                        refuse));
    }

    /** Launches a task on the one offer that the framework has got since this was asked last, and lets it run. */
    public LaunchedTask run(String framework, Offer offer, TaskInfo task) {
        launch(framework, offer.getId().getValue(), 0, task);
        LaunchedTask launched =
                take(framework, Output.Launch.class).get(0).launch().task();
        of(framework, new Input.LaunchAnswered(launched.launch(), new LaunchOutcome.Launched("arn")));
        running(framework, launched);
        return launched;
    }

    public MasterRig running(String framework, LaunchedTask task) {
        return phase(framework, task, new TaskPhase.Running(List.of("10.1.2.3"), Optional.empty()));
    }

    public MasterRig phase(String framework, LaunchedTask task, TaskPhase phase) {
        return of(framework, new Input.TaskChanged(new TaskEvent(task, phase, now)));
    }

    public MasterRig exit(String framework, LaunchedTask task) {
        return phase(framework, task, new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, ""));
    }

    public MasterRig acknowledge(String framework, TaskStatus status) {
        return of(framework, new Call.Acknowledge(status));
    }

    // What was put out. Taking empties.

    /** Outputs of a kind for a framework. */
    public <T extends Output> List<T> take(String framework, Class<T> type) {
        Optional<FrameworkId> owner = Optional.of(new FrameworkId(framework));
        Predicate<MasterOutput> which = output -> output.framework().equals(owner) && type.isInstance(output.output());
        List<T> taken = outputs.stream()
                .filter(which)
                .map(output -> type.cast(output.output()))
                .toList();
        outputs.removeIf(which);
        return taken;
    }

    public List<Offer> offers(String framework) {
        return take(framework, Callback.Offers.class).stream()
                .flatMap(callback -> callback.offers().stream())
                .toList();
    }

    public Offer oneOffer(String framework) {
        List<Offer> offers = offers(framework);
        if (offers.size() != 1) {
            throw new AssertionError("want one offer of " + framework + ", got " + offers.size() + ": " + offers);
        }
        return offers.get(0);
    }

    public List<TaskStatus> updates(String framework) {
        return take(framework, Callback.Update.class).stream()
                .map(Callback.Update::status)
                .toList();
    }

    /** The states that a framework was told, each with its task. */
    public List<String> states(String framework) {
        return updates(framework).stream()
                .map(status -> status.getTaskId().getValue() + " " + status.getState())
                .toList();
    }

    /** Callbacks in order, by kind. */
    public List<String> callbacks(String framework) {
        return take(framework, Callback.class).stream()
                .map(callback -> callback.getClass().getSimpleName())
                .toList();
    }

    public MasterRig forget() {
        outputs.clear();
        return this;
    }

    /** All that came out and was not taken. */
    public List<MasterOutput> rest() {
        return List.copyOf(outputs);
    }
}
