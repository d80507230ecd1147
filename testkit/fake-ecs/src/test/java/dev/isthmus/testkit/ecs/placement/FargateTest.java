package dev.isthmus.testkit.ecs.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.InMemoryEcs;
import dev.isthmus.testkit.ecs.budget.Budgets;
import dev.isthmus.testkit.ecs.cluster.FargateProvider;
import dev.isthmus.testkit.ecs.cluster.FargateSettings;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Failure;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.RunTaskRequest;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** Tasks on Fargate: facts A1 to A5 of ECS, as the fake knows them. */
class FargateTest {
    private static final String QUOTA = "You\u2019ve reached the limit on the number of vCPUs you can run concurrently";
    private static final String CAPACITY =
            "Capacity is unavailable at this time. Please try again later or in a different availability zone";

    private final ManualClock clock = new ManualClock();
    private final ScriptedRuntime containers = ScriptedRuntime.running();
    private final InMemoryEcs ecs = InMemoryEcs.start(
            config(c -> c.fargate(FargateSettings.withProviders())), FaultSchedule.NONE, InMemoryEcs.Time.of(clock));
    private final EcsClient client = clientOf(ecs);

    private FakeEcsConfig config(UnaryOperator<FakeEcsConfig.Builder> more) {
        return more.apply(FakeEcsConfig.builder()
                        .runtime(containers)
                        .subnet("subnet-a", "us-east-1a")
                        .subnet("subnet-b", "us-east-1b"))
                .build();
    }

