package dev.isthmus.simulation.search;

import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * The runs of seeds in a row, handed out in order. Several may be under way at once, each of them on one thread; what comes of a seed does not depend on
 * that, as worlds have nothing in common.
 */
final class SeedRuns implements AutoCloseable {

    /** So many runs are begun ahead for each that can be under way: seeds take unequally long. */
    private static final int AHEAD = 4;

    private final ScenarioGenerator generator;
    private final SeedRun.Runner runner;
    private final long end;
    private final int jobs;
    private final ExecutorService threads;
    private final Deque<Future<Ran>> begun = new ArrayDeque<>();
    private long next;

    /** A seed with what came of it. */
    record Ran(long seed, WorldScenario scenario, SeedRun run) {

        boolean brokeALaw() {
            return run.result().broken().isPresent();
        }

        /** The law that was broken. */
        BrokenLaw law() {
            return run.result().broken().orElseThrow();
        }
    }

    /**
     * The runs of so many seeds.
     *
     * @param jobs how many are under way at once; with one, whoever asks for the next makes it
     */
    SeedRuns(ScenarioGenerator generator, SeedRun.Runner runner, long first, int seeds, int jobs) {
        this.generator = generator;
        this.runner = runner;
        this.next = first;
        this.end = first + seeds;
        this.jobs = jobs;
        this.threads = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work, "isthmus-simulation");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Whether there is another. */
    boolean hasNext() {
        return next < end || !begun.isEmpty();
    }

    /** The next, when it is over. What it threw is thrown. */
    Ran next() {
        while (next < end && begun.size() < (jobs == 1 ? 1 : AHEAD * jobs)) {
            long seed = next++;
            begun.add(begin(() -> {
                WorldScenario scenario = generator.of(seed);
                return new Ran(seed, scenario, runner.run(seed, scenario));
            }));
        }
        return result(begun.remove());
    }

    private Future<Ran> begin(Callable<Ran> run) {
        if (jobs > 1) {
            return threads.submit(run);
        }
        FutureTask<Ran> here = new FutureTask<>(run);
        here.run();
        return here;
    }

    private static Ran result(Future<Ran> run) {
        try {
            return run.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a seed was running", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("A world failed", e.getCause());
        }
    }

    /** Runs that have not begun are not made; those that are under way end for nobody. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
