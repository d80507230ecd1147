package dev.isthmus.benchmarks;

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
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What the machine of a master costs with many frameworks, without sockets and without a backend: every agent is offered, tasks are launched on all of them, each is
 * reported and acknowledged, and then everything that is left is declined and offered again.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.MasterAtScale [frameworks agents tasks]}
 */
public final class MasterAtScale {

    private static final int ROUNDS = 20;
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** An offer and to whom. */
    private record Made(FrameworkId framework, Offer offer) {}

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;
    private final MasterMachine machine;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private long uuids;

    private MasterAtScale(PrintStream out) {
        this.out = out;
        machine = new MasterMachine(new MasterMachineOptions(
                new UUID(1, 1),
                Presence.STREAMING,
                Policy.DEFAULT,
                new ClusterDescription("benchmark", Optional.of("us-east-1"), "10.0.0.1", 443),
                Duration.ZERO,
                TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none()),
                Settings.none(),
                () -> new UUID(2, uuids++)));
    }

    /**
     * Runs it and prints figures; all times are CPU.
     *
     * @param args how many frameworks, agents and tasks; by default 1,000, 5,000 and 50,000
     */
    public static void main(String[] args) {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "1000", "5000", "50000");
        run(its.number(0), its.number(1), its.number(2), System.out);
    }

    static void run(int frameworks, int agents, int tasks, PrintStream out) {
        new MasterAtScale(out).run(frameworks, agents, tasks);
    }

    private void run(int frameworks, int agents, int tasks) {
        for (int i = 0; i < agents; i++) {
            machine.step(now, new MasterInput.Inventory(new InventoryEvent.AgentSeen(agent(i))));
        }
        machine.step(now, new MasterInput.Inventory(new InventoryEvent.Complete()));
        List<Made> offers = new ArrayList<>();
        for (int i = 0; i < frameworks; i++) {
            offers.addAll(subscribe(i));
        }
        // The first to come was offered everything; now all are there.
        offers = again(offers);
        long start = cpu();
        List<LaunchedTask> launched = launch(offers, tasks / agents);
        say(
                "%,d tasks launched with %,d offers: %.0f us each",
                launched.size(), offers.size(), micros(start) / launched.size());
        start = cpu();
        int updates = report(launched);
        say("%,d updates told and acknowledged: %,.0f in a second", updates, updates / (micros(start) / 1e6));
        say("heap: %d MiB", heap() / (1024 * 1024));
        offers = offered(pass());
        double sum = 0;
        double worst = 0;
        for (int round = 0; round < ROUNDS; round++) {
            decline(offers);
            start = cpu();
            offers = offered(pass());
            double millis = micros(start) / 1000;
            sum += millis;
            worst = Math.max(worst, millis);
        }
        say(
                "a round that offers %,d agents anew: %.0f ms, the slowest of %d %.0f ms",
                offers.size(), sum / ROUNDS, ROUNDS, worst);
        start = cpu();
        pass();
        say("a second in which nothing happens: %.2f ms", micros(start) / 1000);
    }

    private List<Made> again(List<Made> offers) {
        decline(offers);
        return offered(pass());
    }

    private List<MasterOutput> pass() {
        now = now.plus(SECOND);
        return machine.step(now, new MasterInput.Tick());
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

    private void decline(List<Made> offers) {
        offers.forEach(made ->
                of(made.framework(), new Call.Decline(made.offer().getId().getValue(), 0)));
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

    private long cpu() {
        return threads.getCurrentThreadCpuTime();
    }

    private double micros(long since) {
        return (cpu() - since) / 1e3;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
