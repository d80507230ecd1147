package dev.isthmus.operator.why;

import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.ecs.view.TaskView;
import dev.isthmus.operator.cluster.ToldTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What happened to a task, in the order of time.
 *
 * @param events the first is its start
 */
record Timeline(List<Event> events) {

    /**
     * Something that happened.
     *
     * @param at by the clock of ECS, or of the driver for what its journal knows
     * @param what in words
     */
    record Event(Instant at, String what) {}

    Timeline {
        events = events.stream().sorted(Comparator.comparing(Event::at)).toList();
    }

    static Timeline of(ToldTask told, Optional<JournalSnapshot> journal) {
        List<Event> events = new ArrayList<>();
        TaskView.Times times = told.view().times();
        add(
                events,
                times.createdAt(),
                "ECS accepted the start (RunTask or StartTask) on agent "
                        + told.task().agent());
        add(events, times.pulledAt(), "the images were there");
        add(events, times.startedAt(), "it ran");
        add(events, times.stoppingAt(), "it was told to stop: " + stop(told.view()));
        add(events, times.stoppedAt(), "it was stopped");
        journal.map(snapshot -> snapshot.acknowledged().get(told.task().launch()))
                .ifPresent(at -> events.add(new Event(at, "the framework acknowledged its end")));
        return new Timeline(events);
    }

    private static String stop(TaskView view) {
        String code = view.stopCode().isEmpty() ? "no code" : view.stopCode();
        return view.stoppedReason().isEmpty() ? code : code + ", " + view.stoppedReason();
    }

    private static void add(List<Event> events, Optional<Instant> at, String what) {
        at.ifPresent(time -> events.add(new Event(time, what)));
    }

    /** Each with the time since the one before. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        Optional<Instant> before = Optional.empty();
        for (Event event : events) {
            String since = before.map(
                            time -> "+" + Duration.between(time, event.at()).toMillis() / 1000.0 + " s")
                    .orElse("");
            lines.add(String.format("  %-30s %-10s %s", event.at(), since, event.what()));
            before = Optional.of(event.at());
        }
        return lines;
    }
}
