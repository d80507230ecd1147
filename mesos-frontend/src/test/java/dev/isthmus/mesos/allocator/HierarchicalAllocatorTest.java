package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.reference.AllocatorRig;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelFramework;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What Mesos's hierarchical_allocator_tests.cpp checks of fair sharing among several frameworks, without quota. */
class HierarchicalAllocatorTest {

    private final AllocatorRig rig = new AllocatorRig();

    @Test
    void each_new_agent_goes_whole_to_the_role_with_the_smallest_share() {
        rig.agent("a1", "cpus:2; mem:1024").framework("f1", "role1");
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:2; mem:1024");
        rig.framework("f2", "role2").agent("a2", "cpus:1; mem:512");
        assertThat(rig.runs()).containsExactly("f2 role2 a2 cpus:1; mem:512");
        rig.agent("a3", "cpus:3; mem:2048");
        assertThat(rig.runs()).containsExactly("f2 role2 a3 cpus:3; mem:2048");
        rig.framework("f3", "role1").agent("a4", "cpus:4; mem:4096");
        assertThat(rig.runs()).as("within role1, which has less").containsExactly("f3 role1 a4 cpus:4; mem:4096");
        rig.framework("f4", "role1").agent("a5", "cpus:1; mem:512");
        assertThat(rig.runs())
                .as("role1 has more, though f4 has nothing")
                .containsExactly("f2 role2 a5 cpus:1; mem:512");
    }

    @Test
    void what_is_reserved_and_allocated_counts_in_the_share() {
        rig.agent(
                        "a1",
                        ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:512"))
                                .plus(AllocatorRig.reserved("role1", "cpus:100; mem:1024")),
                        false)
                .framework("f1", "role1");
        assertThat(rig.runs())
                .containsExactly("f1 role1 a1 cpus:1; mem:512 and cpus:100; mem:1024 (reserved for role1)");
        rig.framework("f2", "role2").agent("a2", "cpus:2; mem:512");
        assertThat(rig.runs()).containsExactly("f2 role2 a2 cpus:2; mem:512");
        rig.agent("a3", "cpus:2; mem:512");
        assertThat(rig.runs()).containsExactly("f2 role2 a3 cpus:2; mem:512");
        rig.framework("f3", "role1").agent("a4", AllocatorRig.reserved("role1", "cpus:2; mem:1024"), false);
        assertThat(rig.runs())
                .as("nobody else may have it; within role1 f3 has nothing")
                .containsExactly("f3 role1 a4  and cpus:2; mem:1024 (reserved for role1)");
    }

