package dev.isthmus.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.WorldScenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Worlds of all kinds of frameworks keep all laws, under seeds, with all that can go wrong. For more, set {@code isthmus.simulation.seeds}, and the first of them
 * in {@code isthmus.simulation.seed}; then each kind of fault must have met frameworks in each phase, and the figures are printed.
 */
class SeedsTest {

    /** Some ten seconds of two cores, without the optimising compiler. */
    private static final int SEEDS = 16;
    /** So many of each size where a world takes a minute. */
    private static final int LARGE = 2;
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
    @ParameterizedTest
    @CsvSource({"1000, 5", "5000, 2"})
    @EnabledIfSystemProperty(named = "isthmus.simulation.seeds", matches = "[1-9]\\d*")
    void worlds_of_large_clusters_keep_all_laws(int instances, int minutes) {
        ScenarioGenerator generator = new ScenarioGenerator(instances, instances, Duration.ofMinutes(minutes));
        List<String> broken = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + LARGE; seed++) {
            long its = seed;
            SeedRun.inWorld(seed, generator.of(seed))
                    .result()
                    .broken()
                    .ifPresent(law -> broken.add("seed " + its + ": " + law));
        }
        assertThat(broken)
                .as("./isthmus simulate --seeds 1 --seed N --instances %d --minutes %d", instances, minutes)
                .isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "isthmus.simulation.seeds", matches = "[1-9]\\d*")
    void a_world_of_a_master_with_a_large_cluster_keeps_all_laws() {
        ScenarioGenerator generator = ScenarioGenerator.ofMaster(5000, 5000, Duration.ofMinutes(1));
        assertThat(SeedRun.inWorldOfAMaster(FIRST, generator.of(FIRST)).result().broken())
                .as("./isthmus simulate --seeds 1 --seed %d --instances 5000 --minutes 1 --master", FIRST)
                .isEmpty();
    }

    @Test
    void worlds_that_run_at_once_are_the_same_as_one_after_the_other() {
        assertThat(results(3)).isEqualTo(results(1));
    }

    private static List<RunResult> results(int jobs) {
        ScenarioGenerator generator = new ScenarioGenerator(1, 4, Duration.ofMinutes(2));
        List<RunResult> results = new ArrayList<>();
        try (SeedRuns runs = new SeedRuns(generator, SeedRun::inWorld, 100, 4, jobs)) {
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
        assertThat(drawn(new ScenarioGenerator(1, 200, Duration.ofMinutes(10))))
                .containsAll(Stream.of(FaultKind.values())
                        .filter(kind -> !kind.isOfMaster())
                        .toList());
    }

    /** Processes are away for long where a framework is alone: others would go on for as long. */
    @Test
    void each_kind_of_fault_is_drawn_where_there_is_a_master() {
        assertThat(drawn(ScenarioGenerator.ofMaster(1, 200, Duration.ofMinutes(10))))
                .containsAll(Stream.of(FaultKind.values())
                        .filter(kind -> kind != FaultKind.AWAY)
                        .toList());
    }

    private static Set<FaultKind> drawn(ScenarioGenerator generator) {
        Set<FaultKind> drawn = EnumSet.noneOf(FaultKind.class);
        for (long seed = 0; seed < 500; seed++) {
            WorldScenario scenario = generator.of(seed);
            scenario.faults().rules().forEach(rule -> drawn.add(FaultKind.of(rule.fault())));
            for (WorldScenario.Event event : scenario.events()) {
                Set<FaultKind> kinds = FaultKind.of(event.what());
                drawn.addAll(kinds);
                if (event.what().isToMaster()) {
                    kinds.forEach(kind -> drawn.add(kind.ofMaster()));
                }
            }
        }
        return drawn;
    }

    @Test
    void clocks_are_set_forward_and_back() {
        ScenarioGenerator generator = new ScenarioGenerator(1, 200, Duration.ofMinutes(10));
        List<Boolean> back = new ArrayList<>();
        for (long seed = 0; seed < 200; seed++) {
            generator.of(seed).events().stream()
                    .filter(event -> event.what() instanceof Happening.ClockJump)
                    .forEach(event ->
                            back.add(((Happening.ClockJump) event.what()).by().isNegative()));
        }
        assertThat(back).contains(true, false);
    }

    @Test
    void some_worlds_have_one_framework_and_some_several() {
        ScenarioGenerator generator = new ScenarioGenerator(1, 200, Duration.ofMinutes(10));
        List<Integer> counts = new ArrayList<>();
        for (long seed = 0; seed < 100; seed++) {
            counts.add(generator.of(seed).frameworks().size());
        }
        assertThat(counts).contains(1, 2, 3);
    }
}
