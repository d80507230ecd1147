package dev.isthmus.mesos.allocator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.allocator.reference.AllocatorLaws;
import dev.isthmus.mesos.allocator.reference.AllocatorStory;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ReferenceAllocator;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever happens to a cluster, the allocator keeps the rules R-AL of docs/spec.md, and grants what the plain one would. */
class AllocatorProperties {

    private static final int TRIES = 100;

    @Property(tries = TRIES)
    void required_AL01_nothing_is_promised_twice(@ForAll long seed, @ForAll boolean quotas) {
        holds("AL-01", seed, quotas);
    }

    @Property(tries = TRIES)
    void required_AL02_nobody_is_granted_what_it_may_not_have(@ForAll long seed, @ForAll boolean quotas) {
        holds("AL-02", seed, quotas);
    }

    @Property(tries = TRIES)
    void required_AL03_nothing_is_left_that_somebody_would_take(@ForAll long seed) {
        holds("AL-03", seed, false);
    }

    @Property(tries = TRIES)
    void required_AL04_whoever_comes_first_gets_all_of_it(@ForAll long seed) {
        holds("AL-04", seed, false);
    }

    @Property(tries = TRIES)
    void required_AL05_whoever_has_the_least_share_comes_first(@ForAll long seed) {
        holds("AL-05", seed, false);
    }

    @Property(tries = TRIES)
    void required_AL06_no_grant_exceeds_a_limit(@ForAll long seed) {
        holds("AL-06", seed, true);
    }

    @Property(tries = TRIES)
    void required_AL07_what_is_guaranteed_to_others_stays_free(@ForAll long seed) {
        holds("AL-07", seed, true);
    }

    @Property(tries = TRIES)
    void required_AL08_nothing_is_left_that_would_meet_a_guarantee(@ForAll long seed) {
        holds("AL-08", seed, true);
    }

    @Property(tries = 3 * TRIES)
    void required_AL11_it_grants_what_an_allocator_would_that_keeps_no_sums_and_looks_at_all_agents(
            @ForAll long seed, @ForAll boolean quotas) {
        AllocatorStory.tell(
                seed,
                quotas,
                (rig, granted) ->
                        assertThat(byPlace(granted)).isEqualTo(byPlace(rig.insteadOfLast(new ReferenceAllocator()))));
    }

    private static void holds(String law, long seed, boolean quotas) {
        AllocatorStory.tell(
                seed,
                quotas,
                (rig, granted) -> assertThat(
                                AllocatorLaws.broken(rig.before(), granted, rig.openInOrder(rig.before(), 0), quotas))
                        .filteredOn(broken -> broken.startsWith(law))
                        .isEmpty());
    }

    static Map<String, ResourcesByReservation> byPlace(List<Hold> grants) {
        Map<String, ResourcesByReservation> sums = new TreeMap<>();
        grants.forEach(grant -> sums.merge(
                grant.framework() + " " + grant.role() + " " + grant.agent(),
                grant.portions(),
                ResourcesByReservation::plus));
        return sums;
    }
}
