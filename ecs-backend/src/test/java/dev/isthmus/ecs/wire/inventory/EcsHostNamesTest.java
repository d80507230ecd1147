package dev.isthmus.ecs.wire.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.settings.Setting;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.ecs.OpenBackend;
import dev.isthmus.ecs.host.FakeEc2;
import dev.isthmus.ecs.host.FakeEc2.Mode;
import dev.isthmus.ecs.log.CapturedLog;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Host names and addresses of agents, over the wire of both. */
@Timeout(60)
class EcsHostNamesTest {

    private static final InstanceSpec SMALL = InstanceSpec.of(1024, 2048);

    private static FakeEcs ecs(InstanceSpec... instances) {
        FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder().build());
        List.of(instances).forEach(ecs::addInstance);
        return ecs;
    }

    private static OpenBackend open(FakeEcs ecs, FakeEc2 ec2, Map<Setting<?>, String> more) {
        Map<Setting<?>, String> settings = new HashMap<>(more);
        settings.put(EcsSettings.EC2_ENDPOINT, ec2.endpoint().toString());
        OpenBackend open = new OpenBackend(ecs, settings);
        open.backend.offers().start(open.inventory::add);
        return open;
    }

    private static Agent awaitNamed(OpenBackend open, String name) throws InterruptedException {
        return open.awaitInventory(
                        InventoryEvent.AgentSeen.class,
                        seen -> seen.agent().address().hostname().equals(name))
                .agent();
    }

    @Test
    void agents_get_the_names_and_addresses_of_their_instances() throws Exception {
        try (FakeEc2 ec2 = FakeEc2.start()
                        .add("i-0a", "ip-10-0-0-1.ec2.internal", "10.0.0.1")
                        .add("i-0b", "ip-10-0-0-2.ec2.internal", "10.0.0.2");
                FakeEcs ecs = ecs(SMALL.withEc2InstanceId("i-0a"), SMALL.withEc2InstanceId("i-0b"));
                OpenBackend open = open(ecs, ec2, Map.of())) {
            Agent named = awaitNamed(open, "ip-10-0-0-2.ec2.internal");
            assertThat(named.address().ip()).isEqualTo("10.0.0.2");
            assertThat(named.zone()).hasValue("us-east-1a");
            assertThat(ec2.requests()).as("both in one call").hasSize(1);

            ecs.addInstance(SMALL.withEc2InstanceId("i-0c"));
            ec2.add("i-0c", "ip-10-0-0-3.ec2.internal", "10.0.0.3");
            awaitNamed(open, "ip-10-0-0-3.ec2.internal");
            assertThat(ec2.requests())
                    .as("only the new one is asked for")
                    .hasSize(2)
                    .last()
                    .satisfies(
                            request -> assertThat(request).containsValue("i-0c").doesNotContainValue("i-0a"));
            assertThat(open.backend.callCounts())
                    .as("counted with the calls of ECS")
                    .containsEntry("DescribeInstances", 2L);
        }
    }

    @Test
    void silent_ec2_delays_no_offer() throws Exception {
        try (FakeEc2 ec2 = FakeEc2.start();
                FakeEcs ecs = ecs(SMALL.withEc2InstanceId("i-0a"))) {
            ec2.mode(Mode.KEEPS_SILENT);
            try (OpenBackend open = open(ecs, ec2, Map.of(EcsSettings.CALL_TIMEOUT, "60s"))) {
                List<Agent> agents = open.awaitComplete();
                assertThat(agents)
                        .extracting(Agent::address)
                        .containsExactly(new AgentAddress("i-0a", AgentAddress.UNKNOWN_IP));
            }
        }
    }

    @Test
    void denied_lookup_leaves_ids_and_one_warning_that_names_action_and_policy() throws Exception {
        try (CapturedLog log = CapturedLog.open();
                FakeEc2 ec2 = FakeEc2.start();
                FakeEcs ecs = ecs(
                        SMALL.withEc2InstanceId("i-0a"),
                        SMALL.withEc2InstanceId("i-0b").withAttribute("isthmus.hostname", "web-1"))) {
            ec2.mode(Mode.DENIES);
            try (OpenBackend open = open(ecs, ec2, Map.of())) {
                assertThat(open.awaitComplete())
                        .extracting(agent -> agent.address().hostname())
                        .containsExactlyInAnyOrder("i-0a", "web-1");
                log.await("WARN ");
                // A round later nothing has been added.
                ecs.addInstance(SMALL.withEc2InstanceId("i-0c"));
                awaitNamed(open, "i-0c");
                assertThat(log.warnings())
                        .singleElement()
                        .asString()
                        .contains(
                                "ec2:DescribeInstances",
                                "docs/reference/iam-policy.md",
                                "isthmus.hostname",
                                "ISTHMUS_EC2_LOOKUP");
            }
        }
    }

    @Test
    void switched_off_nobody_is_asked() throws Exception {
        try (FakeEc2 ec2 = FakeEc2.start().add("i-0a", "ip-10-0-0-1.ec2.internal", "10.0.0.1");
                FakeEcs ecs = ecs(SMALL.withEc2InstanceId("i-0a"));
                OpenBackend open = open(ecs, ec2, Map.of(EcsSettings.EC2_LOOKUP, "false"))) {
            open.awaitComplete();
            ecs.addInstance(SMALL.withEc2InstanceId("i-0b"));
            awaitNamed(open, "i-0b");
            assertThat(ec2.requests()).isEmpty();
        }
    }
}
