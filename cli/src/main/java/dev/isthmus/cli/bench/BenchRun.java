package dev.isthmus.cli.bench;

import dev.isthmus.bench.figure.BenchReport;
import dev.isthmus.bench.figure.Machine;
import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.figure.ReportJson;
import dev.isthmus.bench.figure.ReportTable;
import dev.isthmus.bench.scenario.BenchScenario;
import dev.isthmus.bench.scenario.BenchScenarios;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs scenarios, and says what they have measured. */
final class BenchRun {

    private final List<BenchScenario> all;
    private final int rounds;
    private final PrintWriter out;
    private final PrintWriter progress;

    BenchRun(boolean quick, int rounds, PrintWriter out, PrintWriter progress) {
        this.all = quick ? BenchScenarios.quick() : BenchScenarios.all();
        this.rounds = rounds;
        this.out = out;
        this.progress = progress;
    }

    List<String> names() {
        return all.stream().map(BenchScenario::name).toList();
    }

    /** Those of these that are no scenarios. */
    List<String> unknown(List<String> names) {
        return names.stream().filter(name -> !names().contains(name)).toList();
    }

    void list() {
        all.forEach(scenario -> out.printf(Locale.ROOT, "%-12s %s%n", scenario.name(), scenario.says()));
        out.flush();
    }

    /** Runs those that are named, all if none is. */
    void run(List<String> named, @Nullable Path json) throws Exception {
        Machine machine = Machine.here();
        Measurements measured = new Measurements();
        for (BenchScenario scenario : all) {
            if (named.isEmpty() || named.contains(scenario.name())) {
                measured.begin(scenario.name());
                for (int round = 1; round <= rounds; round++) {
                    progress.printf(Locale.ROOT, "%s, round %d of %d%n", scenario.name(), round, rounds);
                    progress.flush();
                    scenario.round(measured);
                }
            }
        }
        BenchReport report = new BenchReport(machine, rounds, measured.figures());
        ReportTable.lines(report.figures()).forEach(out::println);
        out.println();
        out.println(machine.words());
        out.flush();
        if (json != null) {
            Files.writeString(json, ReportJson.write(report));
        }
    }
}
