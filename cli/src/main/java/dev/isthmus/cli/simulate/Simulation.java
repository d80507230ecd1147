package dev.isthmus.cli.simulate;

import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.search.ScenarioWords;
import dev.isthmus.simulation.search.SeedRun;
import dev.isthmus.simulation.search.SeedSearch;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs seeds and tells how it goes: a line now and then, a table at the end, and what is to be known of a broken law. */
final class Simulation {

    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final int SHRINKING_RUNS = 200;
    private static final int LAST_LINES = 60;

    private final int least;
    private final int most;
    private final int minutes;
    private final int jobs;
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant begin;
    private Instant lastLine;

    Simulation(int least, int most, int minutes, int jobs, PrintWriter out, InstantSource clock) {
        this.least = least;
        this.most = most;
        this.minutes = minutes;
        this.jobs = jobs;
        this.out = out;
        this.clock = clock;
        this.begin = clock.instant();
        this.lastLine = begin;
    }

    /** Runs them in worlds; the exit code. */
    static int run(int seeds, long first, int least, int most, int minutes, int jobs, PrintWriter out) {
        return new Simulation(least, most, minutes, jobs, out, InstantSource.system())
                .run(seeds, first, SeedRun::inWorld);
    }

    /** Runs them in whatever runs them; the exit code. */
    int run(int seeds, long first, SeedRun.Runner runner) {
        out.printf(
                "%d seeds from %d on, each %d minutes of a cluster of %s instances.%n",
                seeds, first, minutes, least == most ? least : least + " to " + most);
        out.flush();
        SeedSearch search = new SeedSearch(
                new ScenarioGenerator(least, most, Duration.ofMinutes(minutes)), runner, SHRINKING_RUNS, jobs);
        Optional<SeedSearch.Failure> failure = search.run(first, seeds, progress -> tell(progress, seeds));
        failure.ifPresent(this::tell);
        out.flush();
        return failure.isPresent() ? 1 : 0;
    }

    private void tell(SeedSearch.Progress progress, int seeds) {
        Instant now = clock.instant();
        boolean isLast = progress.seeds() == seeds;
        if (isLast || !Duration.between(lastLine, now).minus(LINE_EVERY).isNegative()) {
            lastLine = now;
            out.println(line(progress, seeds, Duration.between(begin, now)));
        }
        if (isLast) {
            out.println();
            out.println("How often each fault met a framework in each phase:");
            progress.coverage().table().forEach(out::println);
        }
        out.flush();
    }

    private static String line(SeedSearch.Progress progress, int seeds, Duration took) {
        double hours = progress.simulated().toMillis() / 3_600_000.0;
        return String.format(
                Locale.ROOT,
                "%d of %d seeds, %.1f hours simulated, %d steps, %d faults met, %.0f hours a minute",
                progress.seeds(),
                seeds,
                hours,
                progress.steps(),
                progress.coverage().faults(),
                hours / Math.max(0.001, took.toMillis() / 60_000.0));
    }

    private void tell(SeedSearch.Failure failure) {
        out.println();
        out.println("Seed " + failure.seed() + ": " + failure.broken());
        out.printf(
                "Again: ./isthmus simulate --seeds 1 --seed %d --instances %s --minutes %d%n%n",
                failure.seed(), least + ".." + most, minutes);
        WorldScenario smallest = failure.smallest();
        out.println("The smallest scenario found that breaks it:");
        ScenarioWords.of(smallest).forEach(line -> out.println("  " + line));
        out.println();
        out.println("What happened last in it:");
        List<String> last = failure.last();
        for (int i = 0; i < last.size(); i++) {
            // The first is the line of headings.
            if (i == 0 || i >= last.size() - LAST_LINES) {
                out.println(last.get(i));
            }
        }
    }
}
