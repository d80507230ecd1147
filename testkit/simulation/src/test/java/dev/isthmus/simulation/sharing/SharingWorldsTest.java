package dev.isthmus.simulation.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Worlds in which frameworks of one master contend for a few agents. For more seeds, set {@code isthmus.simulation.sharing-seeds}. */
class SharingWorldsTest {

    private static final int SEEDS = Integer.getInteger("isthmus.simulation.sharing-seeds", 3);

    /** What was seen of all seeds. */
    private static final class Seen implements Observer {
        private final List<String> broken = new ArrayList<>();
        private int refusals;

        @Override
        public void foundNoRoom(String instanceArn) {
            refusals++;
        }
    }

    private static Seen run(World.Backends backends, LongFunction<WorldScenario> scenarios) {
        Seen seen = new Seen();
        for (long seed = 0; seed < SEEDS; seed++) {
            try (World world = SharingWorlds.world(seed, scenarios.apply(seed), backends)) {
                world.watch(seen);
                RunResult result = world.run();
                long its = seed;
                result.broken().ifPresent(law -> seen.broken.add("seed " + its + ": " + law));
            }
        }
        return seen;
    }

    @Test
    void required_WD23_whatever_quotas_and_weights_are_set_they_are_kept() {
        assertThat(run(World.Backends.OF_A_MASTER, SharingWorlds::ofQuotas).broken)
                .isEmpty();
    }

    @Test
    void required_WD40_41_42_43_whatever_frameworks_say_of_offers_nobody_is_offered_what_is_not_for_it() {
        assertThat(run(World.Backends.OF_A_MASTER, SharingWorlds::ofTerms).broken)
                .isEmpty();
    }

    @Test
    void required_WD24_of_equal_agents_nobody_that_takes_all_has_two_more_than_another() {
        assertThat(run(World.Backends.OF_A_MASTER, SharingWorlds::ofTakers).broken)
                .isEmpty();
    }

    @Test
    void required_WD25_where_others_keep_offers_whoever_waits_is_served_within_the_bound() {
        assertThat(run(World.Backends.OF_A_MASTER, SharingWorlds::ofKeepers).broken)
                .isEmpty();
    }

    /** That drivers with a backend each do collide shows that the law can be broken. */
    @Test
    void required_WD26_two_sparks_collide_as_drivers_of_their_own_and_never_as_clients_of_one_master() {
        Seen apart = run(World.Backends.ONE_EACH, SharingWorlds::ofSparks);
        assertThat(apart.broken).isEmpty();
        assertThat(apart.refusals).as("launches for which there was no room").isPositive();
        Seen together = run(World.Backends.OF_A_MASTER, SharingWorlds::ofSparks);
        assertThat(together.broken).isEmpty();
        assertThat(together.refusals).as("launches for which there was no room").isZero();
    }
}
