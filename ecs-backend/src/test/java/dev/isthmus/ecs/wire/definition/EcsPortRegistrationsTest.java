package dev.isthmus.ecs.wire.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.task.Command;
import dev.isthmus.api.task.Container;
import dev.isthmus.api.task.Parameter;
import dev.isthmus.api.task.PortMapping;
import dev.isthmus.api.task.TaskSpec;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.engine.EngineOptions;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.sdk.FailureTable;
import dev.isthmus.ecs.sdk.SdkCaller;
import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.ecs.step.Rig;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What 500 instances of an app cost in registrations, when a framework takes ports at random from its offers, as Marathon does. Calls go to the
 * fake over the wire; time is virtual, so that the budget of one registration a second costs the test none.
 */
@Timeout(120)
class EcsPortRegistrationsTest {

    private static final int TASKS = 500;
    private static final int INSTANCES = 25;

    /** What is offered of ports 31000-32000: as many as ECS reserves on an instance, its agent's five left out. */
    private static final int OFFERED = 95;

    private record Cost(int registrations, Duration lasted) {}

    private static final class OverTheWire extends Rig {

        private final SdkCaller caller;

        OverTheWire(SdkCaller caller) {
            super(Instant.parse("2026-01-01T00:00:00Z"));
            this.caller = caller;
        }

        @Override
        protected <T> void begin(EcsCall<T> call, Consumer<Answer<T>> then) {
            Answer<T> answer = caller.call(call);
            in(Duration.ofMillis(50), () -> then.accept(answer));
        }
    }

    private static final class Listener implements EngineRig.Listener {

        private final List<AgentId> agents = new ArrayList<>();

        @Override
        public void inventory(InventoryEvent event) {
            if (event instanceof InventoryEvent.AgentSeen seen
                    && !agents.contains(seen.agent().id())) {
                agents.add(seen.agent().id());
            }
        }
    }

    /** Ports that a task has, and the container ports that they are for. */
    private static TaskSpec app(Container.Network network, List<Integer> ports, int number) {
        List<PortMapping> mappings = network == Container.Network.HOST
                ? List.of()
                : IntStream.range(0, ports.size())
                        .mapToObj(i -> new PortMapping(ports.get(i), 8080 + i, PortMapping.Protocol.TCP))
                        .toList();
        Map<String, String> environment = new TreeMap<>(Map.of("MESOS_TASK_ID", "app." + number, "HOST", "h"));
        for (int i = 0; i < ports.size(); i++) {
            environment.put("PORT" + i, "" + ports.get(i));
        }
        Container container = new Container(
                Optional.of("repo/app:1"),
                Optional.of(network),
                mappings,
                List.of(),
                List.of(new Parameter("label", "MESOS_TASK_ID=app." + number)),
                false,
                false);
        return new TaskSpec(
                "app",
                Command.ofShell("serve").withEnvironment(environment),
                container,
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty());
    }

    private static Cost cost(Container.Network network, boolean dynamic, int portsEach) {
        FakeEcsConfig config = FakeEcsConfig.builder()
                .instances(INSTANCES, InstanceSpec.of(4096, 8192))
                .runtime(ScriptedRuntime.running())
                .build();
        OpenBackend.CREDENTIALS.forEach(System::setProperty);
        try (FakeEcs ecs = FakeEcs.start(config);
                SdkCaller caller = new SdkCaller(
                        Target.of(ecs.clusterName(), Optional.of(ecs.endpoint())),
                        Duration.ofSeconds(10),
                        10,
                        FailureTable.parse(""))) {
            OverTheWire rig = new OverTheWire(caller);
            Listener listener = new Listener();
            Defaults defaults = Defaults.builder().dynamicPorts(dynamic).build();
            EngineRig engine = new EngineRig(
                    rig,
                    new EngineOptions(
                            LaunchMode.RUN_TASK,
                            defaults,
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(60),
                            Duration.ZERO,
                            RequestBudget.of(100),
                            10,
                            Optional.empty(),
                            CapacityCap.NONE,
                            Optional.empty(),
                            false),
                    listener);
            engine.startOffers();
            engine.watch(OpenBackend.FRAMEWORK);
            while (listener.agents.size() < INSTANCES) {
                rig.next();
            }
            Random random = new Random(1);
            Map<AgentId, List<Integer>> free = listener.agents.stream()
                    .collect(Collectors.toMap(
                            agent -> agent,
                            agent -> IntStream.range(31000, 31000 + OFFERED)
                                    .boxed()
                                    .collect(Collectors.toCollection(ArrayList::new))));
            List<LaunchOutcome> outcomes = new ArrayList<>();
            Instant begun = rig.now();
            for (int i = 0; i < TASKS; i++) {
                AgentId agent = listener.agents.get(i % INSTANCES);
                List<Integer> left = free.get(agent);
                List<Integer> ports = IntStream.range(0, portsEach)
                        .mapToObj(each -> left.remove(random.nextInt(left.size())))
                        .toList();
                Launch launch = OpenBackend.launchOf(agent, "app." + i, app(network, ports, i), 16, 16);
                engine.launch(launch, outcomes::add);
            }
            while (outcomes.size() < TASKS) {
                rig.next();
            }
            assertThat(outcomes).allMatch(LaunchOutcome.Launched.class::isInstance);
            Cost cost = new Cost(ecs.callCount("RegisterTaskDefinition"), Duration.between(begun, rig.now()));
            System.out.println(network + (dynamic ? ", dynamic" : "") + ", " + portsEach + " port(s) each: "
                    + cost.registrations() + " registrations, " + cost.lasted().toMillis() / 1000.0 + " s");
            return cost;
        }
    }

    @Test
    void on_the_hosts_network_and_with_dynamic_ports_all_share_one_definition() {
        assertThat(cost(Container.Network.HOST, false, 2).registrations()).isEqualTo(1);
        assertThat(cost(Container.Network.BRIDGE, true, 2).registrations()).isEqualTo(1);
    }

    @Test
    void on_a_bridge_there_are_as_many_definitions_as_ports_are_offered() {
        Cost cost = cost(Container.Network.BRIDGE, false, 1);
        assertThat(cost.registrations()).isBetween(80, OFFERED);
        assertThat(cost.lasted()).isLessThan(Duration.ofSeconds(OFFERED));
    }

    @Test
    void with_several_ports_on_a_bridge_hardly_two_tasks_share_a_definition() {
        assertThat(cost(Container.Network.BRIDGE, false, 2).registrations()).isBetween(400, TASKS);
    }
}
