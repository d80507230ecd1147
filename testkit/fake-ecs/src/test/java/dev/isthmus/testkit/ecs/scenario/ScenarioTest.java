package dev.isthmus.testkit.ecs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.budget.Bucket;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.budget.Rate;
import dev.isthmus.testkit.ecs.cluster.Consistency;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.Fault;
import dev.isthmus.testkit.ecs.fault.FaultRule;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What a scenario file says is what the cluster is. */
class ScenarioTest {
    private static final Path DOCS = Path.of("..", "..", "docs", "reference");
    private static final Path EXAMPLE = DOCS.resolve("scenario-example.yaml");

    @Test
    void the_example_says_all_that_it_says() {
        Scenario scenario = Scenario.read(EXAMPLE);
        FakeEcsConfig config = scenario.config();
        assertThat(config.clusterName()).isEqualTo("production");
        assertThat(config.otherClusters()).containsExactly("staging");
        assertThat(config.region()).isEqualTo("eu-central-1");
        assertThat(config.seed()).isEqualTo(42);
        InstanceSpec small = InstanceSpec.of(4096, 8192)
                .withAvailabilityZone("eu-central-1a")
                .withInstanceType("m5.xlarge");
        assertThat(config.instances())
                .containsExactly(
                        small,
                        small,
                        InstanceSpec.of(8192, 61440)
                                .withGpus(1)
                                .withAvailabilityZone("eu-central-1b")
                                .withInstanceType("p3.2xlarge")
                                .withAttribute("rack", "r7")
                                .withReservedPorts(Set.of(22, 2375, 2376, 51678, 51679, 9100), Set.of(53)));
        assertThat(config.images()).isEqualTo(Map.of("web", List.of("sleep", "3600")));
        assertThat(config.unknownImages()).containsExactly("no-such-image");
        assertThat(config.subnets()).containsEntry("subnet-b", "eu-central-1b");
        assertThat(config.stopTimeout()).isEqualTo(Duration.ofSeconds(5));
        assertThat(config.pace())
                .isEqualTo(TaskPace.immediate()
                        .withProvisioning(Duration.ofSeconds(2))
                        .withPending(Duration.ofSeconds(1))
                        .withDeprovisioning(Duration.ofSeconds(2)));
        assertThat(config.consistency()).isEqualTo(new Consistency(0.3, Duration.ofMillis(100), Duration.ofSeconds(2)));
        assertThat(config.budgets()).isEqualTo(Budgets.ofAws().share(0.5));
        assertThat(scenario.faults())
                .isEqualTo(FaultSchedule.of(
                                FaultRule.of("RunTask", Fault.loseAnswer()).nth(3),
                                FaultRule.of("RunTask", Fault.throttling())
                                        .family("web")
                                        .chance(0.1),
                                FaultRule.of("DescribeTasks", Fault.staleRead(Duration.ofSeconds(5)))
                                        .everyNth(10),
                                FaultRule.of("StopTask", Fault.delay(Duration.ofMillis(1500)))
                                        .instance("2")
                                        .next(2),
                                FaultRule.of("*", Fault.serverError())
                                        .between(Duration.ofMinutes(5), Duration.ofMinutes(6)),
                                FaultRule.of(
                                                "RegisterTaskDefinition",
                                                Fault.refuse("AccessDeniedException", 400, "not yours"))
                                        .where("family", "secret-*"))
                        .withSeed(42));
        assertThat(config.fargate())
                .isEqualTo(FargateSettings.withProviders().withQuotas(64, 16).withPace(TaskPace.fargate()));
        assertThat(scenario.events())
                .hasSize(11)
                .extracting(ClusterEvent.Timed::event)
                .contains(
                        new ClusterEvent.FargateLimit(
                                ClusterEvent.FargateLimit.Kind.CAPACITY,
                                FargateProvider.FARGATE_SPOT,
                                Optional.of("eu-central-1a"),
                                0),
                        new ClusterEvent.FargateStop(ClusterEvent.FargateStop.Cause.INTERRUPT_SPOT, 3),
                        new ClusterEvent.FargateLimit(
                                ClusterEvent.FargateLimit.Kind.QUOTA, FargateProvider.FARGATE, Optional.empty(), 32),
                        new ClusterEvent.FargateStop(ClusterEvent.FargateStop.Cause.RETIRE, 1));
    }

    @Test
    void an_instance_has_an_agent_of_that_version() {
        assertThat(Scenario.parse("old.yaml", "instances: [{count: 2, agentVersion: 1.61.1}]")
                        .config()
                        .instances())
                .extracting(InstanceSpec::agentVersion)
                .containsExactly("1.61.1", "1.61.1");
    }

