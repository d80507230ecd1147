package dev.isthmus.testkit.ecs.operation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.account.TagsTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.Cluster;
import software.amazon.awssdk.services.ecs.model.ClusterField;
import software.amazon.awssdk.services.ecs.model.ClusterSetting;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.PlatformDevice;
import software.amazon.awssdk.services.ecs.model.Resource;
import software.amazon.awssdk.services.ecs.model.Setting;
import software.amazon.awssdk.services.ecs.model.SettingName;
import software.amazon.awssdk.services.ecs.model.TargetType;

/** Clusters that come and go, instances that register by themselves, attributes and account settings. */
class ClustersTest extends OverTheWire {
    private Cluster cluster(String name, ClusterField... include) {
        return client.describeClusters(r -> r.clusters(name).include(include))
                .clusters()
                .get(0);
    }

    @Test
    void a_cluster_is_made_once_and_deleted() {
        Cluster made = client.createCluster(r ->
                        r.clusterName("blue").tags(TagsTest.tag("team", "a")).settings(insights("enabled")))
                .cluster();
        assertThat(made.clusterArn()).isEqualTo("arn:aws:ecs:us-east-1:123456789012:cluster/blue");
        assertThat(made.status()).isEqualTo("ACTIVE");
        assertThat(client.createCluster(r -> r.clusterName("blue")).cluster().clusterArn())
                .as("the same name again")
                .isEqualTo(made.clusterArn());
        assertError(
                "InvalidParameterException",
                "inconsistent with arguments used in previous request",
                () -> client.createCluster(r -> r.clusterName("blue").settings(insights("disabled"))));
        assertThat(client.listClusters().clusterArns()).hasSize(2);
        assertThat(cluster("blue").tags()).isEmpty();
        assertThat(cluster("blue", ClusterField.TAGS).tags()).containsExactly(TagsTest.tag("team", "a"));

        assertThat(client.deleteCluster(r -> r.cluster("blue")).cluster().status())
                .isEqualTo("INACTIVE");
        assertThat(client.listClusters().clusterArns()).hasSize(1);
        assertThat(cluster("blue").status()).isEqualTo("INACTIVE");
        assertError(
                "ClusterNotFoundException",
                "The referenced cluster was inactive.",
                () -> client.listTasks(r -> r.cluster("blue")));
        assertThat(client.createCluster(r -> r.clusterName("blue")).cluster().status())
                .isEqualTo("ACTIVE");
        assertThat(cluster("blue", ClusterField.TAGS).tags()).isEmpty();
    }

    @Test
    void a_cluster_is_not_deleted_while_anything_is_in_it() {
        assertError(
                "ClusterContainsContainerInstancesException",
                "The Cluster cannot be deleted while Container Instances are active or draining.",
                () -> client.deleteCluster(r -> r.cluster("default")));
        ecs.deregister(instance(0));
        ecs.deregister(instance(1));
        client.deleteCluster(r -> r.cluster("default"));
        assertError(
                "ClusterNotFoundException",
                "Cluster not found.",
                () -> client.deleteCluster(r -> r.cluster("nowhere")));
    }

    private static ClusterSetting insights(String value) {
        return ClusterSetting.builder().name("containerInsights").value(value).build();
    }

    @Test
    void settings_and_statistics_are_described_when_asked() {
        client.updateClusterSettings(r -> r.cluster("default").settings(insights("enhanced")));
        assertThat(cluster("default").settings()).isEmpty();
        assertThat(cluster("default", ClusterField.SETTINGS).settings().get(0).value())
                .isEqualTo("enhanced");
        client.updateCluster(r -> r.cluster("default")
                .settings(insights("disabled"))
                .configuration(c -> c.executeCommandConfiguration(e -> e.logging("NONE"))));
        assertThat(cluster("default", ClusterField.CONFIGURATIONS)
                        .configuration()
                        .executeCommandConfiguration()
                        .loggingAsString())
                .isEqualTo("NONE");
        assertThat(cluster("default", ClusterField.STATISTICS).statistics()).anySatisfy(statistic -> {
            assertThat(statistic.name()).isEqualTo("runningEC2TasksCount");
            assertThat(statistic.value()).isEqualTo("0");
        });
    }

