package dev.isthmus.testkit.ecs.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.testkit.ecs.EcsRequests;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.OverTheWire;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.cluster.TaskPace;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Attachment;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.StartTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tasks with a network interface of their own. */
class AwsvpcTest extends OverTheWire {
    @Override
    protected FakeEcsConfig config() {
        return FakeEcsConfig.twoSmallInstances().toBuilder()
                .subnet("subnet-a", "us-east-1a")
                .subnet("subnet-b", "us-east-1b")
                .pace(TaskPace.immediate()
                        .withProvisioning(Duration.ofSeconds(5))
                        .withDeprovisioning(Duration.ofSeconds(5)))
                .build();
    }

    @BeforeEach
    void define() {
        client.registerTaskDefinition(
                EcsRequests.define("vpc", EcsRequests.main("x").portMappings(EcsRequests.port(80, 80, "tcp")))
                        .toBuilder()
                        .networkMode(NetworkMode.AWSVPC)
                        .build());
        client.registerTaskDefinition(EcsRequests.define("bridge", EcsRequests.main("x")));
    }

    private StartTaskResponse start(String instance, String... subnets) {
        return client.startTask(r -> r.taskDefinition("vpc")
                .containerInstances(instance)
                .networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets(subnets))));
    }

    private static Map<String, String> details(Attachment attachment) {
        return attachment.details().stream().collect(Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
    }

    @Test
    void the_interface_comes_with_provisioning_and_goes_with_deprovisioning() {
        Task made = start(instance(0), "subnet-a").tasks().get(0);
        String arn = made.taskArn();
        assertThat(made.lastStatus()).isEqualTo("PROVISIONING");
        assertThat(made.attachments().get(0).type()).isEqualTo("ElasticNetworkInterface");
        assertThat(made.attachments().get(0).status()).isEqualTo("PRECREATED");
        assertThat(details(made.attachments().get(0))).containsOnly(Map.entry("subnetId", "subnet-a"));
        assertThat(made.containers()).hasSize(1);
        assertThat(made.containers().get(0).networkInterfaces()).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        Task running = describe(arn);
        assertThat(running.lastStatus()).isEqualTo("RUNNING");
        Attachment attached = running.attachments().get(0);
        assertThat(attached.status()).isEqualTo("ATTACHED");
        var address = running.containers().get(0).networkInterfaces().get(0);
        assertThat(address.attachmentId()).isEqualTo(attached.id());
        assertThat(details(attached))
                .containsEntry("privateIPv4Address", address.privateIpv4Address())
                .containsKeys("networkInterfaceId", "macAddress", "subnetId", "privateDnsName");
        assertThat(running.containers().get(0).networkBindings())
                .as("its ports are not the instance's")
                .isEmpty();
        assertThat(remaining(instance(0)).get("PORTS").stringSetValue()).doesNotContain("80");

        client.stopTask(r -> r.task(arn));
        assertThat(describe(arn).lastStatus()).isEqualTo("DEPROVISIONING");
        assertThat(describe(arn).attachments().get(0).status()).isEqualTo("DETACHING");
        clock.advance(Duration.ofSeconds(5));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
        assertThat(describe(arn).attachments().get(0).status()).isEqualTo("DELETED");
    }

    @Test
    void a_task_that_never_had_its_interface_has_no_address() {
        String arn = start(instance(0), "subnet-a").tasks().get(0).taskArn();
        client.stopTask(r -> r.task(arn));
        clock.advance(Duration.ofSeconds(5));
        assertThat(describe(arn).lastStatus()).isEqualTo("STOPPED");
        assertThat(details(describe(arn).attachments().get(0))).containsOnlyKeys("subnetId");
        assertThat(describe(arn).containers().get(0).networkInterfaces()).isEmpty();
    }

    @Test
    void each_task_has_an_address_of_its_own() {
        start(instance(0), "subnet-a");
        start(instance(0), "subnet-a");
        clock.advance(Duration.ofSeconds(5));
        assertThat(ecs.tasks())
                .extracting(task ->
                        task.containers().get(0).networkInterfaces().get(0).privateIpv4Address())
                .doesNotHaveDuplicates()
                .containsExactly("10.0.0.1", "10.0.0.2");
    }

    @Test
    void an_instance_has_so_many_interfaces() {
        String large = ecs.addInstance(InstanceSpec.of(4096, 4096).withNetworkInterfaces(3));
        for (int i = 0; i < 3; i++) {
            assertThat(start(large, "subnet-a").failures()).isEmpty();
        }
        assertThat(reasons(start(large, "subnet-a").failures())).containsExactly("RESOURCE:ENI");
        startOn(large, "bridge");
        client.stopTask(r -> r.task(ecs.tasks().get(0).taskArn()));
        assertThat(reasons(start(large, "subnet-a").failures()))
                .as("it is still there while it is taken off")
                .containsExactly("RESOURCE:ENI");
        clock.advance(Duration.ofSeconds(5));
        assertThat(start(large, "subnet-a").failures()).isEmpty();
    }

    @Test
    void a_subnet_of_another_zone_is_refused() {
        assertThat(reasons(start(instance(0), "subnet-b").failures())).containsExactly("LOCATION");
        assertThat(reasons(start(instance(1), "subnet-a").failures())).containsExactly("LOCATION");
        Task one = start(instance(1), "subnet-a", "subnet-b").tasks().get(0);
        assertThat(details(one.attachments().get(0)))
                .as("of several, the one in the zone of the instance")
                .containsEntry("subnetId", "subnet-b");
        assertThat(start(instance(0), "subnet-elsewhere").tasks())
                .as("a subnet of no known zone is in every zone")
                .hasSize(1);
    }

    @Test
    void run_task_passes_over_instances_in_other_zones() {
        var answer = client.runTask(r ->
                r.taskDefinition("vpc").networkConfiguration(n -> n.awsvpcConfiguration(v -> v.subnets("subnet-b"))));
        assertThat(answer.tasks().get(0).containerInstanceArn()).isEqualTo(instance(1));
    }

    @Test
    void a_task_says_whether_exec_is_enabled() {
        assertThat(List.of(
                        client.runTask(r -> r.taskDefinition("bridge")
                                        .enableExecuteCommand(true)
                                        .overrides(o -> o.taskRoleArn("arn:aws:iam::123456789012:role/r")))
                                .tasks()
                                .get(0)
                                .enableExecuteCommand(),
                        client.runTask(r -> r.taskDefinition("bridge"))
                                .tasks()
                                .get(0)
                                .enableExecuteCommand()))
                .containsExactly(true, false);
    }
}
