package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.WorldScenario;
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
    public record Failure(long seed, BrokenLaw broken, WorldScenario smallest, List<String> last) {
        /** Copies. */
        public Failure {
            last = List.copyOf(last);
        }
    }

    private final ScenarioGenerator generator;
    private final SeedRun.Runner runner;
    private final int shrinkingRuns;
    private final int jobs;

    /**
     * A search.
     *
     * @param shrinkingRuns how many runs may be made to find a smaller scenario
     * @param jobs how many seeds are run at once, from 1 on; with more than one, the runner is called by several threads
     */
    public SeedSearch(ScenarioGenerator generator, SeedRun.Runner runner, int shrinkingRuns, int jobs) {
        this.generator = generator;
        this.runner = runner;
        this.shrinkingRuns = shrinkingRuns;
        this.jobs = jobs;
    }

    /**
     * Runs these seeds. What it tells and answers does not depend on how many are run at once.
     *
     * @param progress is told after each, in their order
     * @return the failure of the first seed that has one; nothing is told of the seeds after it
     */
    public Optional<Failure> run(long first, int seeds, Consumer<Progress> progress) {
        Coverage coverage = new Coverage();
        Duration simulated = Duration.ZERO;
        long steps = 0;
        Optional<SeedRuns.Ran> broken = Optional.empty();
        try (SeedRuns runs = new SeedRuns(generator, runner, first, seeds, jobs)) {
            for (int done = 1; broken.isEmpty() && runs.hasNext(); done++) {
                SeedRuns.Ran ran = runs.next();
                coverage.add(ran.run().coverage());
                simulated = simulated.plus(ran.run().result().simulated());
                steps += ran.run().result().steps();
                progress.accept(new Progress(done, simulated, steps, coverage));
                broken = Optional.of(ran).filter(SeedRuns.Ran::brokeALaw);
            }
        }
        return broken.map(this::failure);
    }

    private Failure failure(SeedRuns.Ran ran) {
        BrokenLaw broken = ran.run().result().broken().orElseThrow();
        WorldScenario smallest = new Shrinker(runner, ran.seed(), shrinkingRuns).shrink(ran.scenario(), broken);
        return new Failure(
                ran.seed(),
                broken,
                smallest,
                runner.run(ran.seed(), smallest).result().last());
    }
}
