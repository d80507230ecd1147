package dev.isthmus.ecs.task;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Remembers ended tasks for a little longer than ECS does. Not thread-safe. */
final class EndedTasks {

    private static final String STOPPED = "STOPPED";

    private static final Duration REMEMBERED = Duration.ofMinutes(65);

    /** How far ECS's clock and ours may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(5);

    private final Map<Instant, List<EcsTaskRecord>> ours = new LinkedHashMap<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();
    /** Those that were listed with desired status STOPPED, which is final, and not described with it since. */
    private final Set<String> awaited = new LinkedHashSet<>();
    /** The frameworks of which ends were forgotten that had been told. */
    private final Set<FrameworkId> forgotten = new LinkedHashSet<>();
    /** Since when each framework is watched, by what the clock showed. */
    private final Map<FrameworkId, Instant> watched = new LinkedHashMap<>();

    /** No end of ours was told before this time. */
    private Instant earliest = Instant.MAX;

    /**
     * A stopped task.
     *
     * @param at when it was seen last
     * @param framework whose it is; empty if no driver of Isthmus started it
     */
    private record Seen(Instant at, Optional<FrameworkId> framework) {}

    /** To be called when the end of a task of a framework that is watched was reported. */
    void told(EcsTaskRecord task, Instant now) {
        ours.computeIfAbsent(now, time -> new ArrayList<>()).add(task);
        earliest = now.isBefore(earliest) ? now : earliest;
        seen(task.arn(), Optional.of(task.task().framework()), now);
    }

    /** To be called when any task was described as stopped. Tasks are kept in the order in which they were seen last. */
    void seen(String arn, Optional<FrameworkId> framework, Instant now) {
        seen.remove(arn);
        seen.put(arn, new Seen(now, framework));
    }

    /** Whether a task was described as stopped before; it is remembered for as long again, as who repeats its end may do so once more. */
    boolean isSeenAgain(String arn, Instant now) {
        Seen before = seen.get(arn);
        if (before != null) {
            seen(arn, before.framework(), now);
        }
        return before != null;
    }

    /** These are listed with desired status STOPPED; the ones to describe, of them and of those listed earlier. */
    List<String> listed(List<String> arns) {
        arns.stream().filter(arn -> !seen.containsKey(arn)).forEach(awaited::add);
        return List.copyOf(awaited);
    }

    /**
     * A view of any task, with the desired status that it is known to have. What is described can be older than what was listed before: without
     * this, a task whose end an earlier process told would seem to be starting.
     */
    TaskView asListed(TaskView view) {
        if (view.stopped() || view.desiredStatus().equals(STOPPED)) {
            awaited.remove(view.arn());
            return view;
        }
        return awaited.contains(view.arn()) ? view.desired(STOPPED) : view;
    }

    /** To be called when ECS does not know a task. */
    void missing(String arn) {
        awaited.remove(arn);
    }

    /**
     * To be called when a framework is watched: its stopped tasks are described again.
     *
     * @param shown what the clock shows
     */
    void watch(FrameworkId framework, Instant shown) {
        watched.putIfAbsent(framework, shown);
        seen.values()
                .removeIf(
                        stopped -> stopped.framework().filter(framework::equals).isPresent());
    }

    /** To be called when a framework is forgotten: its ends may be told again to whoever watches it later. */
    void forget(FrameworkId framework) {
        forgotten.remove(framework);
        watched.remove(framework);
        ours.values().removeIf(told -> {
            told.removeIf(task -> task.task().framework().equals(framework));
            return told.isEmpty();
        });
    }

    /** Forgets old tasks; returns those whose end was told. */
    List<EcsTaskRecord> forgetOld(Instant now) {
        Instant oldest = now.minus(REMEMBERED);
        Iterator<Seen> times = seen.values().iterator();
        while (times.hasNext() && times.next().at().isBefore(oldest)) {
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
                gone.addAll(entry.getValue());
                entry.getValue().forEach(task -> forgotten.add(task.task().framework()));
            } else {
                earliest = entry.getKey().isBefore(earliest) ? entry.getKey() : earliest;
            }
            return old;
        });
        return gone;
    }

    /**
     * Whether a task ended so long ago that its end may have been reported and forgotten; ECS may remember tasks longer than documented. An event may tell of an end
     * that ECS had forgotten before the framework was watched: that was not reported by a read.
     */
    boolean perhapsForgotten(FrameworkId framework, TaskView view, Instant now) {
        Instant since = watched.getOrDefault(framework, now);
        return forgotten.contains(framework)
                && view.stopped()
                && view.times()
                        .stoppedAt()
                        .filter(at -> at.isBefore(now.minus(REMEMBERED).plus(SKEW)))
                        .filter(at -> !view.isHeard() || !at.isBefore(since.minus(REMEMBERED)))
                        .isPresent();
    }

    /** How many tasks are remembered. */
    int size() {
        return seen.size();
    }
}
