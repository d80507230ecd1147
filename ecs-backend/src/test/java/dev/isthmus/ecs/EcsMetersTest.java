package dev.isthmus.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.ecs.budget.BudgetLoad;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.step.Output.RoundRead.Reads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is measured of calls and budgets, and its names. */
class EcsMetersTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(isthmus_ecs_\\w+)` \\| (\\w+) \\|");

    private final EcsMeters meters = new EcsMeters();

    private List<MetricSample> samples(String name) {
        return meters.families(Map.of("RunTask", 7L)).stream()
                .filter(family -> family.name().equals(name))
                .flatMap(family -> family.samples().stream())
                .toList();
    }

    @Test
    void the_page_has_what_the_backend_shows_and_nothing_else() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "reference", "metrics.md"));
        Set<String> documented = new TreeSet<>();
        ROW.matcher(page).results().forEach(row -> documented.add(row.group(1) + " " + row.group(2)));
        Set<String> shown = new TreeSet<>();
        meters.families(Map.of()).forEach(family -> shown.add(row(family)));
        assertThat(documented).isEqualTo(shown);
    }

    private static String row(MetricFamily family) {
        return family.name() + " " + family.kind().name().toLowerCase(Locale.ROOT);
    }

    @Test
    void failures_are_counted_by_operation_and_category_and_every_answer_takes_its_time() {
        meters.answered(EcsOperation.RUN_TASK, Duration.ofMillis(40), Optional.empty());
        meters.answered(EcsOperation.RUN_TASK, Duration.ofMillis(60), Optional.of(Category.THROTTLED));
        meters.answered(EcsOperation.RUN_TASK, Duration.ofMillis(60), Optional.of(Category.THROTTLED));
        assertThat(samples("isthmus_ecs_call_failures_total"))
                .containsExactly(new MetricSample("", Map.of("operation", "RunTask", "category", "throttled"), 2));
        assertThat(samples("isthmus_ecs_call_seconds"))
                .contains(
                        new MetricSample("_bucket", Map.of("operation", "RunTask", "le", "0.05"), 1),
                        new MetricSample("_count", Map.of("operation", "RunTask"), 3));
        assertThat(samples("isthmus_ecs_calls_total")).containsExactly(MetricSample.of("operation", "RunTask", 7));
    }

    @Test
    void rounds_are_timed_by_what_they_read() {
        assertThat(samples("isthmus_ecs_poll_round_seconds")).isEmpty();
        meters.roundRead(Reads.ALL, Duration.ofSeconds(40));
        meters.roundRead(Reads.TASKS, Duration.ofMillis(700));
        meters.roundRead(Reads.TASKS, Duration.ofSeconds(2));
        assertThat(samples("isthmus_ecs_poll_round_seconds"))
                .contains(
                        new MetricSample("_bucket", Map.of("reads", "tasks", "le", "1.0"), 1),
                        new MetricSample("_count", Map.of("reads", "tasks"), 2),
                        new MetricSample("_bucket", Map.of("reads", "all", "le", "30.0"), 0),
                        new MetricSample("_sum", Map.of("reads", "all"), 40));
    }

    @Test
    void budgets_are_shown_as_they_were_noted_last() {
        assertThat(samples("isthmus_ecs_budget_left")).isEmpty();
        meters.budgets(List.of(new BudgetLoad(ThrottleBucket.CLUSTER_READ, 12.5, 3, 0.7)));
        assertThat(samples("isthmus_ecs_budget_left")).containsExactly(MetricSample.of("bucket", "cluster_read", 12.5));
        assertThat(samples("isthmus_ecs_budget_pace")).containsExactly(MetricSample.of("bucket", "cluster_read", 0.7));
        assertThat(samples("isthmus_ecs_calls_waiting")).containsExactly(MetricSample.of("bucket", "cluster_read", 3));
    }
}
