package dev.isthmus.benchmarks;

import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import dev.isthmus.simulation.search.SeedRun;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * How many hours of a cluster a simulation goes through in a minute of one core, all laws watched. Busy: frameworks, events and faults as a seed draws
 * them. Idle: one framework that declines whatever it is offered, and nothing happens.
 *
 * <p>{@code java -cp ... dev.isthmus.benchmarks.SimulatedHours [seconds instances ...]}
 */
public final class SimulatedHours {

    private static final Duration BUSY = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofHours(1);
    private static final List<Integer> SIZES = List.of(3, 10, 100, 1_000);
    private static final Logger ROOT = Logger.getLogger("");

    private SimulatedHours() {}

    /**
     * Runs it and prints figures.
     *
     * @param args for how many seconds each is measured, and the sizes of clusters; by default 30, and 3, 10, 100 and 1,000
     */
    public static void main(String[] args) {
        // What drivers warn of is what the worlds do to them.
        ROOT.setLevel(Level.OFF);
        Duration each = Duration.ofSeconds(args.length == 0 ? 30 : Long.parseLong(args[0]));
        List<Integer> sizes = args.length < 2
                ? SIZES
                : List.of(args).subList(1, args.length).stream()
                        .map(Integer::valueOf)
                        .toList();
        run(sizes, each, BUSY, IDLE, System.out);
    }

    /** Each twice as long as it is measured, as the first half warms up. */
    static void run(List<Integer> sizes, Duration each, Duration busy, Duration idle, PrintStream out) {
        for (int size : sizes) {
            LongFunction<WorldScenario> drawn = new ScenarioGenerator(size, size, busy)::of;
            measure(size + " instances, busy", each, drawn, out);
            measure(size + " instances, idle", each, seed -> idle(size, idle), out);
        }
    }

    private static WorldScenario idle(int size, Duration length) {
        WorldScenario plain = WorldScenario.plain(size, length);
        return new WorldScenario(
                Collections.nCopies(size, plain.instances().get(0)),
                List.of(new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "idle", 0)),
                plain.settings(),
                plain.cluster(),
                plain.faults(),
                plain.events(),
                plain.duration());
    }

    private static void measure(String what, Duration least, LongFunction<WorldScenario> scenarios, PrintStream out) {
        run(0, least, scenarios);
        Figures figures = run(1_000, least, scenarios);
        double minutes = figures.cpuNanos / 6e10;
        double hours = figures.simulated.toMillis() / 3_600_000.0;
        out.printf(
                Locale.ROOT,
                "%s: %.0f hours a minute, %,.0f steps an hour, %.1f microseconds a step%n",
                what,
                hours / minutes,
                figures.steps / hours,
                figures.cpuNanos / 1e3 / figures.steps);
    }

    private record Figures(Duration simulated, long steps, long cpuNanos) {}

    /** Seeds from this one on, until so much CPU time is spent, one at least. */
    private static Figures run(long first, Duration least, LongFunction<WorldScenario> scenarios) {
        long begun = cpuNanos();
        Duration simulated = Duration.ZERO;
        long steps = 0;
        long seed = first;
        do {
            RunResult result = SeedRun.inWorld(seed, scenarios.apply(seed)).result();
            simulated = simulated.plus(result.simulated());
            steps += result.steps();
            seed++;
        } while (cpuNanos() - begun < least.toNanos());
        return new Figures(simulated, steps, cpuNanos() - begun);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
