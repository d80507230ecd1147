package dev.isthmus.testkit.ecs.limits;

import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import software.amazon.awssdk.services.ecs.model.ListTasksRequest;

/** The limits of lists and descriptions. */
final class ReadLimits {
    private static final String INVALID = "InvalidParameterException";

    private ReadLimits() {}

    static List<Limit> all() {
        return List.of(
                Limit.of("DescribeTasks tasks", "1 to 100", INVALID)
                        .accepts(w -> w.client.describeTasks(r -> r.tasks(ids(100))))
                        .refuses(
                                w -> w.client.describeTasks(r -> r.tasks(ids(101))),
                                w -> w.client.describeTasks(r -> r.tasks(List.of())),
                                w -> w.client.describeTasks(r -> {})),
                Limit.of("DescribeContainerInstances containerInstances", "1 to 100", INVALID)
                        .accepts(w -> w.client.describeContainerInstances(r -> r.containerInstances(ids(100))))
                        .refuses(
                                w -> w.client.describeContainerInstances(r -> r.containerInstances(ids(101))),
                                w -> w.client.describeContainerInstances(r -> r.containerInstances(List.of()))),
                Limit.of("DescribeClusters clusters", "at most 100", INVALID)
                        .accepts(w -> w.client.describeClusters(r -> r.clusters(ids(100))))
                        .refuses(w -> w.client.describeClusters(r -> r.clusters(ids(101)))),
                pages("ListTasks", 100, (w, n) -> w.client.listTasks(r -> r.maxResults(n))),
                pages("ListContainerInstances", 100, (w, n) -> w.client.listContainerInstances(r -> r.maxResults(n))),
                pages("ListClusters", 100, (w, n) -> w.client.listClusters(r -> r.maxResults(n))),
                pages("ListTaskDefinitions", 100, (w, n) -> w.client.listTaskDefinitions(r -> r.maxResults(n))),
                pages(
                        "ListTaskDefinitionFamilies",
                        100,
                        (w, n) -> w.client.listTaskDefinitionFamilies(r -> r.maxResults(n))),
                pages(
                        "ListAttributes",
                        100,
                        (w, n) -> w.client.listAttributes(
                                r -> r.targetType("container-instance").maxResults(n))),
                pages("ListAccountSettings", 10, (w, n) -> w.client.listAccountSettings(r -> r.maxResults(n))),
                Limit.of("nextToken", "of the same list and filters", INVALID)
                        .accepts(w -> w.client.listContainerInstances(
                                r -> r.maxResults(5).nextToken(token(w))))
                        .refuses(
                                w -> w.client.listContainerInstances(r -> r.nextToken("%%%")),
                                w -> w.client.listContainerInstances(r -> r.nextToken("AAAA")),
                                w -> w.client.listContainerInstances(
                                        r -> r.nextToken(token(w)).status("ACTIVE")),
                                w -> w.client.listTasks(r -> r.nextToken(token(w)))),
                Limit.of("ListTasks startedBy", "the only filter", INVALID)
                        .accepts(w -> w.client.listTasks(r -> r.startedBy("me")))
                        .refuses(
                                alone(r -> r.family("app")),
                                alone(r -> r.desiredStatus("RUNNING")),
                                alone(r -> r.launchType("EC2")),
                                alone(r -> r.containerInstance("x")),
                                alone(r -> r.serviceName("web"))),
                Limit.of("ListTasks desiredStatus", "RUNNING, PENDING, STOPPED", INVALID)
                        .accepts(w -> w.client.listTasks(r -> r.desiredStatus("PENDING")))
                        .refuses(w -> w.client.listTasks(r -> r.desiredStatus("GONE"))),
                Limit.of("ListTasks serviceName", "a service, of which there are none", "ServiceNotFoundException")
                        .accepts(w -> w.client.listTasks(r -> {}))
                        .refuses(w -> w.client.listTasks(r -> r.serviceName("web"))),
                Limit.of(
                                "ListContainerInstances status",
                                "ACTIVE, DRAINING, REGISTERING, DEREGISTERING, REGISTRATION_FAILED",
                                INVALID)
                        .accepts(w -> w.client.listContainerInstances(r -> r.status("DRAINING")))
                        .refuses(w -> w.client.listContainerInstances(r -> r.status("INACTIVE"))),
                Limit.of("ListContainerInstances filter", "an expression of the cluster query language", INVALID)
                        .accepts(w -> w.client.listContainerInstances(r -> r.filter("agentConnected == true")))
                        .refuses(
                                w -> w.client.listContainerInstances(r -> r.filter("agentConnected ==")),
                                w -> w.client.listContainerInstances(r -> r.filter("colour == red"))),
                Limit.of("ListAttributes attributeValue", "with an attributeName", INVALID)
                        .accepts(w -> w.client.listAttributes(r -> r.targetType("container-instance")
                                .attributeName("ecs.os-type")
                                .attributeValue("linux")))
                        .refuses(w -> w.client.listAttributes(
                                r -> r.targetType("container-instance").attributeValue("linux"))),
                Limit.of("cluster", "one that is there", "ClusterNotFoundException")
                        .accepts(w -> w.client.listTasks(r -> r.cluster("default")))
                        .refuses(
                                w -> w.client.listTasks(r -> r.cluster("nowhere")),
                                w -> w.client.listContainerInstances(r -> r.cluster("nowhere")),
                                w -> w.run(r -> r.cluster("nowhere")),
                                w -> w.start(r -> r.cluster("nowhere")),
                                w -> w.client.stopTask(r -> r.cluster("nowhere").task("x")),
                                w -> w.client.describeTasks(
                                        r -> r.cluster("nowhere").tasks("x"))),
                Limit.of("StopTask task", "a task that is there", INVALID)
                        .accepts(w -> {
                            String arn = w.client
                                    .runTask(r -> r.taskDefinition("app"))
                                    .tasks()
                                    .get(0)
                                    .taskArn();
                            return w.client.stopTask(r -> r.task(arn));
                        })
                        .refuses(
                                w -> w.client.stopTask(r -> r.task("0".repeat(32))),
                                w -> w.client.stopTask(r -> r.reason("no task"))),
                Limit.of("DescribeTaskDefinition taskDefinition", "one that is there", "ClientException")
                        .accepts(w -> w.client.describeTaskDefinition(r -> r.taskDefinition("app")))
                        .refuses(
                                w -> w.client.describeTaskDefinition(r -> r.taskDefinition("none")),
                                w -> w.client.describeTaskDefinition(r -> r.taskDefinition("app:9"))));
    }

    private static Limit pages(String operation, int most, BiFunction<LimitsWorld, Integer, Object> list) {
        return Limit.of(operation + " maxResults", "1 to " + most, INVALID)
                .accepts(w -> list.apply(w, 1), w -> list.apply(w, most))
                .refuses(w -> list.apply(w, 0), w -> list.apply(w, most + 1));
    }

    private static Limit.Call alone(java.util.function.Consumer<ListTasksRequest.Builder> other) {
        return w -> w.client.listTasks(r -> other.accept(r.startedBy("me")));
    }

    private static String token(LimitsWorld world) {
        return world.client.listContainerInstances(r -> r.maxResults(1)).nextToken();
    }

    private static List<String> ids(int count) {
        return Collections.nCopies(count, "0".repeat(32));
    }
}
