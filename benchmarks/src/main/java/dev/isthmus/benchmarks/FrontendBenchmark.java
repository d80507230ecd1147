package dev.isthmus.benchmarks;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.FrameworkMachine;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.MasterMachineOptions.Presence;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Input;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OfferMessages;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.status.Statuses;
import dev.isthmus.simulation.framework.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What the Mesos side does in a second, without threads and without a backend: offers of a cluster of {@value #AGENTS} agents, and updates
 * of tasks that are launched, run and end. The baselines only write the same messages.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(java.util.concurrent.TimeUnit.SECONDS)
public class FrontendBenchmark {

    static final int AGENTS = 100;
    static final int UPDATES = 3;

    private static final FrameworkId ID = new FrameworkId("benchmark");
    private static final FrameworkInfo INFO =
            FrameworkInfo.newBuilder().setUser("nobody").setName("benchmark").build();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Agent agent = agent(0);
    private final Framework framework = Framework.of(INFO, ID);
    private final OutstandingOffer outstanding = new OutstandingOffer(
            "offer",
            ID,
            agent.id(),
            "*",
            ResourcesByReservation.of(ResourcesText.parse(Dialect.MESOS, "cpus:4; mem:15000; ports:[31000-31099]")));

    private FrameworkMachine machine = newMachine();
    private FrameworkMachine small = newMachine();
    private Instant now = Instant.EPOCH;
    private List<Offer> offers = List.of();
    private Offer offer = Offer.getDefaultInstance();
    private long tasks;
    private long uuids;

    private FrameworkMachine newMachine() {
        return new FrameworkMachine(
                new MasterMachineOptions(
                        new UUID(1, 1),
                        Presence.EMBEDDED,
                        Policy.DEFAULT,
                        new ClusterDescription("benchmark", Optional.of("us-east-1"), "10.0.0.1", 443),
                        Duration.ZERO,
                        TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()),
                        Settings.none(),
                        () -> new UUID(1, uuids++)),
                new MachineOptions(
                        INFO,
                        ID,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        List.of(),
                        OfferConstraints.getDefaultInstance(),
                        false));
    }

    private static Agent agent(int number) {
        return Agent.builder(
                        new AgentId("agent-" + number),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:4096; MEMORY:15000; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress("agent-" + number + ".example", "10.0.0.1"))
                .zone(Optional.of("us-east-1a"))
                .attributes(Map.of("rack", "r1"))
                .build();
    }

    /** Machines that have just offered everything: one of the cluster, one of a single agent. */
    @Setup(Level.Iteration)
    public void begin() {
        now = Instant.parse("2026-01-01T00:00:00Z");
        machine = newMachine();
        offers = begin(machine, AGENTS);
        small = newMachine();
        offer = begin(small, 1).get(0);
    }

    private List<Offer> begin(FrameworkMachine fresh, int agents) {
        fresh.step(now, new Input.Start());
        for (int i = 0; i < agents; i++) {
            fresh.step(now, new Input.Inventory(new InventoryEvent.AgentSeen(agent(i))));
        }
        fresh.step(now, new Input.Inventory(new InventoryEvent.Complete()));
        return offered(fresh.step(now, new Input.Recovered()));
    }

    private static List<Offer> offered(List<Output> outputs) {
        return outputs.stream()
                .filter(Callback.Offers.class::isInstance)
                .flatMap(output -> ((Callback.Offers) output).offers().stream())
                .toList();
    }

    /** Every agent's offer is declined, and a second later offered anew; counted by offer. */
    @Benchmark
    @OperationsPerInvocation(AGENTS)
    public List<Offer> offers() {
        offers.forEach(each -> machine.step(now, new Call.Decline(each.getId().getValue(), 0)));
        now = now.plus(SECOND);
        offers = offered(machine.step(now, new Input.Tick()));
        if (offers.size() != AGENTS) {
            throw new IllegalStateException("want " + AGENTS + " offers, got " + offers.size());
        }
        return offers;
    }

    /** The message of one offer. */
    @Benchmark
    public Offer offersBaseline() {
        return OfferMessages.write(
                outstanding, OfferMessages.of(agent, Optional.of("us-east-1"), Optional.empty()), framework);
    }

    /** On one agent a task is launched, starts, runs and ends, each update is acknowledged, and the agent offered anew; counted by update. */
    @Benchmark
    @OperationsPerInvocation(UPDATES)
    public Object updates() {
        TaskInfo task = nextTask();
        Offer.Operation launch = Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(task))
                .build();
        Launch launched =
                small.step(now, new Call.Accept(List.of(offer.getId().getValue()), List.of(launch), 0)).stream()
                        .filter(Output.Launch.class::isInstance)
                        .map(output -> ((Output.Launch) output).launch())
                        .findFirst()
                        .orElseThrow();
        small.step(now, new Input.LaunchAnswered(launched.task().launch(), new LaunchOutcome.Launched("arn")));
        told(launched.task(), new TaskPhase.Starting());
        told(launched.task(), new TaskPhase.Running(List.of("10.0.0.9"), Optional.empty()));
        Object last = told(launched.task(), new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(0), true, "exited"));
        now = now.plus(SECOND);
        offer = offered(small.step(now, new Input.Tick())).get(0);
        return last;
    }

    private TaskStatus told(LaunchedTask task, TaskPhase phase) {
        TaskStatus status = small.step(now, new Input.TaskChanged(new TaskEvent(task, phase, now))).stream()
                .filter(Callback.Update.class::isInstance)
                .map(output -> ((Callback.Update) output).status())
                .findFirst()
                .orElseThrow();
        small.step(now, new Call.Acknowledge(status));
        return status;
    }

    /** The message of one update. */
    @Benchmark
    public TaskStatus updatesBaseline() {
        return Statuses.reliable(
                        new dev.isthmus.api.identity.TaskId("task"),
                        "task",
                        agent.id(),
                        TaskState.TASK_RUNNING,
                        TaskStatus.Source.SOURCE_EXECUTOR,
                        new UUID(1, uuids++),
                        now)
                .build();
    }

    private TaskInfo nextTask() {
        return TaskInfo.newBuilder()
                .setName("task")
                .setTaskId(TaskID.newBuilder().setValue("task-" + tasks++))
                .setSlaveId(SlaveID.newBuilder().setValue(offer.getSlaveId().getValue()))
                .addResources(Tasks.scalar("cpus", 0.5))
                .addResources(Tasks.scalar("mem", 128))
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .build();
    }
}