    @Test
    void secrets_are_given_by_name_or_arn() {
        assertThat(Scenario.parse(
                                "s.yaml",
                                "secrets: {db: hidden, 'arn:aws:ssm:us-east-1:123456789012:parameter/p': 'x'}")
                        .config()
                        .secrets())
                .isEqualTo(Map.of("db", "hidden", "arn:aws:ssm:us-east-1:123456789012:parameter/p", "x"));
    }

    @Test
    void the_example_runs_as_it_says() {
        ManualClock clock = new ManualClock();
        Scenario scenario = Scenario.read(EXAMPLE);
        // With containers by script, which do not take images.
        Scenario scripted = new Scenario(
                FakeEcsConfig.builder()
                        .clusterName("production")
                        .clock(clock)
                        .runtime(ScriptedRuntime.running())
                        .instance(scenario.config().instances().get(0))
                        .instance(scenario.config().instances().get(1))
                        .instance(scenario.config().instances().get(2))
                        .build(),
                scenario.faults(),
                scenario.events());
        try (FakeEcs ecs = scripted.start()) {
            assertThat(state(ecs)).containsExactly("ACTIVE", "ACTIVE", "ACTIVE");
            clock.advance(Duration.ofSeconds(30));
            assertThat(state(ecs)).containsExactly("ACTIVE", "ACTIVE disconnected", "ACTIVE");
            clock.advance(Duration.ofSeconds(60));
            assertThat(state(ecs)).containsExactly("ACTIVE", "ACTIVE", "ACTIVE");
            clock.advance(Duration.ofMinutes(2));
            assertThat(state(ecs)).containsExactly("DRAINING", "ACTIVE", "ACTIVE", "ACTIVE");
            clock.advance(Duration.ofMinutes(1));
            assertThat(state(ecs)).containsExactly("DRAINING", "ACTIVE", "ACTIVE", "INACTIVE disconnected");
            clock.advance(Duration.ofMinutes(1));
            assertThatThrownBy(() -> ecs.client().listClusters())
                    .isInstanceOfSatisfying(
                            EcsException.class,
                            error -> assertThat(error.statusCode()).isEqualTo(500));
            clock.advance(Duration.ofMinutes(5));
            assertThat(ecs.client().listClusters().clusterArns()).hasSize(1);
            assertThat(state(ecs))
                    .containsExactly("INACTIVE disconnected", "ACTIVE", "ACTIVE", "INACTIVE disconnected");
            assertThat(clock.instant()).isEqualTo(clock.steady());
        }
    }

    @Test
    void the_server_runs_the_example_as_it_is() {
        try (FakeEcs ecs = Scenario.read(EXAMPLE).start()) {
            assertThat(ecs.client().listClusters().clusterArns())
                    .containsExactly(
                            "arn:aws:ecs:eu-central-1:123456789012:cluster/production",
                            "arn:aws:ecs:eu-central-1:123456789012:cluster/staging");
        }
    }

