package dev.isthmus.bench.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.bench.cluster.SteppedBackend;
import dev.isthmus.bench.figure.BenchReport;
import dev.isthmus.bench.figure.Machine;
import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.page.PerformancePage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Every scenario runs, and what it measures has a place on the page. What is measured here says nothing. */
class BenchScenariosTest {

    private static final Logger ROOT = Logger.getLogger("");

    @Test
    void every_scenario_runs_and_the_page_shows_it() throws Exception {
        ROOT.setLevel(Level.WARNING);
        Measurements measured = new Measurements();
        for (BenchScenario scenario : BenchScenarios.quick()) {
            measured.begin(scenario.name());
            scenario.round(measured);
        }
        BenchReport report = new BenchReport(Machine.at(Instant.EPOCH), 1, measured.figures());

        assertThat(report.of("launches"))
                .filteredOn(figure -> figure.unit().equals("launched"))
                .hasSize(4)
                .allSatisfy(figure -> assertThat(figure.spread().median()).isEqualTo(10));
        Map<String, String> page = PerformancePage.of(report);
        assertThat(page)
                .containsOnlyKeys(
                        "performance/launches.svg",
                        "performance/instances.svg",
                        "performance/tasks.svg",
                        "performance/frameworks.svg",
                        "performance/pages.svg",
                        "performance.md");
        assertThat(page.get("performance.md"))
                .contains("## Launches under AWS's budget", "| at rest: calls a second | ", "## A large cluster");
    }

    @Test
    void quick_scenarios_are_those_of_the_command() {
        assertThat(BenchScenarios.quick())
                .extracting(BenchScenario::name)
                .isEqualTo(
                        BenchScenarios.all().stream().map(BenchScenario::name).toList())
                .isEqualTo(List.of(
                        "translation",
                        "frontend",
                        "launches",
                        "service",
                        "instances",
                        "tasks",
                        "large",
                        "frameworks",
                        "pages"));
    }

    @Test
    void a_stepped_backend_does_the_same_each_time() {
        assertThat(steps()).isEqualTo(steps());
    }

    private static List<Object> steps() {
        try (SteppedBackend backend = new SteppedBackend(3, Duration.ofMillis(50))) {
            backend.fill(5);
            Duration took = backend.start();
            backend.pass(Duration.ofMinutes(1));
            return List.of(took, backend.calls());
        }
    }
}
