package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.Scenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs one seed after the other, until a law is broken, and then makes the scenario of that seed smaller. */
public final class SeedSearch {

    /**
     * How far it is.
     *
     * @param seeds that have been run
     * @param simulated time that has passed in their worlds
     * @param steps instants at which something was due
     * @param coverage what they met
     */
    public record Progress(int seeds, Duration simulated, long steps, Coverage coverage) {}

    /**
     * A law was broken.
     *
     * @param seed under which
     * @param broken the law, in the scenario of that seed
     * @param smallest the smallest scenario that breaks the law too, under the same seed
     * @param last the last lines of the trace of that
     */
    public record Failure(long seed, BrokenLaw broken, Scenario smallest, List<String> last) {
        /** Copies. */
        public Failure {
            last = List.copyOf(last);
        }
    }

    private final ScenarioGenerator generator;
    private final SeedRun.Runner runner;
    private final int shrinkingRuns;

    /**
     * A search.
     *
     * @param shrinkingRuns how many runs may be made to find a smaller scenario
     */
    public SeedSearch(ScenarioGenerator generator, SeedRun.Runner runner, int shrinkingRuns) {
        this.generator = generator;
        this.runner = runner;
        this.shrinkingRuns = shrinkingRuns;
    }

    /**
     * Runs these seeds.
     *
     * @param progress is told after each
     * @return the first failure, if there is one; the seeds after it are not run
     */
    public Optional<Failure> run(long first, int seeds, Consumer<Progress> progress) {
        Coverage coverage = new Coverage();
        Duration simulated = Duration.ZERO;
        long steps = 0;
        for (int i = 0; i < seeds; i++) {
            long seed = first + i;
            Scenario scenario = generator.of(seed);
            SeedRun run = runner.run(seed, scenario);
            coverage.add(run.coverage());
            simulated = simulated.plus(run.result().simulated());
            steps += run.result().steps();
            progress.accept(new Progress(i + 1, simulated, steps, coverage));
            Optional<BrokenLaw> broken = run.result().broken();
            if (broken.isPresent()) {
                return Optional.of(failure(seed, scenario, broken.get()));
            }
        }
        return Optional.empty();
    }

    private Failure failure(long seed, Scenario scenario, BrokenLaw broken) {
        Scenario smallest = new Shrinker(runner, seed, shrinkingRuns).shrink(scenario, broken);
        return new Failure(
                seed, broken, smallest, runner.run(seed, smallest).result().last());
    }
}