    @Test
    void excluded_resources_do_not_count_in_the_share() {
        AllocatorRig without = new AllocatorRig(ResourceName.GPUS);
        without.agent("a1", ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:512; gpus:1")), true)
                .framework(ModelFramework.of("f1", "role1").withGpus());
        without.run();
        without.agent("a2", "cpus:2; mem:512").framework("f2", "role2");
        without.run();
        without.agent("a3", "cpus:1; mem:256");
        assertThat(without.runs())
                .as("all GPUs are role1's, but of CPUs it has less")
                .containsExactly("f1 role1 a3 cpus:1; mem:256");
    }

    @Test
    void shares_add_up_along_the_tree_of_roles() {
        rig.agent("a1", "cpus:2; mem:1024").framework("f1", "a/b");
        assertThat(rig.runs()).containsExactly("f1 a/b a1 cpus:2; mem:1024");
        rig.framework("f2", "a/c").framework("f3", "d/e").agent("a2", "cpus:1; mem:512");
        assertThat(rig.runs()).as("a has all").containsExactly("f3 d/e a2 cpus:1; mem:512");
        rig.framework("f4", "d/f").agent("a3", "cpus:2; mem:1024");
        assertThat(rig.runs()).as("below d, which has less than a").containsExactly("f4 d/f a3 cpus:2; mem:1024");
    }

    @Test
    void a_role_with_roles_below_it_shares_with_them_as_one_of_them() {
        rig.framework("f1", "a").framework("f2", "a/b").framework("f3", "a/c");
        rig.agent("a1", "cpus:1; mem:100").agent("a2", "cpus:1; mem:100").agent("a3", "cpus:1; mem:100");
        assertThat(rig.run()).extracting(Hold::framework).containsExactly("f1", "f2", "f3");
    }

    @Test
    void all_that_is_free_of_an_agent_goes_to_one_framework() {
        rig.agent("a1", "cpus:2; mem:1024").agent("a2", "cpus:2; mem:1024").framework("f1", "role1");
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:2; mem:1024", "f1 role1 a2 cpus:2; mem:1024");
        rig.releaseAll().framework("f2", "role2");
        assertThat(rig.runs())
                .containsExactlyInAnyOrder("f1 role1 a2 cpus:2; mem:1024", "f2 role2 a1 cpus:2; mem:1024");
    }

    @Test
    void with_the_same_share_frameworks_take_turns() {
        rig.framework("f1", "*").framework("f2", "*").agent("a1", "cpus:2; mem:1024");
        Map<String, Integer> counts = new TreeMap<>();
        for (int i = 0; i < 10; i++) {
            rig.run().forEach(hold -> counts.merge(hold.framework(), 1, Integer::sum));
            rig.releaseAll().advance(Duration.ofSeconds(1));
        }
        assertThat(counts).containsExactly(Map.entry("f1", 5), Map.entry("f2", 5));
    }

    @Test
    void agents_are_shared_by_weight_and_anew_when_weights_change() {
        rig.framework("f1", "role1").framework("f2", "role2");
        for (int i = 1; i <= 6; i++) {
            rig.agent("a" + i, "cpus:2; mem:1024");
        }
        assertThat(perFramework(rig.run())).containsExactly(Map.entry("f1", 3), Map.entry("f2", 3));
        rig.releaseAll().weight("role2", "2");
        assertThat(perFramework(rig.run())).containsExactly(Map.entry("f1", 2), Map.entry("f2", 4));
        rig.releaseAll().weight("role3", "3").framework("f3", "role3");
        assertThat(perFramework(rig.run())).containsExactly(Map.entry("f1", 1), Map.entry("f2", 2), Map.entry("f3", 3));
    }

    private static Map<String, Integer> perFramework(List<Hold> holds) {
        Map<String, Integer> counts = new TreeMap<>();
        holds.forEach(hold -> counts.merge(hold.framework(), 1, Integer::sum));
        return counts;
    }

    @Test
    void what_is_reserved_goes_to_its_role_only() {
        rig.agent("a1", AllocatorRig.reserved("role1", "cpus:2; mem:1024"), false)
                .agent(
                        "a2",
                        ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:1024"))
                                .plus(AllocatorRig.reserved("role2", "cpus:2; mem:1024")),
                        false)
                .agent("a3", AllocatorRig.reserved("role3", "cpus:1; mem:1024"), false)
                .framework("f1", "role1");
        assertThat(rig.runs())
                .containsExactly(
                        "f1 role1 a1  and cpus:2; mem:1024 (reserved for role1)", "f1 role1 a2 cpus:1; mem:1024");
        rig.framework("f2", "role2");
        assertThat(rig.runs()).containsExactly("f2 role2 a2  and cpus:2; mem:1024 (reserved for role2)");
    }

    @Test
    void what_is_reserved_for_a_role_is_offered_to_those_below_it() {
        rig.agent("a1", AllocatorRig.reserved("a", "cpus:1; mem:1024"), false).framework("f1", "a/b");
        assertThat(rig.runs()).containsExactly("f1 a/b a1  and cpus:1; mem:1024 (reserved for a)");
    }

    @Test
    void what_comes_back_is_offered_again_each_reservation_by_itself() {
        ResourcesByReservation unreserved = ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:200"));
        ResourcesByReservation reserved = AllocatorRig.reserved("role1", "cpus:1; mem:200");
        rig.agent("a1", unreserved.plus(reserved), false).framework("f1", "role1");
        rig.run().forEach(rig::release);
        rig.use("f1", "role1", "a1", unreserved).use("f1", "role1", "a1", reserved);
        assertThat(rig.runs()).isEmpty();
        rig.release(new Hold("f1", "role1", "a1", reserved));
        assertThat(rig.runs()).containsExactly("f1 role1 a1  and cpus:1; mem:200 (reserved for role1)");
        rig.release(new Hold("f1", "role1", "a1", unreserved));
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:1; mem:200");
    }

    @Test
    void what_is_described_twice_counts_once() {
        rig.agent("a1", "cpus:1").agent("a2", "cpus:1");
        rig.use("f1", "role1", "a1", "cpus:1").framework("f1", "role1").agent("a1", "cpus:1");
        rig.framework("f2", "role2").use("f2", "role2", "a2", "cpus:1").framework("f2", "role2");
        assertThat(rig.allocator().share("role1").value()).isEqualTo(0.5);
        assertThat(rig.allocator().share("role2").value()).isEqualTo(0.5);
    }

    @Test
    void what_is_reserved_while_free_is_offered_with_the_rest() {
        rig.agent("a1", "cpus:100; mem:100; disk:100")
                .reserve("a1", "role1", "cpus:25; mem:50")
                .framework("f1", "role1");
        assertThat(rig.runs())
                .containsExactly("f1 role1 a1 cpus:75; disk:100; mem:50 and cpus:25; mem:50 (reserved for role1)");
    }

    @Test
    void a_framework_that_may_not_have_an_agent_does_not_end_the_search() {
        rig.framework("f1", "parent/child")
                .framework(ModelFramework.of("f2", "parent/child").withGpus());
        rig.use("f2", "parent/child", "elsewhere", "cpus:1")
                .agent("a1", ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:100; gpus:1")), true);
        assertThat(rig.runs()).as("f1 has less").containsExactly("f2 parent/child a1 cpus:1; gpus:1; mem:100");
    }

    @Test
    void reservations_of_ports_come_and_go_with_their_agents() {
        for (String agent : List.of("a1", "a2")) {
            rig.agent(
                    agent,
                    ResourcesByReservation.of(AllocatorRig.parse("cpus:1; mem:1; disk:1"))
                            .plus(AllocatorRig.reserved("role", "ports:[1-2]")),
                    false);
        }
        rig.gone("a1").gone("a2").framework("f1", "role");
        assertThat(rig.runs()).isEmpty();
        assertThat(rig.allocator().consumedBy("role").isEmpty()).isTrue();
    }

    @Test
    void an_agent_that_is_closed_is_not_offered_until_it_is_open() {
        rig.agent("a1", "cpus:2; mem:1024").framework("f1", "*").open("a1", false);
        assertThat(rig.runs()).isEmpty();
        rig.open("a1", true);
        assertThat(rig.runs()).containsExactly("f1 * a1 cpus:2; mem:1024");
    }

    @Test
    void shares_follow_what_is_held_offered_and_released() {
        rig.agent("a1", "cpus:1; mem:1024").framework("f1", "role1");
        assertThat(rig.allocator().share("role1").value()).isZero();
        List<Hold> holds = rig.run();
        assertThat(rig.allocator().share("role1").value()).isEqualTo(1);
        rig.agent("a2", "cpus:3; mem:1024");
        assertThat(rig.allocator().share("role1").value())
                .as("of half the memory")
                .isEqualTo(0.5);
        rig.weight("role1", "2");
        assertThat(rig.allocator().share("role1").value()).isEqualTo(0.25);
        rig.release(holds.get(0));
        assertThat(rig.allocator().share("role1").value()).isCloseTo(0, within(0.0));
    }

    @Test
    void a_refusal_holds_for_the_framework_the_role_and_the_agent_that_it_is_of() {
        rig.framework("f1", "role1", "role2").framework("f2", "role1").agent("a1", "cpus:1; mem:100");
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Hold hold = rig.run().get(0);
            seen.add(hold.framework() + " " + hold.role());
            rig.decline(hold, Duration.ofHours(1)).advance(Duration.ofSeconds(1));
        }
        assertThat(seen).containsExactlyInAnyOrder("f1 role1", "f1 role2", "f2 role1");
        assertThat(rig.runs()).isEmpty();
        rig.revive("f1", List.of("role2"));
        assertThat(rig.runs()).containsExactly("f1 role2 a1 cpus:1; mem:100");
    }

    @Test
    void who_is_silent_or_away_gets_nothing_and_keeps_its_share() {
        rig.framework("f1", "role1").framework("f2", "role2").use("f1", "role1", "x", "cpus:9");
        rig.active("f2", false).agent("a1", "cpus:1; mem:100");
        assertThat(rig.runs()).containsExactly("f1 role1 a1 cpus:1; mem:100");
        rig.suppress("f1", List.of("role1")).agent("a2", "cpus:1; mem:100");
        assertThat(rig.runs()).isEmpty();
        rig.active("f2", true);
        assertThat(rig.runs()).containsExactly("f2 role2 a2 cpus:1; mem:100");
        rig.revive("f1", List.of("role1")).agent("a3", "cpus:1; mem:100");
        assertThat(rig.runs()).as("f1 holds ten").containsExactly("f2 role2 a3 cpus:1; mem:100");
    }

    @Test
    void one_role_that_is_not_its_own_spoils_a_revival_or_suppression() {
        rig.framework("f1", "role1").agent("a1", "cpus:1; mem:100");
        FrameworkId f1 = new FrameworkId("f1");
        assertThat(rig.allocator().suppress(f1, List.of("role1", "other"))).isFalse();
        assertThat(rig.runs()).hasSize(1);
        assertThat(rig.allocator().revive(f1, List.of("role1", "other"))).isFalse();
    }

    @Test
    void a_framework_says_itself_what_is_too_little() {
        rig.framework(ModelFramework.of("f1", "role1").wanting(Amount.of(4))).agent("a1", "cpus:3; mem:4096");
        assertThat(rig.runs()).isEmpty();
        rig.framework(ModelFramework.of("f1", "role1").wanting(Amount.of(3)));
        assertThat(rig.runs()).hasSize(1);
    }
}
