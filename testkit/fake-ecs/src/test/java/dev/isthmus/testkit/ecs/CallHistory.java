package dev.isthmus.testkit.ecs;

import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsResponse;
import software.amazon.awssdk.services.ecs.model.PlacementConstraint;
import software.amazon.awssdk.services.ecs.model.SettingName;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskField;

/** Calls and happenings drawn from a seed. */
final class CallHistory {
    /** What a history happens to. */
    interface Subject {
        FakeEcsCluster cluster();

        void advance(Duration step);

        void happens(Consumer<FakeEcsCluster> what);

        void call(Function<EcsClient, ? extends EcsResponse> call);
    }

    private static final List<String> FAMILIES = List.of("web", "batch", "cron");

    private final Subject subject;
    private final SplittableRandom random;
    private final List<Function<EcsClient, ? extends EcsResponse>> calls = new ArrayList<>();

    CallHistory(Subject subject, long seed) {
        this.subject = subject;
        this.random = new SplittableRandom(seed);
        tasks();
        definitions();
        instances();
        account();
        for (String family : FAMILIES) {
            subject.call(client -> client.registerTaskDefinition(EcsRequests.define(family, EcsRequests.main("x"))));
        }
    }

    /** A call, or time passes, or something happens beside the API. */
    void step() {
        int kind = random.nextInt(20);
        if (kind < 3) {
            subject.advance(Duration.ofNanos(random.nextLong(4_000_000_000L)));
        } else if (kind == 3) {
            happening();
        } else {
            // The draw of a call is made once, and both are asked the same.
            long draws = random.nextLong();
            int which = random.nextInt(calls.size());
            subject.call(client -> {
                this.draws = new SplittableRandom(draws);
                return calls.get(which).apply(client);
            });
        }
    }

    private SplittableRandom draws = new SplittableRandom(0);

    private void happening() {
        String instance = pick(subject.cluster().instances().stream()
                .filter(each -> !"INACTIVE".equals(each.status()))
                .map(each -> each.containerInstanceArn())
                .toList());
        if (instance == null || random.nextInt(3) == 0) {
            subject.happens(ecs -> ecs.addInstance(InstanceSpec.of(2048, 2048)));
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> subject.happens(ecs -> ecs.disconnectAgent(instance));
            case 1, 2 -> subject.happens(ecs -> ecs.reconnectAgent(instance));
            case 3 -> subject.happens(ecs -> ecs.drain(instance));
            default -> subject.happens(ecs -> ecs.activate(instance));
        }
    }

    private @Nullable String pick(List<String> from) {
        return from.isEmpty() ? null : from.get(draws.nextInt(from.size()));
    }

    private String task() {
        String task = pick(subject.cluster().tasks().stream().map(Task::taskArn).toList());
        return task == null || draws.nextInt(8) == 0 ? "0123456789abcdef0123456789abcdef" : task;
    }

    private String instance() {
        String instance = pick(subject.cluster().instances().stream()
                .map(each -> each.containerInstanceArn())
                .toList());
        return instance == null || draws.nextInt(8) == 0 ? "nobody" : instance;
    }

    private String family() {
        return FAMILIES.get(draws.nextInt(FAMILIES.size()));
    }

    private @Nullable String cluster() {
        return List.of("default", "default", "default", "other", "nowhere").get(draws.nextInt(5));
    }

    private boolean now(int in) {
        return draws.nextInt(in) == 0;
    }

    private void tasks() {
        for (int i = 0; i < 4; i++) {
            calls.add(client -> client.runTask(r -> r.taskDefinition(family())
                    .count(1 + draws.nextInt(2))
                    .startedBy(now(2) ? null : "me")
                    .clientToken(now(2) ? null : "token-" + draws.nextInt(4))
                    .tags(
                            now(2)
                                    ? List.of()
                                    : List.of(Tag.builder().key("k").value("v").build()))
                    .placementConstraints(
                            !now(3)
                                    ? List.of()
                                    : List.of(PlacementConstraint.builder()
                                            .type("memberOf")
                                            .expression("attribute:rack == " + draws.nextInt(2))
                                            .build()))
                    .overrides(EcsRequests.override(ContainerOverride.builder()
                            .name("main")
                            .environment(EcsRequests.variable("A", "b" + draws.nextInt(9)))))));
            calls.add(client -> client.runTask(r -> r.cluster(cluster()).taskDefinition(family())));
            calls.add(client -> client.describeTasks(r ->
                    r.cluster(cluster()).tasks(task(), task()).include(now(2) ? List.of() : List.of(TaskField.TAGS))));
            calls.add(client -> client.describeTasks(r -> r.tasks(task(), task(), task())));
            calls.add(client -> client.listTasks(r -> r.cluster(cluster()).family(now(2) ? null : family())));
            calls.add(client ->
                    client.listTasks(r -> r.desiredStatus(now(2) ? DesiredStatus.STOPPED : DesiredStatus.RUNNING)));
            calls.add(client -> client.stopTask(r -> r.task(task()).reason("enough")));
            calls.add(client ->
                    client.startTask(r -> r.taskDefinition(family()).containerInstances(instance(), instance())));
        }
        calls.add(client -> client.listTasks(r -> r.maxResults(1)));
        calls.add(client -> client.listTasks(r -> r.startedBy("me")));
        calls.add(client -> client.listTasks(r -> r.desiredStatus("WHATEVER")));
        calls.add(client -> client.describeTasks(r -> r.tasks(List.of())));
        calls.add(client -> client.getTaskProtection(r -> r.cluster("default").tasks(task())));
        calls.add(client ->
                client.executeCommand(r -> r.task(task()).command("sh").interactive(true)));
    }

