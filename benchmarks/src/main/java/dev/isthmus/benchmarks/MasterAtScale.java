package dev.isthmus.benchmarks;

import dev.isthmus.bench.work.MasterWork;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Locale;

/**
 * What the machine of a master costs with many frameworks, without sockets and without a backend: every agent is offered, tasks are launched on all of them, each is
 * reported and acknowledged, and then everything that is left is declined and offered again.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.MasterAtScale [frameworks agents tasks]}
 */
public final class MasterAtScale {

    private static final int ROUNDS = 20;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final PrintStream out;

    private MasterAtScale(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and prints figures; all times are CPU.
     *
     * @param args how many frameworks, agents and tasks; by default 1,000, 5,000 and 50,000
     */
    public static void main(String[] args) {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "1000", "5000", "50000");
        run(its.number(0), its.number(1), its.number(2), System.out);
    }

    static void run(int frameworks, int agents, int tasks, PrintStream out) {
        new MasterAtScale(out).run(frameworks, agents, tasks);
    }

    private void run(int frameworks, int agents, int tasks) {
        MasterWork master = new MasterWork(frameworks, agents);
        int offers = master.offers();
        long start = cpu();
        int launched = master.launch(tasks / agents);
        say("%,d tasks launched with %,d offers: %.0f us each", launched, offers, micros(start) / launched);
        start = cpu();
        int updates = master.report();
        say("%,d updates told and acknowledged: %,.0f in a second", updates, updates / (micros(start) / 1e6));
        say("heap: %d MiB", heap() / (1024 * 1024));
        master.pass();
        double sum = 0;
        double worst = 0;
        for (int round = 0; round < ROUNDS; round++) {
            master.decline();
            start = cpu();
            master.pass();
            double millis = micros(start) / 1000;
            sum += millis;
            worst = Math.max(worst, millis);
        }
        say(
                "a round that offers %,d agents anew: %.0f ms, the slowest of %d %.0f ms",
                master.offers(), sum / ROUNDS, ROUNDS, worst);
        start = cpu();
        master.pass();
        say("a second in which nothing happens: %.2f ms", micros(start) / 1000);
    }

    private long cpu() {
        return threads.getCurrentThreadCpuTime();
    }

    private double micros(long since) {
        return (cpu() - since) / 1e3;
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
