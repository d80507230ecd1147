package dev.isthmus.ecs.task;

import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /** Forgets old tasks; returns those of our framework. */
    List<EcsTaskRecord> forgetOld(Instant now) {
        Instant oldest = now.minus(REMEMBERED);
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
        return earliest.isBefore(oldest) ? forgetOurs(oldest) : List.of();
    }

    private List<EcsTaskRecord> forgetOurs(Instant oldest) {
        List<EcsTaskRecord> gone = new ArrayList<>();
        earliest = Instant.MAX;
        ours.entrySet().removeIf(entry -> {
            boolean old = entry.getKey().isBefore(oldest);
            if (old) {
                forgotten = true;
                gone.addAll(entry.getValue());
            } else {
                earliest = entry.getKey().isBefore(earliest) ? entry.getKey() : earliest;
            }
            return old;
        });
        return gone;
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
