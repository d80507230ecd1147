package dev.isthmus.simulation.cluster;

import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.FakeFargate;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.cluster.AutoScalingSpec;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.control.Outcome;
import dev.isthmus.testkit.ecs.fault.FaultCount;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsRequest;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.StartTaskRequest;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** The cluster of a world: a fake ECS in memory whose containers follow their commands, and what operators do to its instances. */
public final class SimulatedCluster implements AutoCloseable {

    private final InMemoryEcs ecs;
    private final FaultSchedule faults;
    private final Trace trace;
    private final Observer observer;
    private final SimulatedQueues queues;
    private Optional<GrowingGroups> groups = Optional.empty();
    private final List<String> instances = new ArrayList<>();
    private final Set<Integer> disconnected = new TreeSet<>();
    /** The instances that operators, or chance, have done something to: what becomes of them is not the doing of their group. */
    private final Set<String> touched = new HashSet<>();
    /** Whether an operator adds an instance just now. */
    private boolean adding;
    /** The last state of each task that has not stopped, by ARN, oldest first. */
    private final Map<String, Task> live = new LinkedHashMap<>();

    /**
     * A cluster without instances.
     *
     * @param config how the fake is; without instances, a runtime and a seed, which are given here
     * @param failing how many of a thousand containers do not start
     */
    public SimulatedCluster(
            FakeEcsConfig config,
            FaultSchedule faults,
            int failing,
            ManualClock clock,
            Draws draws,
            Trace trace,
            Observer observer) {
        this.faults = faults;
        this.trace = trace;
        this.observer = observer;
        this.ecs = InMemoryEcs.start(
                config.toBuilder()
                        .seed(draws.number())
                        .runtime(Containers.runtime(draws.of("containers"), failing))
                        .build(),
                faults,
                InMemoryEcs.Time.of(clock));
        ecs.watchTasks(this::changed);
        this.queues = new SimulatedQueues(ecs.events(), clock);
    }

    /** Calls meet no faults any more, events come as they should, there is room on Fargate, and all agents connect again. */
    public void calm() {
        ecs.clearFaults();
        queues.calm();
        groups.ifPresent(GrowingGroups::calm);
        for (FargateProvider provider : FargateProvider.values()) {
            fargate().quota(provider, FargateSettings.NO_LIMIT);
            fargate().capacity(provider, FargateSettings.NO_LIMIT);
        }
        for (int number = 0; number < instances.size(); number++) {
            if (disconnected.contains(number)) {
                change(number, "reconnect", InstanceChange::reconnect);
            }
        }
    }

    /** Whether no agent has lost its connection. */
    public boolean allConnected() {
        return disconnected.isEmpty();
    }

    /** The queues that its events go to. */
    public SimulatedQueues queues() {
        return queues;
    }

    /** What there is of Fargate, and what it takes back. */
    public FakeFargate fargate() {
        return ecs.fargate();
    }

    /** A driver calls. */
    void send(EcsRequest request, Consumer<Outcome> answer) {
        ecs.send(request, outcome -> {
            outcome.match(answered -> refusals(answered.response()), refused -> {}, lost -> {});
            answer.accept(outcome);
        });
    }

    private void refusals(EcsResponse response) {
        List<Failure> failures = response instanceof RunTaskResponse ran
                ? ran.failures()
                : response instanceof StartTaskResponse started ? started.failures() : List.of();
        failures.stream()
                .filter(failure -> failure.reason().startsWith("RESOURCE"))
                .forEach(failure -> observer.foundNoRoom(failure.arn()));
    }

    /** The tasks that have not stopped, oldest first. */
    public List<Task> live() {
        return List.copyOf(live.values());
    }

    /** How many tasks have not stopped. */
    public int liveCount() {
        return live.size();
    }

    /** How many instances there ever were; each has its number, from 0 on. */
    public int instanceCount() {
        return instances.size();
    }

    /** An instance more. */
    public void add(InstanceSpec spec) {
        adding = true;
        String arn = ecs.addInstance(spec);
        adding = false;
        instances.add(arn);
        trace.add(Column.ECS, "instance " + (instances.size() - 1), "registers", shortened(arn));
        observer.instanceChanged(described(arn));
    }

