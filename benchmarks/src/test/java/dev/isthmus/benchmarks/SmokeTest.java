package dev.isthmus.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark still runs. What it measures here says nothing. */
class SmokeTest {

    @Test
    void every_benchmark_runs() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("dev\\.isthmus\\.benchmarks\\..*")
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .measurementTime(TimeValue.milliseconds(20))
                        .verbosity(VerboseMode.SILENT)
                        // A cluster of a tenth of the size: all that is refused and guaranteed finds its place in it.
                        .param("frameworks", "200")
                        .param("agents", "500")
                        .shouldFailOnError(true)
                        .build())
                .run();

        assertThat(results).hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    void the_scenario_of_the_fake_cluster_runs() {
        String figures = figures(out -> FakeClusterAtScale.run(20, 40, 2, out));

        assertThat(figures)
                .contains("10 instances, 100 tasks")
                .contains("20 instances, 40 tasks")
                .contains("DescribeTasks of 100: median");
    }

    @Test
    void the_scenario_of_the_budget_runs() {
        String figures = figures(out -> BackendAgainstBudget.run(10, 20, Duration.ZERO, out));

        assertThat(figures).contains("inventory of 10 instances (warm)").contains("20 launches: 20 launched");
    }

    @Test
    void the_scenario_of_the_backend_at_rest_runs() {
        String figures = figures(out -> BackendAtRest.run(5, 20, Duration.ofMillis(10), Duration.ZERO, out));

        assertThat(figures)
                .contains("5 instances and 20 live tasks taken up")
                .contains("bytes a task")
                .contains("at rest for");
    }

    @Test
    void the_scenario_of_the_failover_runs(@TempDir Path directory) throws Exception {
        try (ZooKeeperServer server = ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, directory)) {
            String figures = figures(out -> FailoverTimes.run(server.address(), 5, 20, out));

            assertThat(figures).contains("5 instances, 20 tasks").contains("failover 3: registered after");
        }
    }

    @Test
    void the_scenario_of_the_simulation_runs() {
        String figures = figures(out -> SimulatedHours.run(
                List.of(2), Duration.ofMillis(1), Duration.ofSeconds(30), Duration.ofSeconds(30), out));

        assertThat(figures)
                .containsPattern("2 instances, busy: \\d+ hours a minute")
                .containsPattern("2 instances, idle: \\d+ hours a minute");
    }

    @Test
    void the_scenario_of_the_pages_runs() {
        String figures = figures(out -> StatePages.run(3, 20, out));

        assertThat(figures)
                .containsPattern("/state: \\d+ ms")
                .containsPattern("bytes of /state: [\\d,]{5,}, compressed [\\d,]+")
                .containsPattern("GET_STATE in protobuf: \\d+ ms")
                .containsPattern("GET_STATE in JSON: \\d+ ms");
    }

    @Test
    void the_scenario_of_the_master_at_scale_runs() {
        String figures = figures(out -> MasterAtScale.run(2, 4, 8, out));

        assertThat(figures)
                .contains("8 tasks launched with 4 offers")
                .containsPattern("\\d+ updates told and acknowledged")
                .contains("a round that offers 4 agents anew");
    }

    @Test
    void wrong_arguments_are_not_taken_for_none() {
        assertThatThrownBy(() -> StatePages.main(new String[] {"7"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arguments [7]: want none or 2, as 5000 50000");
        assertThatThrownBy(() -> MasterOverSockets.main(new String[] {"1", "1", "1", "1", "jsn"}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("encoding jsn: want json or protobuf");
        assertThatThrownBy(() -> FailoverTimes.main(new String[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("arguments []: want a ZooKeeper, as localhost:2181");
    }

    @Test
    void the_scenario_of_the_master_over_sockets_runs() {
        String figures = figures(out -> MasterOverSockets.run(2, 3, 8, Duration.ZERO, MediaType.JSON, out));

        assertThat(figures)
                .containsPattern("all tasks launched in \\S+ s: \\d+ updates acknowledged")
                .containsPattern("heap of the master with 3 agents and 8 tasks: \\d+ MiB")
                .contains("calls that were not accepted: 0 of");
    }

    @Test
    void the_script_names_every_scenario() throws IOException {
        String script = Files.readString(Path.of("run"));
        try (Stream<Path> sources = Files.walk(Path.of("src", "main", "java"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                String name = source.getFileName().toString().replace(".java", "");
                if (Files.readString(source).contains("public final class " + name)
                        && Files.readString(source).contains("static void main(")) {
                    assertThat(script).contains("\n  " + name + " ");
                }
            }
        }
    }

    /** What a scenario prints. */
    private static String figures(ThrowingConsumer<PrintStream> scenario) {
        ByteArrayOutputStream figures = new ByteArrayOutputStream();
        scenario.accept(new PrintStream(figures, true, StandardCharsets.UTF_8));
        return figures.toString(StandardCharsets.UTF_8);
    }
}