    @Test
    void what_becomes_of_fargate_becomes_of_it() {
        ManualClock clock = new ManualClock();
        Scenario scenario = Scenario.parse("f.yaml", """
                        fargate: {providers: true}
                        events:
                          - {at: 1m, fargateCapacity: {provider: FARGATE, vcpus: 0}}
                          - {at: 2m, fargateCapacity: {provider: FARGATE, zone: us-east-1a, vcpus: 9}}
                          - {at: 3m, fargateQuota: {provider: FARGATE, vcpus: 1}}
                          - {at: 4m, interruptFargateSpot: 1}
                          - {at: 5m, retireFargate: 1}
                        """)
                .withConfig(config -> config.clock(clock).runtime(ScriptedRuntime.running()));
        try (FakeEcs ecs = scenario.start()) {
            EcsClient client = ecs.client();
            client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")).toBuilder()
                    .requiresCompatibilitiesWithStrings("FARGATE")
                    .networkMode("awsvpc")
                    .cpu("512")
                    .memory("1024")
                    .build());
            assertThat(startedOf(client, "FARGATE_SPOT")).isEqualTo(1);
            assertThat(startedOf(client, "FARGATE")).isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            assertThat(startedOf(client, "FARGATE")).isZero();
            clock.advance(Duration.ofMinutes(1));
            assertThat(startedOf(client, "FARGATE")).isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            assertThat(startedOf(client, "FARGATE")).isZero();
            clock.advance(Duration.ofMinutes(1));
            assertThat(ecs.tasks())
                    .extracting(Task::stopCode)
                    .containsExactly(TaskStopCode.SPOT_INTERRUPTION, null, null);
            clock.advance(Duration.ofMinutes(1));
            assertThat(ecs.tasks())
                    .extracting(Task::stopCode)
                    .containsExactly(TaskStopCode.SPOT_INTERRUPTION, TaskStopCode.INFRASTRUCTURE_HEALTH, null);
        }
    }

    private static int startedOf(EcsClient client, String provider) {
        return client.runTask(r -> r.taskDefinition("app")
                        .capacityProviderStrategy(CapacityProviderStrategyItem.builder()
                                .capacityProvider(provider)
                                .build())
                        .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-1"))))
                .tasks()
                .size();
    }

    @Test
    void an_empty_file_is_a_cluster_without_instances() {
        assertThat(Scenario.parse("empty", "# nothing\n").config())
                .isEqualTo(FakeEcsConfig.builder().build());
    }

    @Test
    void presets_are_named() {
        FakeEcsConfig config = Scenario.parse("x", "pace: realistic\nconsistency: aws\nbudgets: aws")
                .config();
        assertThat(config.pace()).isEqualTo(TaskPace.realistic());
        assertThat(config.consistency()).isEqualTo(Consistency.ofAws());
        assertThat(config.budgets()).isEqualTo(Budgets.ofAws());
        assertThat(Scenario.parse("x", "pace: immediate\nconsistency: strong\nbudgets: unlimited")
                        .config())
                .isEqualTo(FakeEcsConfig.builder().build());
        assertThat(Scenario.parse("x", "budgets: {buckets: {TAG_READ: {capacity: 3, perSecond: 0.5}}}")
                        .config()
                        .budgets())
                .isEqualTo(Budgets.unlimited().with(Bucket.TAG_READ, new Rate(3, 0.5)));
    }

    @Test
    void every_kind_of_fault_has_its_name() {
        String text = "faults:\n";
        List<String> faults = List.of(
                "throttling",
                "nestedThrottling",
                "concurrentRegistration",
                "serverError",
                "serviceUnavailable",
                "accessDenied",
                "expiredToken",
                "dropConnection",
                "loseAnswer",
                "reorderEntries",
                "repeatEntries",
                "{delay: 1s}",
                "{delayWork: 2m}",
                "{staleRead: 250ms}",
                "{olderVersion: 2}",
                "{jumpClock: -1.5h}",
                "{refuse: {code: X}}");
        for (String fault : faults) {
            text += "  - {operation: '*', fault: " + fault + "}\n";
        }
        assertThat(Scenario.parse("x", text).faults().rules())
                .extracting(FaultRule::fault)
                .containsExactly(
                        Fault.throttling(),
                        Fault.nestedThrottling(),
                        Fault.concurrentRegistration(),
                        Fault.serverError(),
                        Fault.serviceUnavailable(),
                        Fault.accessDenied(),
                        Fault.expiredToken(),
                        Fault.dropConnection(),
                        Fault.loseAnswer(),
                        Fault.reorderEntries(),
                        Fault.repeatEntries(),
                        Fault.delay(Duration.ofSeconds(1)),
                        Fault.delayWork(Duration.ofMinutes(2)),
                        Fault.staleRead(Duration.ofMillis(250)),
                        Fault.olderVersion(2),
                        Fault.jumpClock(Duration.ofMinutes(-90)),
                        Fault.refuse("X", 400, "Refused by the scenario"));
    }

    @Test
    void a_scenario_made_in_code_is_checked_too() {
        FakeEcsConfig one =
                FakeEcsConfig.builder().instance(InstanceSpec.of(1, 1)).build();
        assertThatThrownBy(() -> new Scenario(
                        one,
                        FaultSchedule.NONE,
                        List.of(new ClusterEvent.Timed(
                                Duration.ZERO, new ClusterEvent.OnInstance(ClusterEvent.Action.DRAIN, 2)))))
                .hasMessage("there is no instance 2: there are 1 then, numbered from 1 on");
        assertThatThrownBy(() -> new Scenario(
                        one,
                        FaultSchedule.of(FaultRule.of("*", Fault.throttling()).instance("2")),
                        List.of()))
                .hasMessageContaining("there is no instance 2");
    }

    @Test
    void the_reference_page_shows_the_example_and_names_every_key() throws Exception {
        String page = Files.readString(DOCS.resolve("scenario-file.md"));
        assertThat(page).contains("```yaml\n" + Files.readString(EXAMPLE) + "```");
        for (String text : List.of(
                "x: 1",
                "instances: [{x: 1}]",
                "events: [{x: 1}]",
                "faults: [{x: 1}]",
                "pace: {x: 1}",
                "fargate: {x: 1}")) {
            assertThatThrownBy(() -> Scenario.parse("x", text))
                    .isInstanceOfSatisfying(ScenarioException.class, error -> {
                        String keys = error.reason().substring(error.reason().indexOf("known are ") + 10);
                        for (String key : keys.split(", ", -1)) {
                            assertThat(page).as("the page names " + key).contains("`" + key + "`");
                        }
                    });
        }
    }

    private static List<String> state(FakeEcs ecs) {
        return ecs.instances().stream()
                .map((ContainerInstance i) -> i.status() + (i.agentConnected() ? "" : " disconnected"))
                .toList();
    }
}
