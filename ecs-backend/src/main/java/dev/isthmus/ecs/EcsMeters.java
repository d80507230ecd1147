package dev.isthmus.ecs;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.metric.DurationHistogram;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricFamily.Kind;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.ecs.budget.BudgetLoad;
import dev.isthmus.ecs.call.EcsOperation;
import dev.isthmus.ecs.event.EventFigures;
import dev.isthmus.ecs.step.Output.RoundRead.Reads;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** What the backend measures. Thread-safe. */
final class EcsMeters {

    /** An answer takes some milliseconds, and no call waits longer than its timeout. */
    private static final double[] SECONDS = {0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

    /** A look takes as long as its reads wait for their budget, which is minutes for some thousand instances. */
    private static final double[] ROUND_SECONDS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600};

    private final Map<EcsOperation, DurationHistogram> took = new EnumMap<>(EcsOperation.class);
    private final Map<EcsOperation, Map<Category, Long>> failed = new EnumMap<>(EcsOperation.class);
    private final Map<Reads, DurationHistogram> rounds = new EnumMap<>(Reads.class);
    private List<BudgetLoad> budgets = List.of();
    private Optional<EventFigures> events = Optional.empty();

    /**
     * A call is answered.
     *
     * @param failure why it failed, if it has
     */
    synchronized void answered(EcsOperation operation, Duration time, Optional<Category> failure) {
        took.computeIfAbsent(operation, first -> new DurationHistogram(SECONDS)).add(time);
        failure.ifPresent(category -> failed.computeIfAbsent(operation, first -> new EnumMap<>(Category.class))
                .merge(category, 1L, Long::sum));
    }

    /** A round of polling has read all that it was to read. */
    synchronized void roundRead(Reads reads, Duration time) {
        rounds.computeIfAbsent(reads, first -> new DurationHistogram(ROUND_SECONDS))
                .add(time);
    }

    /** How much the budgets are used now. */
    synchronized void budgets(List<BudgetLoad> now) {
        budgets = now;
    }

    /** What was heard of events so far. */
    synchronized void events(EventFigures now) {
        events = Optional.of(now);
    }

    /**
     * All figures.
     *
     * @param calls how often each operation was called
     */
    synchronized List<MetricFamily> families(Map<String, Long> calls) {
        List<MetricSample> failures = new ArrayList<>();
        failed.forEach((operation, categories) -> categories.forEach((category, count) -> {
            Map<String, String> labels = new LinkedHashMap<>();
            labels.put("operation", operation.awsName());
            labels.put("category", word(category));
            failures.add(new MetricSample("", labels, count));
        }));
        List<MetricSample> times = new ArrayList<>();
        took.forEach(
                (operation, histogram) -> times.addAll(histogram.samples(Map.of("operation", operation.awsName()))));
        List<MetricSample> looks = new ArrayList<>();
        rounds.forEach((reads, histogram) -> looks.addAll(histogram.samples(Map.of("reads", word(reads)))));
        return List.of(
                MetricFamily.of(
                        "isthmus_ecs_calls_total", Kind.COUNTER, "Calls of AWS, by operation.", "operation", calls),
                new MetricFamily(
                        "isthmus_ecs_call_failures_total",
                        Kind.COUNTER,
                        "Calls of ECS that failed, by operation and category of the failure.",
                        failures),
                new MetricFamily(
                        "isthmus_ecs_call_seconds",
                        Kind.HISTOGRAM,
                        "How long ECS takes to answer a call, by operation.",
                        times),
                new MetricFamily(
                        "isthmus_ecs_poll_round_seconds",
                        Kind.HISTOGRAM,
                        "How long a round of polling takes that reads all it was to read, by what it reads.",
                        looks),
                budget(
                        "isthmus_ecs_budget_left",
                        "Calls that can be made at once before the next one waits, by request budget.",
                        BudgetLoad::left),
                budget(
                        "isthmus_ecs_budget_pace",
                        "Part of its rate that a request budget is filled at; below 1 after AWS has throttled a call.",
                        BudgetLoad::pace),
                budget("isthmus_ecs_calls_waiting", "Calls that wait for their request budget.", BudgetLoad::waiting),
                new MetricFamily(
                        "isthmus_ecs_events_total",
                        Kind.COUNTER,
                        "Messages of the queue of events, by what was in them.",
                        events.map(EcsMeters::byKind).orElse(List.of())),
                event(
                        "isthmus_ecs_events_redelivered_total",
                        Kind.COUNTER,
                        "Messages of the queue of events that had been received before.",
                        figures -> Optional.of((double) figures.repeated())),
                event(
                        "isthmus_ecs_event_lag_seconds",
                        Kind.GAUGE,
                        "How old the last event with news was when it came, by the clock of ECS.",
                        figures -> figures.lag().map(EcsMeters::seconds)),
                event(
                        "isthmus_ecs_event_last_seconds",
                        Kind.GAUGE,
                        "How long ago the last event of the cluster came.",
                        figures -> figures.sinceLast().map(EcsMeters::seconds)),
                event(
                        "isthmus_ecs_events_relied_upon",
                        Kind.GAUGE,
                        "1 if the cluster is polled less often because its events come.",
                        figures -> Optional.of(figures.reliedUpon() ? 1.0 : 0.0)));
    }

    private static List<MetricSample> byKind(EventFigures figures) {
        return List.of(
                MetricSample.of("what", "news", (double) figures.news()),
                MetricSample.of("what", "duplicate", (double) figures.duplicates()),
                MetricSample.of("what", "stale", (double) figures.stale()),
                MetricSample.of("what", "other", (double) figures.others()),
                MetricSample.of("what", "unreadable", (double) figures.unreadable()));
    }

    private MetricFamily event(String name, Kind kind, String help, Function<EventFigures, Optional<Double>> figure) {
        return new MetricFamily(
                name,
                kind,
                help,
                events.flatMap(figure).map(value -> new MetricSample("", Map.of(), value)).stream()
                        .toList());
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private MetricFamily budget(String name, String help, ToDoubleFunction<BudgetLoad> figure) {
        return new MetricFamily(
                name,
                Kind.GAUGE,
                help,
                budgets.stream()
                        .map(load -> MetricSample.of("bucket", word(load.bucket()), figure.applyAsDouble(load)))
                        .toList());
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
