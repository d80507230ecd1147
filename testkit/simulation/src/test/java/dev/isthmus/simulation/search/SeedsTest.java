package dev.isthmus.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.WorldScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Worlds of all kinds of frameworks keep all laws, under seeds, with all that can go wrong. For more, set {@code isthmus.simulation.seeds}, and the first of them
 * in {@code isthmus.simulation.seed}; then each kind of fault must have met frameworks in each phase, and the figures are printed.
 */
class SeedsTest {

    /** Some ten seconds of two cores, without the optimising compiler. */
    private static final int SEEDS = 17;
    /** So many meet everything. */
    private static final int MANY = 300;

    private static final int MORE = Integer.getInteger("isthmus.simulation.seeds", 0);
    private static final int JOBS = Math.min(2, Runtime.getRuntime().availableProcessors());
    private static final long FIRST = Long.getLong("isthmus.simulation.seed", 0);

    @Test
    void worlds_keep_all_laws_and_faults_meet_frameworks_in_all_phases() {
        int seeds = Math.max(SEEDS, MORE);
        ScenarioGenerator generator = new ScenarioGenerator(1, 200, Duration.ofMinutes(10));
        Coverage coverage = new Coverage();
        Duration simulated = Duration.ZERO;
        long steps = 0;
        List<String> broken = new ArrayList<>();
        try (SeedRuns runs = new SeedRuns(generator, SeedRun::inWorld, FIRST, seeds, JOBS)) {
            while (runs.hasNext()) {
                SeedRuns.Ran ran = runs.next();
                RunResult result = ran.run().result();
                result.broken().ifPresent(law -> broken.add("seed " + ran.seed() + ": " + law));
                coverage.add(ran.run().coverage());
                simulated = simulated.plus(result.simulated());
                steps += result.steps();
            }
        }
        if (MORE > 0) {
            System.out.println("seeds " + FIRST + " to " + (FIRST + seeds - 1) + ": " + simulated + " simulated, "
                    + steps + " steps, " + coverage.faults() + " faults met\n" + String.join("\n", coverage.table()));
        }
        assertThat(broken)
                .as("./isthmus simulate --seeds 1 --seed N shows more")
                .isEmpty();
        assertThat(coverage.faults()).isGreaterThan(seeds * 20L);
        if (seeds >= MANY) {
            assertThat(coverage.missing(false)).isEmpty();
        }
    }

    /** Nothing is drawn less often there, but each look at the cluster takes many calls. */
    @Test
    @EnabledIfSystemProperty(named = "isthmus.simulation.seeds", matches = "[1-9]\\d*")
    void a_world_of_a_large_cluster_keeps_all_laws() {
        ScenarioGenerator generator = new ScenarioGenerator(1000, 1000, Duration.ofMinutes(5));
        assertThat(SeedRun.inWorld(FIRST, generator.of(FIRST)).result().broken())
                .as("./isthmus simulate --seeds 1 --seed %d --instances 1000 --minutes 5", FIRST)
                .isEmpty();
    }

    @Test
    void worlds_that_run_at_once_are_the_same_as_one_after_the_other() {
        assertThat(results(3)).isEqualTo(results(1));
    }

    private static List<RunResult> results(int jobs) {
        ScenarioGenerator generator = new ScenarioGenerator(1, 4, Duration.ofMinutes(2));
        List<RunResult> results = new ArrayList<>();
        try (SeedRuns runs = new SeedRuns(generator, SeedRun::inWorld, 100, 6, jobs)) {
            while (runs.hasNext()) {
                results.add(runs.next().run().result());
            }
        }
        return results;
    }

    @Test
    void a_seed_gives_one_scenario_and_keeps_to_the_sizes() {
        ScenarioGenerator generator = new ScenarioGenerator(3, 40, Duration.ofMinutes(10));
        List<Integer> sizes = new ArrayList<>();
        for (long seed = 0; seed < 1000; seed++) {
            WorldScenario scenario = generator.of(seed);
            assertThat(generator.of(seed)).isEqualTo(scenario);
            assertThat(scenario.frameworks()).hasSizeBetween(1, 3);
            sizes.add(scenario.instances().size());
        }
        assertThat(sizes).contains(3, 40).allMatch(size -> size >= 3 && size <= 40);
        assertThat(sizes.stream().filter(size -> size <= 7).count())
                .as("small ones")
                .isGreaterThan(500);
    }

    @Test
    void each_kind_of_fault_is_drawn() {
        ScenarioGenerator generator = new ScenarioGenerator(1, 200, Duration.ofMinutes(10));
        List<FaultKind> drawn = new ArrayList<>();
        for (long seed = 0; seed < 500; seed++) {
            WorldScenario scenario = generator.of(seed);
            scenario.faults().rules().forEach(rule -> drawn.add(FaultKind.of(rule.fault())));
            scenario.events().forEach(event -> drawn.addAll(FaultKind.of(event.what())));
        }
        assertThat(drawn)
                .containsAll(Stream.of(FaultKind.values())
                        .filter(kind -> !kind.isOfMaster())
                        .toList());
    }
}
