package dev.isthmus.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.Coverage;
import dev.isthmus.simulation.search.SeedRun;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SimulationTest {

    private final StringWriter text = new StringWriter();

    private int run(int seeds, long first, SeedRun.Runner runner) {
        return run(1, seeds, first, runner);
    }

    private int run(int jobs, int seeds, long first, SeedRun.Runner runner) {
        return simulation(jobs, WorldKind.DRIVERS).run(seeds, first, false, runner);
    }

    private Simulation simulation(int jobs, WorldKind kind) {
        return new Simulation(1, 9, 10, jobs, kind, new PrintWriter(text), InstantSource.system());
    }

    private static SeedRun result(long seed, Optional<BrokenLaw> broken) {
        return new SeedRun(
                new RunResult(
                        seed, broken, Duration.ofMinutes(18), 1000, 2000, List.of("the headings", "the last step")),
                new Coverage());
    }

    /** A law that is broken where a process is killed. */
    private static SeedRun planted(long seed, WorldScenario scenario) {
        boolean killed = scenario.events().stream().anyMatch(event -> event.what() instanceof Happening.Kill);
        return result(
                seed,
                killed
                        ? Optional.of(new BrokenLaw("R-WD-02", Duration.ofMinutes(9), "it started twice"))
                        : Optional.empty());
    }

    @Test
    void seeds_that_keep_all_laws_end_with_figures_and_a_table() {
        assertThat(run(3, 7, (seed, scenario) -> result(seed, Optional.empty())))
                .isZero();
        assertThat(text.toString())
                .contains("3 seeds from 7 on, each 10 minutes of a cluster of 1 to 9 instances.")
                .contains("3 of 3 seeds, 0.9 hours simulated, 3000 steps, 0 faults met, ")
                .contains("registering", "taken over", "disk full", "others");
    }

    @Test
    void a_broken_law_is_told_with_a_command_that_replays_it_and_the_smallest_scenario() {
        assertThat(run(100, 0, SimulationTest::planted)).isEqualTo(1);
        assertThat(text.toString())
                .containsPattern("Seed \\d+: R-WD-02 is broken after PT9M: it started twice")
                .containsPattern("Again: \\./isthmus simulate --seeds 1 --seed \\d+ --instances 1\\.\\.9 --minutes 10")
                .contains("  for PT1", "on 1 instances", "framework ", "Kill[framework=")
                .doesNotContain("fault: ", "setting ")
                .contains("the headings", "the last step");
        assertThat(text.toString().split("Kill\\[", -1)).as("one event is left").hasSize(2);
    }

    @Test
    void the_command_that_replays_a_seed_says_what_was_between_frameworks_and_the_cluster() {
        assertThat(simulation(1, WorldKind.ONE_BACKEND).run(100, 0, false, SimulationTest::planted))
                .isEqualTo(1);
        assertThat(text.toString()).containsPattern("Again: .* --minutes 10 --one-backend\\R");
        assertThat(simulation(1, WorldKind.MASTER).run(100, 0, false, SimulationTest::planted))
                .isEqualTo(1);
        assertThat(text.toString()).containsPattern("Again: .* --minutes 10 --master\\R");
    }

    @Test
    void all_seeds_are_run_if_they_are_to_be_and_a_table_says_which_broke_a_law() {
        assertThat(simulation(2, WorldKind.DRIVERS).run(5, 10, true, SimulationTest::oddBreaks))
                .isEqualTo(1);
        assertThat(text.toString()).contains("5 of 5 seeds, ").contains("""
                        Laws were broken under 2 of 5 seeds:
                                seed  law       after           what
                                  11  R-WD-02   PT9M            it started twice
                                  13  R-WD-02   PT9M            it started twice
                        ./isthmus simulate --seeds 1 --seed SEED --instances 1..9 --minutes 10 shows more of one
                        """).doesNotContain("smallest scenario");
    }

    @Test
    void all_seeds_that_are_run_keep_all_laws() {
        assertThat(simulation(1, WorldKind.DRIVERS).run(3, 7, true, (seed, scenario) -> result(seed, Optional.empty())))
                .isZero();
        assertThat(text.toString()).contains("3 of 3 seeds, ").doesNotContain("broken");
    }

    private static SeedRun oddBreaks(long seed, WorldScenario scenario) {
        Optional<BrokenLaw> broken = Optional.of(new BrokenLaw("R-WD-02", Duration.ofMinutes(9), "it started twice"));
        return result(seed, broken.filter(law -> seed % 2 == 1));
    }

    @Test
    void the_same_seeds_say_the_same_again() {
        run(100, 0, SimulationTest::planted);
        String first = text.toString();
        text.getBuffer().setLength(0);
        run(100, 0, SimulationTest::planted);
        assertThat(text.toString()).isEqualTo(first);
    }

    @Test
    void several_seeds_at_once_say_the_same_as_one_after_the_other() {
        run(100, 0, SimulationTest::planted);
        String first = text.toString();
        text.getBuffer().setLength(0);
        run(4, 100, 0, SimulationTest::planted);
        assertThat(text.toString()).isEqualTo(first);
    }
}
