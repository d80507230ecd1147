package dev.isthmus.ecs.task;

import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Remembers ended tasks for a little longer than ECS does. Not thread-safe. */
final class EndedTasks {

    private static final Duration REMEMBERED = Duration.ofMinutes(65);

    /** How far ECS's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<Instant, List<EcsTaskRecord>> ours = new LinkedHashMap<>();
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    /** No end of ours was told before this time. */
    private Instant earliest = Instant.MAX;

    private boolean forgotten;

    /** To be called when the end of a task of our framework was reported. */
    void told(EcsTaskRecord task, Instant now) {
        ours.computeIfAbsent(now, time -> new ArrayList<>()).add(task);
        earliest = now.isBefore(earliest) ? now : earliest;
        seen(task.arn(), now);
    }

    /** To be called when any task was described as stopped. Tasks are kept in the order in which they were seen last. */
    void seen(String arn, Instant now) {
        seen.remove(arn);
        seen.put(arn, now);
    }

    /** Whether a task was described as stopped, and need not be again. */
    boolean isSeen(String arn) {
        return seen.containsKey(arn);
    }

    /** To be called when our framework becomes known: every stopped task is described again. */
    void lookAgain() {
        seen.clear();
    }

    /** Forgets old tasks, and reports those of our framework. */
    void forgetOld(Instant now, Consumer<EcsTaskRecord> forget) {
        Instant oldest = now.minus(REMEMBERED);
        if (earliest.isBefore(oldest)) {
            forgetOurs(oldest, forget);
        }
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }

    private void forgetOurs(Instant oldest, Consumer<EcsTaskRecord> forget) {
        earliest = Instant.MAX;
        ours.entrySet().removeIf(entry -> {
            boolean old = entry.getKey().isBefore(oldest);
            if (old) {
                forgotten = true;
                entry.getValue().forEach(forget);
            } else {
                earliest = entry.getKey().isBefore(earliest) ? entry.getKey() : earliest;
            }
            return old;
        });
    }

    /** Whether a task ended so long ago that its end may have been reported and forgotten; ECS may remember tasks longer than documented. */
    boolean perhapsForgotten(TaskView view, Instant now) {
        return forgotten
                && view.stopped()
                && view.times()
                        .stoppedAt()
                        .filter(at -> at.isBefore(now.minus(REMEMBERED).plus(SKEW)))
                        .isPresent();
    }

    /** How many tasks are remembered. */
    int size() {
        return seen.size();
    }
}
