package dev.isthmus.benchmarks;

import dev.isthmus.bench.work.PageWork;
import dev.isthmus.master.http.Gzip;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.master.message.StateResponses;
import dev.isthmus.master.snapshot.MasterSnapshot;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What the pages of a large master cost that show all of it, without sockets. All times are CPU.
 *
 * <p>{@code java -Xmx2g -cp ... dev.isthmus.benchmarks.StatePages [agents tasks]}
 */
public final class StatePages {

    private static final int ROUNDS = 5;

    private final PrintStream out;

    private StatePages(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and prints figures.
     *
     * @param args how many agents and tasks; by default 5,000 and 50,000
     */
    public static void main(String[] args) {
        ScenarioArguments its = ScenarioArguments.of(List.of(args), "5000", "50000");
        run(its.number(0), its.number(1), System.out);
    }

    static void run(int agents, int tasks, PrintStream out) {
        new StatePages(out).run(agents, tasks);
    }

    private void run(int agents, int tasks) {
        PageWork work = new PageWork(agents, tasks);
        HttpAnswer page = HttpAnswer.empty(200);
        for (int round = 0; round < ROUNDS; round++) {
            page = measured("/state", () -> work.page("/state"));
            work.change();
        }
        HttpAnswer plain = page;
        HttpAnswer compressed = measured("compressed", () -> Gzip.compress(plain));
        out.printf(
                Locale.ROOT,
                "bytes of /state: %,d, compressed %,d%n",
                plain.bytes().size(),
                compressed.bytes().size());
        MasterSnapshot snapshot = work.snapshot();
        for (int round = 0; round < ROUNDS; round++) {
            measured(
                    "GET_STATE in protobuf",
                    () -> StateResponses.state(snapshot).toByteString());
            measured("GET_STATE in JSON", () -> MesosJson.write(StateResponses.state(snapshot)));
        }
    }

    private <T> T measured(String what, Supplier<T> work) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        T done = work.get();
        long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun;
        out.printf(Locale.ROOT, "%s: %,d ms%n", what, took / 1_000_000);
        return done;
    }
}
