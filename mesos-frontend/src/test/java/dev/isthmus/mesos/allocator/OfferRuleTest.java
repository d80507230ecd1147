package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.AllocatorRig;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelFramework;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** By which rule an agent is kept from a framework: what the allocator grants, and what it says of it, agree. */
class OfferRuleTest {

    private final AllocatorRig rig = new AllocatorRig();

    private OfferRule rule(String framework, ResourcesByReservation available, boolean gpus) {
        Agent agent =
                Agent.builder(new AgentId("a1"), Resources.none(Dialect.ECS)).build();
        return rig.allocator().rule(new FrameworkId(framework), "role1", new AllocatableAgent(agent, available, gpus));
    }

    private OfferRule rule(String available) {
        return rule("f1", ResourcesByReservation.of(AllocatorRig.parse(available)), false);
    }

    @Test
    void whoever_may_have_an_agent_waits_for_its_turn_and_gets_it() {
        rig.framework("f1", "role1");
        assertThat(rule("cpus:1; mem:100")).isEqualTo(OfferRule.TURN);
        rig.agent("a1", "cpus:1; mem:100");
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:1; mem:100");
    }

    @Test
    void who_is_away_unknown_or_silent_gets_nothing() {
        assertThat(rule("cpus:1")).isEqualTo(OfferRule.AWAY);
        rig.framework("f1", "role1").active("f1", false);
        assertThat(rule("cpus:1")).isEqualTo(OfferRule.AWAY);
        rig.active("f1", true).suppress("f1", List.of("role1"));
        assertThat(rule("cpus:1")).isEqualTo(OfferRule.SUPPRESSED);
    }

    @Test
    void what_is_free_decides() {
        rig.framework("f1", "role1");
        assertThat(rule("f1", ResourcesByReservation.none(), false)).isEqualTo(OfferRule.NOTHING_FREE);
        assertThat(rule("f1", AllocatorRig.reserved("role2", "cpus:1"), false)).isEqualTo(OfferRule.RESERVED);
        assertThat(rule("cpus:0.001")).isEqualTo(OfferRule.TOO_LITTLE);
        rig.framework(ModelFramework.of("f1", "role1").wanting(Amount.of(4)));
        assertThat(rule("cpus:3; mem:100")).isEqualTo(OfferRule.TOO_LITTLE);
    }

    @Test
    void an_agent_with_gpus_is_for_those_who_say_that_they_can_use_them() {
        rig.framework("f1", "role1").framework(ModelFramework.of("f2", "role1").withGpus());
        ResourcesByReservation free = ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:100; gpus:1"));
        assertThat(rule("f1", free, true)).isEqualTo(OfferRule.GPUS);
        assertThat(rule("f2", free, true)).isEqualTo(OfferRule.TURN);
    }

    @Test
    void an_agent_on_which_its_tasks_cannot_run_is_not_for_it() {
        HierarchicalAllocator allocator = new HierarchicalAllocator(
                rig, Set.of(), framework -> agent -> agent.attributes().containsKey("fits"));
        allocator.describe(
                Framework.of(
                        FrameworkInfo.newBuilder()
                                .setName("f1")
                                .setUser("")
                                .setId(FrameworkID.newBuilder().setValue("f1"))
                                .addRoles("role1")
                                .addCapabilities(FrameworkInfo.Capability.newBuilder()
                                        .setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                                .build(),
                        new FrameworkId("f1")),
                List.of(),
                OfferConstraints.getDefaultInstance());
        Agent agent =
                Agent.builder(new AgentId("a1"), Resources.none(Dialect.ECS)).build();
        var free = ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:100"));
        assertThat(allocator.rule(new FrameworkId("f1"), "role1", new AllocatableAgent(agent, free, false)))
                .isEqualTo(OfferRule.UNSUITED);
        Agent fitting = agent.toBuilder().attributes(Map.of("fits", "")).build();
        assertThat(allocator.rule(new FrameworkId("f1"), "role1", new AllocatableAgent(fitting, free, false)))
                .isEqualTo(OfferRule.TURN);
    }

    @Test
    void what_was_refused_is_kept_until_the_filter_ends_or_more_is_free() {
        rig.framework("f1", "role1").agent("a1", "cpus:1; mem:100");
        Hold hold = rig.run().get(0);
        rig.decline(hold, Duration.ofHours(1));
        assertThat(rule("cpus:1; mem:100")).isEqualTo(OfferRule.REFUSED);
        assertThat(rule("cpus:2; mem:100")).isEqualTo(OfferRule.TURN);
        rig.revive("f1", List.of("role1"));
        assertThat(rule("cpus:1; mem:100")).isEqualTo(OfferRule.TURN);
    }

    @Test
    void quota_keeps_from_a_role_what_is_beyond_its_limit() {
        rig.framework("f1", "role1");
        rig.allocator()
                .quota(
                        "role1",
                        RoleQuota.of(new TreeMap<>(Map.of(
                                ResourceName.CPUS, Amount.ZERO,
                                ResourceName.MEM, Amount.ZERO))));
        assertThat(rule("cpus:1; mem:100")).isEqualTo(OfferRule.QUOTA);
    }

    @Test
    void what_is_guaranteed_to_a_role_is_not_kept_from_it_by_its_own_guarantee() {
        rig.framework("f1", "role1").quota("role1", "cpus:1; mem:100");
        assertThat(rule("cpus:1; mem:100")).isEqualTo(OfferRule.TURN);
        rig.agent("a1", "cpus:1; mem:100");
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:1; mem:100");
    }
}
