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

/** What is remembered of tasks that have ended: for as long as ECS remembers them, and a little. Not thread-safe. */
final class EndedTasks {

    private static final Duration REMEMBERED = Duration.ofMinutes(65);

    /** How far ECS's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<Instant, List<EcsTaskRecord>> ours = new LinkedHashMap<>();
    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private boolean forgotten;

    /** The end of a task of ours has been told. */
    void told(EcsTaskRecord task, Instant now) {
        ours.computeIfAbsent(now, time -> new ArrayList<>()).add(task);
        seen(task.arn(), now);
    }

    /** A task of whomever has been described as stopped; kept in the order in which they were seen last. */
    void seen(String arn, Instant now) {
        seen.remove(arn);
        seen.put(arn, now);
    }

    /** Whether it has been described as stopped, so that it need not be again. */
    boolean isSeen(String arn) {
        return seen.containsKey(arn);
    }

    /** Our framework is known from here on: every stopped task has to be looked at again. */
    void lookAgain() {
        seen.clear();
    }

    /** Forgets what is old, and says which tasks of ours that is. */
    void forgetOld(Instant now, Consumer<EcsTaskRecord> forget) {
        Instant oldest = now.minus(REMEMBERED);
        ours.entrySet().removeIf(entry -> {
            boolean old = entry.getKey().isBefore(oldest);
            if (old) {
                forgotten = true;
                entry.getValue().forEach(forget);
            }
            return old;
        });
        Iterator<Instant> times = seen.values().iterator();
        while (times.hasNext() && times.next().isBefore(oldest)) {
            times.remove();
        }
    }

    /** Whether it ended so long ago that we may have told of it and forgotten it; ECS may remember it longer than it promises. */
    boolean perhapsForgotten(TaskView view, Instant now) {
        return forgotten
                && view.stopped()
                && view.times()
                        .stoppedAt()
                        .filter(at -> at.isBefore(now.minus(REMEMBERED).plus(SKEW)))
                        .isPresent();
    }

    /** How many are remembered. */
    int size() {
        return seen.size();
    }
}
