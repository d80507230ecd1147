package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Runs one seed after the other, until a law is broken, and then makes the scenario of that seed smaller; or all of them, and says which broke one. */
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

    /**
     * A law was broken, and nothing more was looked at.
     *
     * @param seed under which
     * @param law the law
     */
    public record Broken(long seed, BrokenLaw law) {}

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
        List<SeedRuns.Ran> broken = new ArrayList<>();
        each(first, seeds, progress, ran -> {
            broken.add(ran);
            return false;
        });
        return broken.stream().findFirst().map(this::failure);
    }

    /**
     * Runs all of these seeds, whatever comes of them. What it tells and answers does not depend on how many are run at once.
     *
     * @param progress is told after each, in their order
     * @return the seeds that broke a law, in their order
     */
    public List<Broken> runAll(long first, int seeds, Consumer<Progress> progress) {
        List<Broken> broken = new ArrayList<>();
        each(first, seeds, progress, ran -> broken.add(new Broken(ran.seed(), ran.law())));
        return broken;
    }

    /** Runs these seeds, as long as {@code goesOn} says so of each that broke a law. */
    private void each(long first, int seeds, Consumer<Progress> progress, Predicate<SeedRuns.Ran> goesOn) {
        Coverage coverage = new Coverage();
        Duration simulated = Duration.ZERO;
        long steps = 0;
        try (SeedRuns runs = new SeedRuns(generator, runner, first, seeds, jobs)) {
            boolean on = true;
            for (int done = 1; on && runs.hasNext(); done++) {
                SeedRuns.Ran ran = runs.next();
                coverage.add(ran.run().coverage());
                simulated = simulated.plus(ran.run().result().simulated());
                steps += ran.run().result().steps();
                progress.accept(new Progress(done, simulated, steps, coverage));
                on = !ran.brokeALaw() || goesOn.test(ran);
            }
        }
    }

    private Failure failure(SeedRuns.Ran ran) {
        BrokenLaw broken = ran.law();
        WorldScenario smallest = new Shrinker(runner, ran.seed(), shrinkingRuns).shrink(ran.scenario(), broken);
        return new Failure(
                ran.seed(),
                broken,
                smallest,
                runner.run(ran.seed(), smallest).result().last());
    }
}
