package dev.isthmus.bench.work;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.machine.MasterMachine;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The machine of a master with many frameworks, without sockets and without a backend; its time is moved by hand. Not thread-safe. */
public final class MasterWork {

    private static final Duration SECOND = Duration.ofSeconds(1);

    private record Made(FrameworkId framework, Offer offer) {}

    private final MasterMachine machine;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private List<Made> offers = new ArrayList<>();
    private List<LaunchedTask> launched = List.of();
    private long uuids;

    /** A master of so many frameworks, ten to a role, to which so many agents are offered. */
    public MasterWork(int frameworks, int agents) {
        machine = new MasterMachine(new MasterMachineOptions(
                new UUID(1, 1),
                Presence.STREAMING,
                Policy.DEFAULT,
                new ClusterDescription("benchmark", Optional.of("us-east-1"), "10.0.0.1", 443),
                Duration.ZERO,
                TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()),
                Settings.none(),
                () -> new UUID(2, uuids++)));
        for (int i = 0; i < agents; i++) {
            machine.step(now, new MasterInput.Inventory(new InventoryEvent.AgentSeen(agent(i))));
        }
        machine.step(now, new MasterInput.Inventory(new InventoryEvent.Complete()));
        for (int i = 0; i < frameworks; i++) {
            offers.addAll(subscribe(i));
        }
        // The first to come was offered everything; now all are there.
        decline();
        pass();
    }

    /** The offers that are out. */
    public int offers() {
        return offers.size();
    }

    /** Launches so many tasks on each agent that is offered; how many in all. */
    public int launch(int each) {
        launched = launch(offers, each);
        offers = new ArrayList<>();
        return launched.size();
    }

    /** Says that all of them run, and acknowledges each update; how many. */
    public int report() {
        return report(launched);
    }

    /** Declines all offers that are out. */
    public void decline() {
        offers.forEach(made ->
                of(made.framework(), new Call.Decline(made.offer().getId().getValue(), 0)));
        offers = new ArrayList<>();
    }

    /** A second passes; what is offered then is out. */
    public void pass() {
        now = now.plus(SECOND);
        offers.addAll(offered(machine.step(now, new MasterInput.Tick())));
    }

    private List<MasterOutput> of(FrameworkId framework, Input input) {
        return machine.step(now, new MasterInput.Of(framework, input));
    }

    private List<Made> subscribe(int number) {
        FrameworkId id = new FrameworkId("framework-" + number);
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("nobody")
                .setName("benchmark")
                .addRoles("role-" + number / 10)
                .setFailoverTimeout(1e6)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE));
        info.getIdBuilder().setValue(id.value());
        machine.step(
                now,
                new MasterInput.Subscribe(new MachineOptions(
                        info.build(),
                        id,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        OfferConstraints.getDefaultInstance(),
                        false)));
        return offered(of(id, new Input.Recovered()));
    }

    private static List<Made> offered(List<MasterOutput> outputs) {
        List<Made> made = new ArrayList<>();
        for (MasterOutput output : outputs) {
            if (output.output() instanceof Callback.Offers offers) {
                FrameworkId framework = output.framework().orElseThrow();
                offers.offers().forEach(offer -> made.add(new Made(framework, offer)));
            }
        }
        return made;
    }

    private List<LaunchedTask> launch(List<Made> offers, int each) {
        List<LaunchedTask> launched = new ArrayList<>();
        for (Made made : offers) {
            Offer.Operation.Launch.Builder tasks = Offer.Operation.Launch.newBuilder();
            for (int i = 0; i < each; i++) {
                tasks.addTaskInfos(task(made.offer(), i));
            }
            Offer.Operation operation = Offer.Operation.newBuilder()
                    .setType(Offer.Operation.Type.LAUNCH)
                    .setLaunch(tasks)
                    .build();
            of(made.framework(), new Call.Accept(List.of(made.offer().getId().getValue()), List.of(operation), 0))
                    .forEach(output -> {
                        if (output.output() instanceof Output.Launch launch) {
                            launched.add(launch.launch().task());
                        }
                    });
        }
        launched.forEach(task ->
                of(task.framework(), new Input.LaunchAnswered(task.launch(), new LaunchOutcome.Launched("arn"))));
        return launched;
    }

    private int report(List<LaunchedTask> launched) {
        int updates = 0;
        TaskPhase running = new TaskPhase.Running(List.of("10.0.0.9"), Optional.empty());
        for (LaunchedTask task : launched) {
            for (MasterOutput output : of(task.framework(), new Input.TaskChanged(new TaskEvent(task, running, now)))) {
                if (output.output() instanceof Callback.Update update) {
                    updates++;
                    of(task.framework(), new Input.Delivered(update.status()));
                    of(task.framework(), new Call.Acknowledge(update.status()));
                }
            }
        }
        return updates;
    }

    private static Agent agent(int number) {
        return Agent.builder(
                        new AgentId("agent-" + number),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:16384; MEMORY:64000; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress("agent-" + number + ".example", "10.0.0.1"))
                .zone(Optional.of("us-east-1a"))
                .attributes(Map.of("rack", "r" + number / 40))
                .build();
    }

    private static TaskInfo task(Offer offer, int number) {
        return TaskInfo.newBuilder()
                .setName("task")
                .setTaskId(TaskID.newBuilder().setValue(offer.getId().getValue() + "-" + number))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", 0.5, offer))
                .addResources(scalar("mem", 128, offer))
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .build();
    }

    private static Resource scalar(String name, double value, Offer offer) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setAllocationInfo(offer.getAllocationInfo())
                .build();
    }
}
