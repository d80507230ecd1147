package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.AllocatorRig;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What Mesos's hierarchical_allocator_tests.cpp checks of quota. */
class AllocatorQuotaTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final AllocatorRig rig = new AllocatorRig();

    private static RoleQuota quota(String guarantees, String limits) {
        return new RoleQuota(AllocatorRig.quantities(guarantees), AllocatorRig.amounts(limits));
    }

    private static ResourcesByReservation unreserved(String resources) {
        return ResourcesByReservation.of(AllocatorRig.parse(resources));
    }

    @Test
    void what_is_guaranteed_is_kept_though_the_framework_declines_it() {
        rig.framework("f1", "quota").quota("quota", "cpus:2; mem:1024").framework("f2", "other");
        rig.agent("a1", "cpus:1; mem:512");
        assertThat(rig.runs()).containsExactly("f1 quota a1 cpus:1; mem:512");
        rig.agent("a2", "cpus:1; mem:512");
        List<Hold> second = rig.run();
        assertThat(second).extracting(Hold::framework).containsExactly("f1");
        rig.decline(second.get(0), Duration.ofSeconds(2)).advance(Duration.ofSeconds(1));
        assertThat(rig.runs()).isEmpty();
        rig.advance(Duration.ofSeconds(1));
        assertThat(rig.runs()).containsExactly("f1 quota a2 cpus:1; mem:512");
    }

    @Test
    void a_limit_holds_for_the_default_role_too() {
        rig.framework("f1", "*").quota("*", quota("", "cpus:0; mem:0; disk:0"));
        rig.agent("a1", "cpus:2; mem:1024; disk:1024");
        assertThat(rig.runs()).isEmpty();
        rig.framework("f2", "other");
        assertThat(rig.runs()).containsExactly("f2 other a1 cpus:2; disk:1024; mem:1024");
        rig.quota("*", quota("", "cpus:1; mem:512; disk:512")).agent("a2", "cpus:2; mem:1024; disk:1024");
        assertThat(rig.runs())
                .containsExactlyInAnyOrder(
                        "f1 * a2 cpus:1; disk:512; mem:512", "f2 other a2 cpus:1; disk:512; mem:512");
    }

    @Test
    void without_its_quota_a_role_shares_like_any_other() {
        rig.quota("quota", "cpus:2; mem:1024").framework("f1", "quota").framework("f2", "other");
        rig.agent("a1", "cpus:1; mem:512").use("f1", "quota", "a1", "cpus:1; mem:512");
        rig.agent("a2", "cpus:1; mem:512").use("f1", "quota", "a2", "cpus:1; mem:512");
        assertThat(rig.runs()).isEmpty();
        rig.quota("quota", RoleQuota.NONE).release(new Hold("f1", "quota", "a1", unreserved("cpus:1; mem:512")));
        assertThat(rig.runs()).containsExactly("f2 other a1 cpus:1; mem:512");
    }

    @Test
    void frameworks_of_a_role_share_its_quota() {
        rig.framework("f1a", "quota").quota("quota", "cpus:4; mem:2048").framework("f2", "other");
        rig.agent("a1", "cpus:1; mem:512");
        assertThat(rig.runs()).containsExactly("f1a quota a1 cpus:1; mem:512");
        rig.framework("f1b", "quota").agent("a2", "cpus:2; mem:1024");
        assertThat(rig.runs()).containsExactly("f1b quota a2 cpus:2; mem:1024");
        rig.agent("a3", "cpus:1; mem:512");
        List<Hold> third = rig.run();
        assertThat(third).extracting(Hold::framework).containsExactly("f1a");
        rig.decline(third.get(0), Duration.ofSeconds(5)).advance(Duration.ofSeconds(1));
        assertThat(rig.runs()).containsExactly("f1b quota a3 cpus:1; mem:512");
    }

    @Test
    void an_offer_is_cut_to_the_quota() {
        rig.framework("f1", "quota").quota("quota", "cpus:0.5; mem:200").agent("a1", "cpus:1; mem:512");
        assertThat(rig.runs()).containsExactly("f1 quota a1 cpus:0.5; mem:200");
        rig.framework("f2", "other");
        assertThat(rig.runs()).containsExactly("f2 other a1 cpus:0.5; mem:312");
    }

    @Test
    void what_no_quota_names_comes_along_as_far_as_nobody_is_guaranteed_it() {
        rig.quota("q1", "cpus:2")
                .agent("a1", "cpus:1; mem:1024; ports:[31000-32000]")
                .framework("f1", "q1");
        assertThat(rig.runs()).containsExactly("f1 q1 a1 cpus:1; mem:1024; ports:[31000-32000]");
        rig.quota("q2", "mem:1024").agent("a2", "cpus:1; mem:1024; ports:[31000-32000]");
        assertThat(rig.runs()).containsExactly("f1 q1 a2 cpus:1; ports:[31000-32000]");
        rig.agent("a3", "cpus:1; mem:1024; ports:[31000-32000]");
        assertThat(rig.runs())
                .as("its limit of CPUs is reached, and the memory of one agent is enough for q2")
                .containsExactly("f1 q1 a2 mem:1024");
    }

    @Test
    void what_quotas_leave_is_shared_fairly() {
        rig.quota("quota", "cpus:0.25; mem:128").framework("f1", "quota").framework("f2", "other");
        rig.agent("a1", "cpus:1; mem:512").use("f1", "quota", "a1", "cpus:0.25; mem:128");
        assertThat(rig.runs()).containsExactly("f2 other a1 cpus:0.75; mem:384");
        rig.agent("a2", "cpus:1; mem:512");
        assertThat(rig.runs()).as("f1 has less, but all it may have").containsExactly("f2 other a2 cpus:1; mem:512");
    }

    @Test
    void quota_saves_a_framework_whose_peers_decline_everything() {
        rig.framework("f1", "quota").framework("f2", "other");
        rig.agent("a1", "cpus:1; mem:512").use("f1", "quota", "a1", "cpus:1; mem:512");
        rig.agent("a2", "cpus:1; mem:512");
        for (int i = 0; i < 2; i++) {
            List<Hold> holds = rig.run();
            assertThat(holds).extracting(Hold::framework).containsExactly("f2");
            rig.decline(holds.get(0), Duration.ZERO).advance(Duration.ofSeconds(1));
        }
        rig.quota("quota", "cpus:2; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 quota a2 cpus:1; mem:512");
    }

    @Test
    void the_quota_of_a_role_without_frameworks_is_kept_free() {
        rig.quota("quota", "cpus:2; mem:1024").framework("f1", "other").agent("a1", "cpus:2; mem:1024");
        assertThat(rig.runs()).isEmpty();
        rig.agent("a2", "cpus:2; mem:1024");
        assertThat(rig.run()).extracting(Hold::portions).containsExactly(unreserved("cpus:2; mem:1024"));
        assertThat(rig.runs()).isEmpty();
    }

    @Test
    void a_role_without_frameworks_does_not_keep_another_from_its_quota() {
        rig.agent("a1", "cpus:2; mem:2048").quota("q1", "cpus:1; mem:1024").quota("q2", "cpus:2; mem:2048");
        rig.framework("f1", "q2");
        assertThat(rig.runs()).containsExactly("f1 q2 a1 cpus:2; mem:2048");
    }

    @Test
    void a_role_that_has_its_quota_does_not_keep_another_from_its_own() {
        rig.quota("q1", "cpus:1; mem:200")
                .quota("q2", "cpus:2; mem:2000")
                .framework("f1", "q1")
                .framework("f2", "q2");
        rig.agent("a1", "cpus:1; mem:1024").use("f1", "q1", "a1", "cpus:1; mem:1024");
        rig.agent("a2", "cpus:1; mem:1024").use("f2", "q2", "a2", "cpus:1; mem:1024");
        rig.agent("a3", "cpus:2; mem:2048");
        assertThat(rig.runs()).containsExactly("f2 q2 a3 cpus:1; mem:976");
    }

    @Test
    void what_is_reserved_counts_toward_the_quota() {
        ResourcesByReservation used = unreserved("cpus:2").plus(AllocatorRig.reserved("quota", "mem:256"));
        rig.quota("quota", "cpus:2; mem:256").framework("f1", "quota").framework("f2", "other");
        rig.agent("a1", unreserved("cpus:8").plus(AllocatorRig.reserved("quota", "mem:256")), false)
                .use("f1", "quota", "a1", used);
        assertThat(rig.runs()).containsExactly("f2 other a1 cpus:6");
        rig.agent("a2", "cpus:4");
        assertThat(rig.runs()).containsExactly("f2 other a2 cpus:4");
    }

    @Test
    void what_is_reserved_for_others_is_no_headroom() {
        rig.agent("a1", "cpus:4; mem:512").agent("a2", AllocatorRig.reserved("other", "cpus:4; mem:512"), false);
        rig.framework("f1", "quota").quota("quota", "cpus:4; mem:512");
        List<Hold> first = rig.run();
        assertThat(first).containsExactly(new Hold("f1", "quota", "a1", unreserved("cpus:4; mem:512")));
        rig.decline(first.get(0), DAY).advance(Duration.ofSeconds(1));
        assertThat(rig.runs()).isEmpty();
        rig.framework("f2", "other");
        List<Hold> second = rig.run();
        assertThat(second)
                .containsExactly(new Hold("f2", "other", "a2", AllocatorRig.reserved("other", "cpus:4; mem:512")));
        rig.decline(second.get(0), DAY).advance(Duration.ofSeconds(1));
        assertThat(rig.runs()).isEmpty();
    }

    @Test
    void once_one_resource_of_the_quota_is_reached_only_the_other_is_granted() {
        rig.quota("quota", "cpus:4; mem:1024").framework("f1", "quota").agent("a1", "cpus:2; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 quota a1 cpus:2; mem:1024");
        rig.agent("a2", "cpus:2; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 quota a2 cpus:2");
    }

    @Test
    void a_reservation_that_nobody_uses_charges_the_quota() {
        rig.agent("a1", AllocatorRig.reserved("quota", "cpus:1; mem:1024"), false)
                .quota("quota", "cpus:1; mem:1024");
        rig.framework("f1", "quota");
        List<Hold> reserved = rig.run();
        assertThat(reserved).extracting(Hold::agent).containsExactly("a1");
        rig.decline(reserved.get(0), DAY).agent("a2", "cpus:1; mem:1024");
        assertThat(rig.runs()).isEmpty();
    }

    @Test
    void a_reservation_in_use_charges_the_quota_once() {
        rig.agent("a1", AllocatorRig.reserved("quota", "cpus:1; mem:1024"), false)
                .quota("quota", "cpus:2; mem:2048");
        rig.framework("f1", "quota");
        assertThat(rig.run()).extracting(Hold::agent).containsExactly("a1");
        rig.agent("a2", "cpus:1; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 quota a2 cpus:1; mem:1024");
        rig.agent("a3", "cpus:1; mem:1024");
        assertThat(rig.runs()).isEmpty();
    }

    @Test
    void a_reservation_of_another_role_is_offered_to_it_beside_the_quota() {
        rig.agent("a1", unreserved("cpus:2; mem:2048").plus(AllocatorRig.reserved("other", "cpus:2; mem:2048")), false);
        rig.quota("quota", "cpus:2; mem:2048").framework("f1", "quota");
        List<Hold> first = rig.run();
        assertThat(first).extracting(Hold::portions).containsExactly(unreserved("cpus:2; mem:2048"));
        rig.decline(first.get(0), DAY).framework("f2", "other");
        assertThat(rig.run())
                .as("not what is kept for the quota")
                .extracting(Hold::portions)
                .containsExactly(AllocatorRig.reserved("other", "cpus:2; mem:2048"));
    }

    @Test
    void more_reserved_than_guaranteed_is_no_headroom_for_others() {
        rig.quota("with", "cpus:1; mem:1024").quota("without", "cpus:1; mem:1024");
        rig.agent("a1", AllocatorRig.reserved("with", "cpus:2; mem:2048"), false)
                .agent("a2", "cpus:1; mem:1024");
        rig.framework("f1", "other");
        assertThat(rig.runs()).isEmpty();
        rig.agent("a3", "cpus:1; mem:1024");
        assertThat(rig.run()).extracting(Hold::portions).containsExactly(unreserved("cpus:1; mem:1024"));
    }

    @Test
    void what_a_role_below_is_allocated_charges_the_quota_and_is_not_held_by_it() {
        rig.framework("f1", "a/b").agent("a1", "cpus:1; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 a/b a1 cpus:1; mem:1024");
        rig.quota("a", "cpus:1; mem:1024").framework("f2", "a").agent("a2", "cpus:1; mem:1024");
        assertThat(rig.runs()).containsExactly("f1 a/b a2 cpus:1; mem:1024");
        assertThat(rig.allocator().consumedBy("a")).isEqualTo(AllocatorRig.quantities("cpus:2; mem:2048"));
    }

    @Test
    void what_is_reserved_for_a_role_below_charges_the_quota() {
        rig.quota("a", "cpus:2; mem:200").agent("a1", AllocatorRig.reserved("a/b", "cpus:1; mem:100"), false);
        rig.agent("a2", "cpus:10; mem:1000").framework("f1", "a");
        assertThat(rig.runs()).containsExactly("f1 a a2 cpus:1; mem:100");
    }

    @Test
    void headroom_counts_what_roles_below_hold_once() {
        rig.framework("f1", "a/b").agent("a1", "cpus:1; mem:100");
        rig.run();
        rig.framework("f2", "a").agent("a2", "cpus:1; mem:100");
        assertThat(rig.run()).extracting(Hold::framework).containsExactly("f2");
        rig.quota("quota", "cpus:1; mem:100").agent("a3", "cpus:1; mem:100");
        assertThat(rig.runs()).isEmpty();
        rig.agent("a4", "cpus:1; mem:100");
        assertThat(rig.runs()).hasSize(1);
    }

    @Test
    void headroom_counts_what_others_hold_by_the_reservation_of_their_ancestor_as_theirs() {
        rig.quota("quota", "cpus:1; mem:1024").agent("a1", AllocatorRig.reserved("a", "cpus:1; mem:1024"), false);
        rig.framework("f1", "a/b");
        assertThat(rig.run()).extracting(Hold::framework).containsExactly("f1");
        rig.framework("f2", "other").agent("a2", "cpus:1; mem:1024").agent("a3", "cpus:1; mem:1024");
        assertThat(rig.run()).extracting(Hold::framework).containsExactly("f2");
    }

    @Test
    void what_was_held_back_is_offered_when_it_is_needed_no_more_though_nothing_has_changed_on_its_agent() {
        rig.quota("quota", "cpus:1; mem:100").framework("f1", "other").agent("a1", "cpus:1; mem:100");
        assertThat(rig.runs()).isEmpty();
        rig.agent("a2", "cpus:1; mem:100").use("f9", "quota", "a2", "cpus:1; mem:100");
        assertThat(rig.runs()).containsExactly("f1 other a1 cpus:1; mem:100");
    }

    @Test
    void quota_is_of_top_level_roles_and_within_its_limits() {
        assertThatThrownBy(() -> rig.quota("a/b", "cpus:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a/b");
        assertThatThrownBy(() -> quota("cpus:2", "cpus:1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("guarantees 2 of 'cpus', which is above its limit 1");
    }
}
