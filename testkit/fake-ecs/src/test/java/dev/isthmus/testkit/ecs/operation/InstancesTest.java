package dev.isthmus.testkit.ecs.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceField;
import software.amazon.awssdk.services.ecs.model.ContainerInstanceStatus;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.TargetType;

/** Clusters and container instances. */
class InstancesTest extends OverTheWire {
    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .clusterName("prod")
                .otherCluster("empty")
                .instance(
                        InstanceSpec.of(1024, 2048).withAttribute("rack", "r1").withEc2InstanceId("i-1"))
                .instance(InstanceSpec.of(2048, 4096)
                        .withAttribute("rack", "r2")
                        .withGpus(2)
                        .withInstanceType("p3.2xlarge")
                        .withAvailabilityZone("us-east-1b")
                        .withReservedPorts(Set.of(22), Set.of(53)))
                .build();
    }

    private ContainerInstance one(int index) {
        String arn = instance(index);
        return client.describeContainerInstances(r -> r.cluster("prod").containerInstances(arn))
                .containerInstances()
                .get(0);
    }

    @Test
    void clusters_are_described_listed_and_missed() {
        assertThat(client.listClusters().clusterArns())
                .containsExactly(
                        "arn:aws:ecs:us-east-1:123456789012:cluster/empty",
                        "arn:aws:ecs:us-east-1:123456789012:cluster/prod");
        var answer = client.describeClusters(
                r -> r.clusters("prod", "arn:aws:ecs:us-east-1:123456789012:cluster/empty", "nowhere"));
        assertThat(answer.clusters()).extracting(Cluster::clusterName).containsExactly("prod", "empty");
        assertThat(answer.clusters())
                .extracting(Cluster::registeredContainerInstancesCount)
                .containsExactly(2, 0);
        assertThat(answer.clusters().get(0).status()).isEqualTo("ACTIVE");
        assertThat(reasons(answer.failures())).containsExactly("MISSING");
    }

    @Test
    void no_cluster_means_the_one_named_default_which_is_not_here() {
        assertThat(reasons(client.describeClusters().failures())).containsExactly("MISSING");
        assertError("ClusterNotFoundException", "Cluster not found.", () -> client.listContainerInstances());
        assertError("ClusterNotFoundException", "Cluster not found.", () -> client.listTasks(r -> r.cluster("nope")));
    }

    @Test
    void an_instance_has_its_resources_attributes_and_agent() {
        ContainerInstance gpu = one(1);
        assertThat(gpu.registeredResources())
                .extracting(Resource::name)
                .containsExactly("CPU", "MEMORY", "PORTS", "PORTS_UDP", "GPU");
        assertThat(gpu.registeredResources().get(0).integerValue()).isEqualTo(2048);
        assertThat(gpu.registeredResources().get(0).type()).isEqualTo("INTEGER");
        assertThat(gpu.remainingResources().get(2).stringSetValue()).containsExactly("22");
        assertThat(gpu.remainingResources().get(3).stringSetValue()).containsExactly("53");
        assertThat(gpu.remainingResources().get(4).stringSetValue()).hasSize(2);
        assertThat(gpu.attributes())
                .contains(
                        Attribute.builder().name("rack").value("r2").build(),
                        Attribute.builder()
                                .name("ecs.availability-zone")
                                .value("us-east-1b")
                                .build(),
                        Attribute.builder()
                                .name("ecs.instance-type")
                                .value("p3.2xlarge")
                                .build(),
                        Attribute.builder().name("ecs.os-type").value("linux").build());
        assertThat(gpu.agentConnected()).isTrue();
        assertThat(gpu.status()).isEqualTo("ACTIVE");
        assertThat(gpu.registeredAt()).isEqualTo(clock.instant());
        assertThat(gpu.ec2InstanceId()).startsWith("i-");
        assertThat(one(0).ec2InstanceId()).isEqualTo("i-1");
        assertThat(one(0).remainingResources().get(2).stringSetValue())
                .containsExactly("22", "2375", "2376", "51678", "51679");
    }

    @Test
    void unknown_and_foreign_instances_are_missing() {
        var answer = client.describeContainerInstances(r -> r.cluster("empty").containerInstances("nope", instance(0)));
        assertThat(answer.containerInstances()).isEmpty();
        assertThat(reasons(answer.failures())).containsExactly("MISSING", "MISSING");
        assertThat(answer.failures().get(0).arn())
                .isEqualTo("arn:aws:ecs:us-east-1:123456789012:container-instance/empty/nope");
    }

    @Test
    void describe_takes_from_one_to_a_hundred() {
        assertError(
                "InvalidParameterException",
                "Container instances cannot be empty.",
                () -> client.describeContainerInstances(r -> r.cluster("prod").containerInstances(List.of())));
        assertError(
                "InvalidParameterException",
                "instanceIds can have at most 100 items.",
                () -> client.describeContainerInstances(
                        r -> r.cluster("prod").containerInstances(Collections.nCopies(101, "x"))));
        assertError(
                "InvalidParameterException",
                "'containerInstances' is required",
                () -> client.describeContainerInstances(r -> r.cluster("prod")));
    }

    @Test
    void listing_pages_with_tokens_of_this_list_only() {
        for (int i = 0; i < 250; i++) {
            ecs.addInstance(InstanceSpec.of(1, 1));
        }
        List<String> arns = new ArrayList<>();
        client.listContainerInstancesPaginator(r -> r.cluster("prod")).stream()
                .peek(page -> assertThat(page.containerInstanceArns()).hasSizeLessThanOrEqualTo(100))
                .forEach(page -> arns.addAll(page.containerInstanceArns()));
        assertThat(new HashSet<>(arns)).hasSize(252).hasSameSizeAs(arns);

        String token = client.listContainerInstances(r -> r.cluster("prod").maxResults(1))
                .nextToken();
        assertThat(client.listContainerInstances(
                                r -> r.cluster("prod").maxResults(1).nextToken(token))
                        .containerInstanceArns())
                .containsExactly(instance(1));
        assertError(
                "InvalidParameterException",
                "Invalid token",
                () -> client.listContainerInstances(r -> r.cluster("empty").nextToken(token)));
        assertError(
                "InvalidParameterException",
                "Invalid token",
                () -> client.listContainerInstances(r -> r.cluster("prod").nextToken("%%%")));
        for (int size : new int[] {0, 101}) {
            assertError(
                    "InvalidParameterException",
                    "maxResults must be from 1 to 100",
                    () -> client.listContainerInstances(r -> r.cluster("prod").maxResults(size)));
        }
    }

    @Test
    void listing_filters_by_status_and_by_query() {
        ecs.drain(instance(0));
        assertThat(client.listContainerInstances(r -> r.cluster("prod").status(ContainerInstanceStatus.DRAINING))
                        .containerInstanceArns())
                .containsExactly(instance(0));
        assertThat(client.listContainerInstances(r -> r.cluster("prod").filter("attribute:rack == r2"))
                        .containerInstanceArns())
                .containsExactly(instance(1));
        ecs.deregister(instance(0));
        assertThat(client.listContainerInstances(r -> r.cluster("prod")).containerInstanceArns())
                .containsExactly(instance(1));
        assertError(
                "InvalidParameterException",
                "status should be one of",
                () -> client.listContainerInstances(r -> r.cluster("prod").status("INACTIVE")));
        assertThat(one(0).status()).isEqualTo("INACTIVE");
    }

    @Test
    void instances_are_found_by_the_groups_of_their_tasks() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
        for (String group : List.of("database", "cache")) {
            client.startTask(r -> r.cluster("prod")
                    .taskDefinition("app")
                    .containerInstances(instance(1))
                    .group(group));
        }
        assertThat(filtered("task:group == database and task:group == cache")).containsExactly(instance(1));
        assertThat(filtered("not(task:group == database)")).containsExactly(instance(0));
        assertThat(filtered("task:group exists")).containsExactly(instance(1));
        assertThat(filtered("runningTasksCount == 2")).containsExactly(instance(1));
    }

    private List<String> filtered(String expression) {
        return client.listContainerInstances(r -> r.cluster("prod").filter(expression))
                .containerInstanceArns();
    }

    @Test
    void health_is_described_when_asked() {
        assertThat(one(0).healthStatus()).isNull();
        var healthy = client.describeContainerInstances(r -> r.cluster("prod")
                        .containerInstances(instance(0))
                        .include(ContainerInstanceField.CONTAINER_INSTANCE_HEALTH))
                .containerInstances()
                .get(0);
        assertThat(healthy.healthStatus().overallStatusAsString()).isEqualTo("OK");
    }

    @Test
    void an_operator_drains_and_activates() {
        long version = one(0).version();
        var answer = client.updateContainerInstancesState(r ->
                r.cluster("prod").containerInstances(instance(0), "nope").status(ContainerInstanceStatus.DRAINING));
        assertThat(answer.containerInstances()).hasSize(1);
        assertThat(reasons(answer.failures())).containsExactly("MISSING");
        assertThat(one(0).status()).isEqualTo("DRAINING");
        assertThat(one(0).version()).isEqualTo(version + 1);
        ecs.activate(instance(0));
        assertThat(one(0).status()).isEqualTo("ACTIVE");
        assertError(
                "InvalidParameterException",
                "status should be one of",
                () -> client.updateContainerInstancesState(
                        r -> r.cluster("prod").containerInstances(instance(0)).status("INACTIVE")));
        assertError(
                "InvalidParameterException",
                "instanceIds can have at most 10 items.",
                () -> client.updateContainerInstancesState(r -> r.cluster("prod")
                        .containerInstances(Collections.nCopies(11, "x"))
                        .status(ContainerInstanceStatus.ACTIVE)));
    }

    @Test
    void the_agent_comes_and_goes_and_the_version_grows() {
        long version = one(0).version();
        ecs.disconnectAgent("i-1");
        assertThat(one(0).agentConnected()).isFalse();
        ecs.reconnectAgent("i-1");
        assertThat(one(0).agentConnected()).isTrue();
        assertThat(one(0).version()).isEqualTo(version + 2);
    }

    @Test
    void an_instance_with_tasks_is_deregistered_by_force_only() {
        client.registerTaskDefinition(EcsRequests.define("app", EcsRequests.main("x")));
        String task = client.startTask(
                        r -> r.cluster("prod").taskDefinition("app").containerInstances(instance(0)))
                .tasks()
                .get(0)
                .taskArn();
        assertError(
                "InvalidParameterException",
                "Found running tasks",
                () -> client.deregisterContainerInstance(r -> r.cluster("prod").containerInstance(instance(0))));
        client.deregisterContainerInstance(
                r -> r.cluster("prod").containerInstance(instance(0)).force(true));
        assertThat(ecs.task(task).orElseThrow().lastStatus()).isEqualTo("STOPPED");
        assertThat(containers.stopRequests()).hasSize(1);
        assertThat(one(0).status()).isEqualTo("INACTIVE");
        assertError(
                "InvalidParameterException",
                "not found",
                () -> client.deregisterContainerInstance(r -> r.cluster("prod").containerInstance("nope")));
    }

    @Test
    void attributes_are_put_and_checked() {
        Attribute attribute = Attribute.builder()
                .name("host")
                .value("h1.example")
                .targetId(instance(0))
                .build();
        client.putAttributes(r -> r.cluster("prod").attributes(attribute));
        assertThat(one(0).attributes())
                .contains(Attribute.builder().name("host").value("h1.example").build());
        assertError(
                "TargetNotFoundException",
                "nope",
                () -> client.putAttributes(r -> r.cluster("prod")
                        .attributes(attribute.toBuilder()
                                .targetId("nope")
                                .targetType(TargetType.CONTAINER_INSTANCE)
                                .build())));
        assertError(
                "InvalidParameterException",
                "needs a targetType",
                () -> client.putAttributes(r -> r.cluster("prod")
                        .attributes(attribute.toBuilder().targetId("nope").build())));
        assertError(
                "InvalidParameterException",
                "attribute's name",
                () -> client.putAttributes(r -> r.cluster("prod")
                        .attributes(attribute.toBuilder().name("a b").build())));
        assertError(
                "InvalidParameterException",
                "At most 10 attributes",
                () -> client.putAttributes(r -> r.cluster("prod").attributes(Collections.nCopies(11, attribute))));
    }

    @Test
    void an_inactive_instance_does_not_come_back() {
        ecs.terminate(instance(0));
        for (Runnable revival : List.<Runnable>of(
                () -> ecs.activate(instance(0)),
                () -> ecs.reconnectAgent(instance(0)),
                () -> ecs.interruptSpot(instance(0)))) {
            assertThatThrownBy(revival::run)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("INACTIVE");
        }
        assertThatThrownBy(() -> ecs.drain("nope"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("nope");
    }
}