    /**
     * Capacity providers add instances from now on, and take them away.
     *
     * @param specs what each of them scales, by its name
     */
    public void grow(Map<String, AutoScalingSpec> specs) {
        GrowingGroups growing = new GrowingGroups(ecs, specs, this::joined, this::takenAway, this::change);
        // What goes wrong with calls is for those of drivers.
        ecs.clearFaults();
        growing.begin();
        ecs.inject(faults);
        groups = Optional.of(growing);
    }

    /** What such providers scale; empty if none grows. */
    public Optional<GrowingGroups> groups() {
        return groups;
    }

    private void change(String arn, String word, Consumer<InstanceChange> change) {
        change(instances.indexOf(arn), word, change);
    }

    private void joined(String arn) {
        if (adding) {
            return;
        }
        instances.add(arn);
        trace.add(Column.ECS, "instance " + (instances.size() - 1), "is added", shortened(arn));
        observer.instanceChanged(described(arn));
    }

    private void takenAway(String arn) {
        int number = instances.indexOf(arn);
        if (touched.add(arn)) {
            trace.add(Column.ECS, "instance " + number, "is taken away", shortened(arn));
            observer.scaledIn(arn);
        }
        look(number);
    }

    /** What an operator, or chance, does to an instance; nothing, if it has gone. */
    public void change(int number, String word, Consumer<InstanceChange> change) {
        String arn = instances.get(number);
        ContainerInstance before = described(arn);
        if ("INACTIVE".equals(before.status())) {
            return;
        }
        trace.add(Column.ECS, "instance " + number, word, shortened(arn));
        touched.add(arn);
        change.accept(new InstanceChange(ecs, arn));
        ContainerInstance after = described(arn);
        if (after.agentConnected() || "INACTIVE".equals(after.status())) {
            disconnected.remove(number);
        } else {
            disconnected.add(number);
        }
        observer.instanceChanged(after);
    }

    /** Whoever observes sees how an instance is now, which has changed by itself. */
    public void look(int number) {
        ContainerInstance now = described(instances.get(number));
        if ("INACTIVE".equals(now.status())) {
            disconnected.remove(number);
        }
        observer.instanceChanged(now);
    }

    /** Somebody else starts a task on an instance, without a driver; if there is no room, nothing happens. */
    public void startForOthers(int number, int cpu, int memory, Duration length) {
        String arn = instances.get(number);
        trace.add(Column.ECS, "instance " + number, "others want", cpu + " CPU units, " + memory + " MiB");
        RegisterTaskDefinitionRequest definition = RegisterTaskDefinitionRequest.builder()
                .family("others-" + cpu + "-" + memory)
                .containerDefinitions(ContainerDefinition.builder()
                        .name("main")
                        .image("busybox")
                        .cpu(cpu)
                        .memory(memory)
                        .command(Containers.command(length, 0).split(" ", -1))
                        .build())
                .build();
        ecs.send(definition, registered -> {
            if (registered instanceof Outcome.Answered answered
                    && answered.response() instanceof RegisterTaskDefinitionResponse made) {
                ecs.send(
                        StartTaskRequest.builder()
                                .taskDefinition(made.taskDefinition().taskDefinitionArn())
                                .containerInstances(arn)
                                .build(),
                        started -> {});
            }
        });
    }

    /** What calls have met so far. */
    public List<FaultCount> faults() {
        return ecs.faults();
    }

    /** Of a task's ARN, what differs from task to task. */
    public static String shortened(String arn) {
        String id = arn.substring(arn.lastIndexOf('/') + 1);
        return id.substring(0, Math.min(8, id.length()));
    }

    private ContainerInstance described(String arn) {
        return ecs.instance(arn).orElseThrow(() -> new IllegalStateException("ECS forgot instance " + arn));
    }

    private void changed(Task task) {
        if ("STOPPED".equals(task.lastStatus())) {
            live.remove(task.taskArn());
        } else {
            live.put(task.taskArn(), task);
        }
        trace.add(
                Column.ECS,
                "task " + shortened(task.taskArn()),
                task.lastStatus(),
                task.desiredStatus().equals(task.lastStatus()) ? "" : "wanted " + task.desiredStatus());
        observer.taskChanged(task);
    }

    @Override
    public void close() {
        ecs.close();
    }
}