    private static EcsClient clientOf(InMemoryEcs ecs) {
        EcsClient client = ecs.client();
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")).toBuilder()
                .requiresCompatibilities(Compatibility.FARGATE)
                .networkMode(NetworkMode.AWSVPC)
                .cpu("256")
                .memory("512")
                .build());
        return client;
    }

    private static RunTaskResponse run(EcsClient client, Consumer<RunTaskRequest.Builder> more) {
        RunTaskRequest.Builder request = RunTaskRequest.builder()
                .taskDefinition("app")
                .launchType("FARGATE")
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-a")));
        more.accept(request);
        return client.runTask(request.build());
    }

    private RunTaskResponse run(Consumer<RunTaskRequest.Builder> more) {
        return run(client, more);
    }

    private Task one(Consumer<RunTaskRequest.Builder> more) {
        RunTaskResponse answer = run(more);
        assertThat(answer.failures()).isEmpty();
        assertThat(answer.tasks()).hasSize(1);
        return answer.tasks().get(0);
    }

    private static Consumer<RunTaskRequest.Builder> strategy(CapacityProviderStrategyItem... items) {
        return r -> r.launchType((String) null).capacityProviderStrategy(items);
    }

    private static CapacityProviderStrategyItem item(String provider, int weight, int base) {
        return CapacityProviderStrategyItem.builder()
                .capacityProvider(provider)
                .weight(weight)
                .base(base)
                .build();
    }

    private static Consumer<RunTaskRequest.Builder> spot() {
        return strategy(item("FARGATE_SPOT", 1, 0));
    }

    private static Consumer<RunTaskRequest.Builder> size(String cpu, String memory) {
        return r -> r.overrides(o -> o.cpu(cpu).memory(memory));
    }

    private static Consumer<RunTaskRequest.Builder> subnets(String... subnets) {
        return r -> r.networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnets)));
    }

    private Task described(Task task) {
        return client.describeTasks(r -> r.tasks(task.taskArn())).tasks().get(0);
    }

    private static List<String> reasons(RunTaskResponse answer) {
        assertThat(answer.failures())
                .allSatisfy(failure -> assertThat(failure.arn()).isNull());
        return answer.failures().stream().map(Failure::reason).toList();
    }

    // What a task is

    @Test
    void a_task_has_a_zone_and_an_interface_and_no_container_instance() {
        Task task = described(one(r -> {}));
        assertThat(task.containerInstanceArn()).isNull();
        assertThat(task.launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(task.capacityProviderName()).isNull();
        assertThat(task.platformVersion()).isEqualTo("1.4.0");
        assertThat(task.platformFamily()).isEqualTo("Linux");
        assertThat(task.availabilityZone()).isEqualTo("us-east-1a");
        assertThat(task.cpu()).isEqualTo("256");
        assertThat(task.memory()).isEqualTo("512");
        assertThat(task.ephemeralStorage().sizeInGiB()).isEqualTo(20);
        Attachment attachment = task.attachments().get(0);
        assertThat(attachment.type()).isEqualTo("ElasticNetworkInterface");
        Map<String, String> details =
                attachment.details().stream().collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
        assertThat(details)
                .containsEntry("subnetId", "subnet-a")
                .containsOnlyKeys(
                        "subnetId", "networkInterfaceId", "macAddress", "privateDnsName", "privateIPv4Address");
        assertThat(task.containers().get(0).networkInterfaces().get(0).privateIpv4Address())
                .isEqualTo(details.get("privateIPv4Address"));
        assertThat(task.containers().get(0).networkBindings()).isEmpty();
    }

    @Test
    void a_strategy_says_which_provider_and_the_launch_type_is_fargate_all_the_same() {
        Task task = one(spot());
        assertThat(task.launchTypeAsString()).isEqualTo("FARGATE");
        assertThat(task.capacityProviderName()).isEqualTo("FARGATE_SPOT");
    }

    @Test
    void overrides_of_the_task_are_its_size_and_storage() {
        Task task = one(r -> r.overrides(o -> o.cpu("1 vCPU").memory("3 GB").ephemeralStorage(e -> e.sizeInGiB(40))));
        assertThat(task.cpu()).isEqualTo("1024");
        assertThat(task.memory()).isEqualTo("3072");
        assertThat(task.ephemeralStorage().sizeInGiB()).isEqualTo(40);
        assertThat(task.overrides().cpu()).isEqualTo("1 vCPU");
    }

    @Test
    void a_public_address_may_be_asked_for() {
        assertThat(run(r -> r.networkConfiguration(n ->
                                n.awsvpcConfiguration(v -> v.subnets("subnet-a").assignPublicIp("ENABLED"))))
                        .tasks())
                .hasSize(1);
    }

    @Test
    void no_instance_of_the_cluster_is_touched_and_lists_tell_launch_types_apart() {
        String instance = ecs.addInstance(InstanceSpec.of(4096, 8192));
        Task task = one(r -> {});
        client.registerTaskDefinition(EcsRequests.define("plain", EcsRequests.main("x")));
        String other =
                client.runTask(r -> r.taskDefinition("plain")).tasks().get(0).taskArn();
        assertThat(client.listTasks(r -> r.launchType("FARGATE")).taskArns()).containsExactly(task.taskArn());
        assertThat(client.listTasks(r -> r.launchType("EC2")).taskArns()).containsExactly(other);
        assertThat(client.listTasks(r -> r.containerInstance(instance)).taskArns())
                .containsExactly(other);
        assertThat(ecs.instance(instance).orElseThrow().runningTasksCount()).isEqualTo(1);
        assertThat(ecs.tasksByInstance()).containsOnlyKeys(instance);
        Map<String, String> statistics =
                client.describeClusters(r -> r.includeWithStrings("STATISTICS")).clusters().get(0).statistics().stream()
                        .collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
        assertThat(statistics)
                .containsEntry("runningEC2TasksCount", "1")
                .containsEntry("runningFargateTasksCount", "1");
    }

    @Test
    void a_token_starts_a_task_once() {
        Task first = one(r -> r.clientToken("t"));
        Task again = one(r -> r.clientToken("t"));
        assertThat(again.taskArn()).isEqualTo(first.taskArn());
        assertThat(ecs.tasks()).hasSize(1);
    }

    // Quotas and capacity

    @Test
    void a_quota_counts_a_task_until_it_is_stopped() {
        ecs.fargate().quota(FargateProvider.FARGATE, 1);
        Task task = one(size("1024", "2048"));
        assertThat(reasons(run(r -> {}))).containsExactly(QUOTA);
        assertThat(run(spot()).failures()).as("Spot has a quota of its own").isEmpty();
        assertThat(reasons(run(size("2048", "4096"))))
                .containsExactly("The requested CPU configuration is above your limit");

        client.stopTask(r -> r.task(task.taskArn()));
        assertThat(described(task).lastStatus()).isEqualTo("STOPPED");
        assertThat(run(size("1024", "2048")).failures()).isEmpty();
    }

    @Test
    void a_task_that_is_deprovisioning_still_counts() {
        InMemoryEcs slow = InMemoryEcs.start(
                config(c -> c.fargate(FargateSettings.launchTypeOnly()
                        .withQuotas(1, 0)
                        .withPace(TaskPace.immediate().withDeprovisioning(Duration.ofSeconds(33))))),
                FaultSchedule.NONE,
                InMemoryEcs.Time.of(clock));
        EcsClient asked = clientOf(slow);
        String arn = run(asked, size("1024", "2048")).tasks().get(0).taskArn();
        containers.exits(arn, 3);
        Task ended = slow.task(arn).orElseThrow();
        assertThat(ended.lastStatus()).isEqualTo("DEPROVISIONING");
        assertThat(ended.containers().get(0).exitCode()).isEqualTo(3);
        assertThat(reasons(run(asked, r -> {}))).containsExactly(QUOTA);
        clock.advance(Duration.ofSeconds(33));
        assertThat(slow.task(arn).orElseThrow().lastStatus()).isEqualTo("STOPPED");
        assertThat(run(asked, r -> {}).failures()).isEmpty();
    }

    @Test
    void a_call_starts_as_many_as_the_quota_allows() {
        ecs.fargate().quota(FargateProvider.FARGATE, 1);
        RunTaskResponse answer = run(r -> r.count(6));
        assertThat(answer.tasks()).hasSize(4);
        assertThat(reasons(answer)).containsExactly(QUOTA, QUOTA);
    }

    @Test
    void capacity_is_kept_by_zone_and_provider() {
        ecs.fargate().capacity(FargateProvider.FARGATE_SPOT, "us-east-1a", 0);
        assertThat(reasons(run(spot()))).containsExactly(CAPACITY);
        assertThat(run(r -> {}).failures()).as("On-Demand is another thing").isEmpty();
        assertThat(one(spot().andThen(subnets("subnet-a", "subnet-b"))).availabilityZone())
                .isEqualTo("us-east-1b");

        ecs.fargate().capacity(FargateProvider.FARGATE_SPOT, 0);
        assertThat(reasons(run(spot().andThen(subnets("subnet-b"))))).containsExactly(CAPACITY);
        assertThat(ecs.tasks())
                .as("what runs is left")
                .allMatch(task -> task.lastStatus().equals("RUNNING"));

        ecs.fargate().capacity(FargateProvider.FARGATE_SPOT, FargateSettings.NO_LIMIT);
        assertThat(run(spot()).failures()).isEmpty();
    }

    @Test
    void tasks_are_spread_over_the_zones_of_their_subnets() {
        run(subnets("subnet-a", "subnet-b").andThen(r -> r.count(6)));
        assertThat(ecs.tasks().stream().collect(Collectors.groupingBy(Task::availabilityZone, Collectors.counting())))
                .isEqualTo(Map.of("us-east-1a", 3L, "us-east-1b", 3L));
        assertThat(ecs.tasks())
                .as("each has its interface in the subnet of its zone")
                .allSatisfy(task -> assertThat(
                                task.attachments().get(0).details().get(0).value())
                        .isEqualTo(task.availabilityZone().equals("us-east-1a") ? "subnet-a" : "subnet-b"));
    }

    // Strategies

    @Test
    void a_strategy_deals_tasks_by_base_and_weight() {
        run(strategy(item("FARGATE", 1, 2), item("FARGATE_SPOT", 3, 0)).andThen(r -> r.count(10)));
        assertThat(ecs.tasks().stream()
                        .collect(Collectors.groupingBy(Task::capacityProviderName, Collectors.counting())))
                .isEqualTo(Map.of("FARGATE", 4L, "FARGATE_SPOT", 6L));
    }

    @Test
    void without_launch_type_and_strategy_the_default_of_the_cluster_holds() {
        client.putClusterCapacityProviders(r -> r.cluster("default")
                .capacityProviders("FARGATE", "FARGATE_SPOT")
                .defaultCapacityProviderStrategy(item("FARGATE_SPOT", 1, 0)));
        assertThat(one(r -> r.launchType((String) null)).capacityProviderName()).isEqualTo("FARGATE_SPOT");
        assertThat(one(r -> {}).capacityProviderName())
                .as("a launch type goes before it")
                .isNull();
    }

    @Test
    void a_cluster_tells_its_providers_and_an_account_those_of_fargate() {
        var cluster = client.describeClusters().clusters().get(0);
        assertThat(cluster.capacityProviders()).containsExactly("FARGATE", "FARGATE_SPOT");
        client.createCluster(r -> r.clusterName("spotty")
                .capacityProviders("FARGATE_SPOT")
                .defaultCapacityProviderStrategy(item("FARGATE_SPOT", 1, 0)));
        assertThat(client.describeClusters(r -> r.clusters("spotty"))
                        .clusters()
                        .get(0)
                        .defaultCapacityProviderStrategy())
                .containsExactly(item("FARGATE_SPOT", 1, 0));
        var answer = client.describeCapacityProviders(r -> r.capacityProviders("FARGATE_SPOT", "mine"));
        assertThat(answer.capacityProviders()).singleElement().satisfies(provider -> {
            assertThat(provider.name()).isEqualTo("FARGATE_SPOT");
            assertThat(provider.statusAsString()).isEqualTo("ACTIVE");
            assertThat(provider.typeAsString()).isEqualTo("FARGATE_SPOT");
        });
        assertThat(answer.failures()).extracting(Failure::reason).containsExactly("MISSING");
        assertThat(client.describeCapacityProviders(r -> {}).capacityProviders())
                .hasSize(2);
    }

    // What AWS takes back

    @Test
    void a_spot_task_is_interrupted_and_its_containers_have_their_stop_timeout() {
        Task onDemand = one(r -> {});
        Task first = one(spot());
        Task second = one(spot());
        ecs.fargate().interruptSpot(1);
        Task interrupted = described(first);
        assertThat(interrupted.desiredStatus()).isEqualTo("STOPPED");
        assertThat(interrupted.stopCode()).isEqualTo(TaskStopCode.SPOT_INTERRUPTION);
        assertThat(interrupted.stoppedReason()).isEqualTo("Your Spot Task was interrupted.");
        assertThat(described(second).desiredStatus()).isEqualTo("RUNNING");
        assertThat(described(onDemand).desiredStatus()).isEqualTo("RUNNING");

        ecs.fargate().interruptSpot(second.taskArn(), TaskStopCode.TERMINATION_NOTICE);
        assertThat(described(second).stopCode()).isEqualTo(TaskStopCode.TERMINATION_NOTICE);
    }

    @Test
    void a_task_is_retired_when_it_has_waited() {
        Task task = one(r -> {});
        ecs.fargate().retire(task.taskArn(), Duration.ofDays(7));
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        assertThat(described(task).desiredStatus()).isEqualTo("RUNNING");
        clock.advance(Duration.ofSeconds(1));
        assertThat(described(task).lastStatus()).isEqualTo("STOPPED");
        assertThat(described(task).stopCode()).isEqualTo(TaskStopCode.INFRASTRUCTURE_HEALTH);
        assertThat(described(task).stoppedReason())
                .contains("ECS is performing maintenance on the underlying infrastructure hosting the task");
    }

    @Test
    void only_tasks_on_fargate_are_taken_back_by_it() {
        ecs.addInstance(InstanceSpec.of(4096, 8192));
        client.registerTaskDefinition(EcsRequests.define("plain", EcsRequests.main("x")));
        String plain =
                client.runTask(r -> r.taskDefinition("plain")).tasks().get(0).taskArn();
        assertThatThrownBy(() -> ecs.fargate().interruptSpot(plain))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not run on Fargate");
    }

    // Times and budgets

    @Test
    void the_times_are_those_that_a_user_saw() {
        InMemoryEcs real = InMemoryEcs.start(
                config(c -> c.fargate(FargateSettings.launchTypeOnly().withPace(TaskPace.fargate()))),
                FaultSchedule.NONE,
                InMemoryEcs.Time.of(clock));
        Task task = run(clientOf(real), r -> {}).tasks().get(0);
        clock.advance(Duration.ofSeconds(30));
        containers.exits(task.taskArn(), 0);
        clock.advance(Duration.ofSeconds(60));
        Task ended = real.task(task.taskArn()).orElseThrow();
        assertThat(Duration.between(ended.createdAt(), ended.pullStartedAt())).isEqualTo(Duration.ofMillis(18_800));
        assertThat(Duration.between(ended.createdAt(), ended.startedAt())).isEqualTo(Duration.ofMillis(20_900));
        assertThat(Duration.between(ended.executionStoppedAt(), ended.stoppedAt()))
                .isEqualTo(Duration.ofSeconds(33));
    }

    @Test
    void launches_take_from_budgets_of_fargate_too_one_for_each_provider() {
        InMemoryEcs limited = InMemoryEcs.start(
                config(c -> c.fargate(FargateSettings.withProviders()).budgets(Budgets.ofAws())),
                FaultSchedule.NONE,
                InMemoryEcs.Time.of(clock));
        EcsClient asked = clientOf(limited);
        assertThat(admitted(asked, r -> {})).as("calls at once").isEqualTo(20);
        clock.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 10; i++) {
            run(asked, r -> r.count(10));
        }
        assertThatThrownBy(() -> run(asked, r -> r.count(10)))
                .as("100 tasks at once, and 20 came back in a second")
                .isInstanceOf(EcsException.class)
                .hasMessageContaining("Rate exceeded");
        assertThat(run(asked, spot().andThen(r -> r.count(10))).tasks()).hasSize(10);
    }

    private static int admitted(EcsClient client, Consumer<RunTaskRequest.Builder> request) {
        int count = 0;
        try {
            while (count < 1000) {
                run(client, request);
                count++;
            }
        } catch (EcsException e) {
            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ThrottlingException");
        }
        return count;
    }
}
