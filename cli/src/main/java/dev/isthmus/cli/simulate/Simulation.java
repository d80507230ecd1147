package dev.isthmus.cli.simulate;

import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.search.ScenarioWords;
import dev.isthmus.simulation.search.SeedRun;
import dev.isthmus.simulation.search.SeedSearch;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs seeds and tells how it goes: a line now and then, a table at the end, and what is to be known of a broken law. */
final class Simulation {

    private static final Duration LINE_EVERY = Duration.ofSeconds(5);
    private static final int SHRINKING_RUNS = 200;
    private static final int LAST_LINES = 60;

    private final int least;
    private final int most;
    private final int minutes;
    private final int jobs;
    private final WorldKind kind;
    private final PrintWriter out;
    private final InstantSource clock;
    private final Instant begin;
    private Instant lastLine;

    Simulation(int least, int most, int minutes, int jobs, WorldKind kind, PrintWriter out, InstantSource clock) {
        this.least = least;
        this.most = most;
        this.minutes = minutes;
        this.jobs = jobs;
        this.kind = kind;
        this.out = out;
        this.clock = clock;
        this.begin = clock.instant();
        this.lastLine = begin;
    }

    /** Runs them in worlds; the exit code. */
    static int run(
            int seeds,
            long first,
            int least,
            int most,
            int minutes,
            int jobs,
            WorldKind kind,
            boolean keepGoing,
            PrintWriter out) {
        return new Simulation(least, most, minutes, jobs, kind, out, InstantSource.system())
                .run(seeds, first, keepGoing, runner(kind));
    }

    private static SeedRun.Runner runner(WorldKind kind) {
        return switch (kind) {
            case DRIVERS -> SeedRun::inWorld;
            case ONE_BACKEND -> SeedRun::inWorldOfOneBackend;
            case MASTER -> SeedRun::inWorldOfAMaster;
        };
    }

    private ScenarioGenerator generator() {
        Duration duration = Duration.ofMinutes(minutes);
        return kind == WorldKind.MASTER
                ? ScenarioGenerator.ofMaster(least, most, duration)
                : new ScenarioGenerator(least, most, duration);
    }

    /** Runs them in whatever runs them; the exit code. */
    int run(int seeds, long first, boolean keepGoing, SeedRun.Runner runner) {
        out.printf(
                Locale.ROOT,
                "%d seeds from %d on, each %d minutes of a cluster of %s instances.%n",
                seeds,
                first,
                minutes,
                least == most ? least : least + " to " + most);
        out.flush();
        SeedSearch search = new SeedSearch(generator(), runner, SHRINKING_RUNS, jobs);
        Consumer<SeedSearch.Progress> progress = so -> tell(so, seeds);
        boolean kept = keepGoing
                ? tell(search.runAll(first, seeds, progress), seeds)
                : tell(search.run(first, seeds, progress));
        out.flush();
        return kept ? 0 : 1;
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

    /** Tells which seeds broke a law; true if none did. */
    private boolean tell(List<SeedSearch.Broken> broken, int seeds) {
        if (!broken.isEmpty()) {
            out.println();
            out.printf(Locale.ROOT, "Laws were broken under %d of %d seeds:%n", broken.size(), seeds);
            out.printf("%12s  %-8s  %-14s  %s%n", "seed", "law", "after", "what");
            for (SeedSearch.Broken each : broken) {
                BrokenLaw law = each.law();
                out.printf(Locale.ROOT, "%12d  %-8s  %-14s  %s%n", each.seed(), law.rule(), law.at(), law.what());
            }
            out.println(again("SEED") + " shows more of one");
        }
        return broken.isEmpty();
    }

    /** Tells of the first that broke a law; true if none did. */
    private boolean tell(Optional<SeedSearch.Failure> failure) {
        failure.ifPresent(this::tell);
        return failure.isEmpty();
    }

    private String again(Object seed) {
        return String.format(
                Locale.ROOT,
                "./isthmus simulate --seeds 1 --seed %s --instances %d..%d --minutes %d%s",
                seed,
                least,
                most,
                minutes,
                kind.option());
    }

    private void tell(SeedSearch.Failure failure) {
        out.println();
        out.println("Seed " + failure.seed() + ": " + failure.broken());
        out.println("Again: " + again(failure.seed()));
        out.println();
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