    private void definitions() {
        for (int i = 0; i < 3; i++) {
            calls.add(client -> client.registerTaskDefinition(EcsRequests.define(
                    family(),
                    EcsRequests.main("x" + draws.nextInt(3))
                            .dockerLabels(labels())
                            .environment(EcsRequests.variable("N", "v"))
                            .portMappings(EcsRequests.port(80, 8000 + draws.nextInt(3), "tcp")))));
        }
        calls.add(client -> client.registerTaskDefinition(r -> r.family("bad/name")));
        calls.add(client ->
                client.describeTaskDefinition(r -> r.taskDefinition(family()).include(TaskDefinitionField.TAGS)));
        calls.add(client -> client.describeTaskDefinition(r -> r.taskDefinition("none")));
        calls.add(client ->
                client.deregisterTaskDefinition(r -> r.taskDefinition(family() + ":" + (1 + draws.nextInt(2)))));
        calls.add(client -> client.deleteTaskDefinitions(r -> r.taskDefinitions(family() + ":1")));
        calls.add(client -> client.listTaskDefinitions(r -> r.familyPrefix(family())));
        calls.add(client -> client.listTaskDefinitionFamilies(r -> r.familyPrefix("w")));
        calls.add(client -> client.listTaskDefinitionFamilies());
    }

    /** Some without a value, which the wire does not carry. */
    private Map<String, @Nullable String> labels() {
        Map<String, @Nullable String> labels = new LinkedHashMap<>();
        labels.put("a", "b");
        if (now(2)) {
            labels.put("empty", null);
        }
        return labels;
    }

    private void instances() {
        for (int i = 0; i < 2; i++) {
            calls.add(client -> client.listContainerInstances(r -> r.cluster(cluster())));
            calls.add(client -> client.describeContainerInstances(r -> r.containerInstances(instance(), instance())
                    .include(now(2) ? List.of() : List.of(ContainerInstanceField.TAGS))));
        }
        calls.add(client -> client.listContainerInstances(r -> r.filter("agentConnected == true")));
        calls.add(client -> client.listContainerInstances(r -> r.filter("nonsense (")));
        calls.add(client -> client.listContainerInstances(r -> r.maxResults(1)));
        calls.add(client -> client.describeContainerInstances(r -> r.cluster(cluster())));
        calls.add(client -> client.updateContainerInstancesState(r -> r.containerInstances(instance())
                .status(now(3) ? ContainerInstanceStatus.DRAINING : ContainerInstanceStatus.ACTIVE)));
        calls.add(client -> client.deregisterContainerInstance(
                r -> r.containerInstance(instance()).force(now(3))));
        calls.add(client -> client.registerContainerInstance(r -> r.cluster("default")));
        calls.add(client -> client.updateContainerAgent(r -> r.containerInstance(instance())));
        calls.add(client -> client.putAttributes(r -> r.attributes(attribute())));
        calls.add(client -> client.deleteAttributes(r -> r.attributes(attribute())));
        calls.add(client ->
                client.listAttributes(r -> r.targetType("container-instance").attributeName("stack")));
    }

    private Attribute attribute() {
        return Attribute.builder()
                .name("stack")
                .value(now(2) ? null : "blue")
                .targetId(instance())
                .build();
    }

    private void account() {
        calls.add(client -> client.describeClusters(
                r -> r.clusters("default", "nowhere").include(ClusterField.STATISTICS, ClusterField.TAGS)));
        calls.add(client -> client.describeClusters());
        calls.add(client -> client.listClusters(r -> r.maxResults(1)));
        calls.add(client -> client.createCluster(r -> r.clusterName("made-" + draws.nextInt(3))));
        calls.add(client -> client.deleteCluster(r -> r.cluster("made-" + draws.nextInt(3))));
        calls.add(client -> client.listTagsForResource(r -> r.resourceArn(task())));
        calls.add(client -> client.tagResource(
                r -> r.resourceArn(task()).tags(Tag.builder().key("t").value("").build())));
        calls.add(client -> client.untagResource(r -> r.resourceArn(task()).tagKeys("t")));
        calls.add(client -> client.putAccountSetting(
                r -> r.name(SettingName.CONTAINER_INSIGHTS).value(now(2) ? "enabled" : "disabled")));
        calls.add(client -> client.listAccountSettings(r -> r.effectiveSettings(now(2))));
        calls.add(client -> client.listServices(r -> r.cluster("default")));
    }

    /** A call of an operation with a request of no members. */
    static EcsResponse empty(EcsClient client, String operation) {
        try {
            Class<?> type = Class.forName(EcsResponse.class.getPackageName() + "." + operation + "Request");
            Object builder = type.getMethod("builder").invoke(null);
            Object request = ((software.amazon.awssdk.utils.builder.Buildable) builder).build();
            String method = Character.toLowerCase(operation.charAt(0)) + operation.substring(1);
            return (EcsResponse) EcsClient.class.getMethod(method, type).invoke(client, request);
        } catch (java.lang.reflect.InvocationTargetException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
