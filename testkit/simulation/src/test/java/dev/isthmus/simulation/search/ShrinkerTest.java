package dev.isthmus.simulation.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShrinkerTest {

    private static final Duration AT = Duration.ofMinutes(6);
    private static final ScenarioGenerator GENERATOR = new ScenarioGenerator(2, 60, Duration.ofMinutes(10));

    private static SeedRun run(long seed, Optional<String> rule) {
        Optional<BrokenLaw> broken = rule.map(its -> new BrokenLaw(its, AT, "planted"));
        return new SeedRun(new RunResult(seed, broken, Duration.ofMinutes(18), 1, 1, List.of()), new Coverage());
    }

    /** One law is broken by two kills on two instances and more; another by anything else. */
    private static SeedRun planted(long seed, WorldScenario scenario) {
        long kills = scenario.events().stream()
                .filter(event -> event.what() instanceof Happening.Kill)
                .count();
        return run(seed, Optional.of(kills >= 2 && scenario.instances().size() >= 2 ? "R-A" : "R-B"));
    }

    private static long seedWithKills() {
        for (long seed = 0; ; seed++) {
            WorldScenario scenario = GENERATOR.of(seed);
            long early = scenario.events().stream()
                    .filter(event ->
                            event.what() instanceof Happening.Kill && event.at().compareTo(AT) < 0)
                    .count();
            if (early >= 2
                    && scenario.events().size() > 8
                    && scenario.instances().size() > 5
                    && !scenario.settings().isEmpty()
                    && !scenario.faults().rules().isEmpty()) {
                return seed;
            }
        }
    }

    @Test
    void what_does_not_matter_is_left_out_and_the_same_law_stays_broken() {
        long seed = seedWithKills();
        Shrinker shrinker = new Shrinker(ShrinkerTest::planted, seed, 1000);
        WorldScenario smallest = shrinker.shrink(GENERATOR.of(seed), new BrokenLaw("R-A", AT, "planted"));

        assertThat(smallest.instances()).hasSize(2);
        assertThat(smallest.frameworks()).hasSize(1);
        assertThat(smallest.frameworks().get(0).tasks()).isEqualTo(1);
        assertThat(smallest.settings()).isEmpty();
        assertThat(smallest.faults().rules()).isEmpty();
        assertThat(smallest.events()).hasSize(2).allMatch(event -> event.what() instanceof Happening.Kill);
        assertThat(smallest.cluster()).isEqualTo(WorldScenario.Behaviour.PLAIN);
        assertThat(smallest.duration()).isLessThan(AT.plusSeconds(2));
        assertThat(new Shrinker(ShrinkerTest::planted, seed, 1000)
                        .shrink(GENERATOR.of(seed), new BrokenLaw("R-A", AT, "planted")))
                .isEqualTo(smallest);
    }

    @Test
    void it_keeps_to_its_number_of_runs() {
        long seed = seedWithKills();
        for (int most : new int[] {0, 1, 7}) {
            int[] runs = new int[1];
            Shrinker shrinker = new Shrinker(
                    (its, scenario) -> {
                        runs[0]++;
                        return planted(its, scenario);
                    },
                    seed,
                    most);
            shrinker.shrink(GENERATOR.of(seed), new BrokenLaw("R-A", AT, "planted"));
            assertThat(runs[0]).isLessThanOrEqualTo(most).isEqualTo(shrinker.runs());
        }
    }

    @Test
    void what_cannot_be_made_smaller_stays() {
        WorldScenario scenario = GENERATOR.of(3);
        Shrinker shrinker = new Shrinker((seed, other) -> run(seed, Optional.empty()), 3, 1000);
        assertThat(shrinker.shrink(scenario, new BrokenLaw("R-A", AT, "planted")))
                .isEqualTo(scenario);
    }
}