    @Test
    void an_instance_registers_itself() {
        ContainerInstance registered = client.registerContainerInstance(r -> r.cluster("default")
                        .instanceIdentityDocument("{\"instanceId\":\"i-77\",\"availabilityZone\":\"us-east-1c\"}")
                        .totalResources(
                                resource("CPU")
                                        .type("INTEGER")
                                        .integerValue(4096)
                                        .build(),
                                resource("MEMORY")
                                        .type("INTEGER")
                                        .integerValue(7900)
                                        .build(),
                                resource("PORTS")
                                        .type("STRINGSET")
                                        .stringSetValue("22")
                                        .build())
                        .platformDevices(
                                PlatformDevice.builder().id("g0").type("GPU").build())
                        .attributes(Attribute.builder().name("rack").value("r9").build())
                        .tags(TagsTest.tag("a", "b")))
                .containerInstance();
        assertThat(registered.ec2InstanceId()).isEqualTo("i-77");
        assertThat(registered.status()).isEqualTo("ACTIVE");
        assertThat(registered.agentConnected()).isTrue();
        assertThat(registered.registeredResources().get(0).integerValue()).isEqualTo(4096);
        assertThat(registered.remainingResources())
                .extracting(Resource::name)
                .containsExactly("CPU", "MEMORY", "PORTS", "PORTS_UDP", "GPU");
        assertThat(registered.attributes())
                .contains(Attribute.builder().name("rack").value("r9").build())
                .contains(Attribute.builder()
                        .name("ecs.availability-zone")
                        .value("us-east-1c")
                        .build());
        client.registerTaskDefinition(
                EcsRequests.define("app", EcsRequests.main("x").cpu(4000)));
        startOn(registered.containerInstanceArn(), "app");

        ecs.disconnectAgent(registered.containerInstanceArn());
        ContainerInstance again = client.registerContainerInstance(
                        r -> r.containerInstanceArn(registered.containerInstanceArn()))
                .containerInstance();
        assertThat(again.containerInstanceArn()).isEqualTo(registered.containerInstanceArn());
        assertThat(again.agentConnected()).isTrue();
        assertError(
                "ClientException",
                "needs the INTEGER CPU",
                () -> client.registerContainerInstance(r -> r.cluster("default")));
    }

    private static Resource.Builder resource(String name) {
        return Resource.builder().name(name);
    }

    @Test
    void attributes_are_listed_and_deleted() {
        Attribute rack = Attribute.builder()
                .name("rack")
                .value("r1")
                .targetId(instance(0))
                .targetType(TargetType.CONTAINER_INSTANCE)
                .build();
        client.putAttributes(r -> r.attributes(rack));
        assertThat(client.listAttributes(r -> r.targetType("container-instance").attributeName("rack"))
                        .attributes())
                .containsExactly(rack);
        assertThat(client.listAttributes(r -> r.targetType("container-instance")
                                .attributeName("rack")
                                .attributeValue("r2"))
                        .attributes())
                .isEmpty();
        List<Attribute> all =
                client
                        .listAttributesPaginator(
                                r -> r.targetType("container-instance").maxResults(7))
                        .attributes()
                        .stream()
                        .toList();
        assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(20).contains(rack);

        long version = describeInstance(instance(0)).version();
        client.deleteAttributes(r -> r.attributes(rack));
        assertThat(client.listAttributes(r -> r.targetType("container-instance").attributeName("rack"))
                        .attributes())
                .isEmpty();
        assertThat(describeInstance(instance(0)).version()).isEqualTo(version + 1);
    }

    @Test
    void account_settings_are_kept() {
        client.putAccountSettingDefault(r -> r.name(SettingName.AWSVPC_TRUNKING).value("enabled"));
        assertThat(client.listAccountSettings().settings()).isEmpty();
        assertThat(effective(SettingName.AWSVPC_TRUNKING).value()).isEqualTo("enabled");
        client.putAccountSetting(r -> r.name(SettingName.AWSVPC_TRUNKING).value("disabled"));
        assertThat(client.listAccountSettings().settings()).hasSize(1);
        assertThat(effective(SettingName.AWSVPC_TRUNKING).value()).isEqualTo("disabled");
        assertThat(client.deleteAccountSetting(r -> r.name(SettingName.AWSVPC_TRUNKING))
                        .setting()
                        .value())
                .isEqualTo("enabled");
        assertThat(client.listAccountSettingsPaginator(r -> r.effectiveSettings(true)).settings().stream())
                .hasSize(SettingName.knownValues().size());
        assertError(
                "InvalidParameterException",
                "should be one of",
                () -> client.putAccountSetting(r -> r.name("colour").value("red")));
    }

    private Setting effective(SettingName name) {
        return client.listAccountSettings(r -> r.name(name).effectiveSettings(true))
                .settings()
                .get(0);
    }

    @Test
    void the_agent_is_of_the_newest_version() {
        assertError(
                "NoUpdateAvailableException",
                "no update available",
                () -> client.updateContainerAgent(r -> r.containerInstance(instance(0))));
    }
}
