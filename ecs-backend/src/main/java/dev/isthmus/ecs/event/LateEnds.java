package dev.isthmus.ecs.event;

import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends that ECS cannot be asked for again. One that came late and was told stays in the queue until whoever was told has had the time to make it durable; one of a
 * framework that is not watched, late or not, is kept here until it is: it may come when ECS has forgotten the end. Not thread-safe: used within steps only.
 */
final class LateEnds {

    /** ECS forgets a stopped task after about an hour. */
    static final Duration LATE = Duration.ofMinutes(50);

    /** How long an end that was told stays in the queue. */
    static final Duration HELD = Duration.ofMinutes(5);

    private final int most;
    private final Map<String, Instant> held = new LinkedHashMap<>();
    private final Map<String, TaskView> unclaimed = new LinkedHashMap<>();

    /** None yet; at most so many of each kind. */
    LateEnds(int most) {
        this.most = most;
    }

    /** Whether an end is late, by what the clock shows. */
    boolean isLate(TaskView ended, Instant shown) {
        return ended.times()
                .stoppedAt()
                .filter(at -> at.isBefore(shown.minus(LATE)))
                .isPresent();
    }

    /** The end in this message was told just now. */
    void hold(String message, Instant now) {
        held.put(message, now);
        cut(held);
    }

    /** Whether the end in this message was told before. */
    boolean isHeld(String message) {
        return held.containsKey(message);
    }

    /** Whether that is long enough ago, so that the message can be deleted. It is held no longer then. */
    boolean isOver(String message, Instant now) {
        Instant told = held.getOrDefault(message, Instant.MIN);
        boolean over = told.equals(Instant.MIN) || !now.isBefore(told.plus(HELD));
        if (over) {
            held.remove(message);
        }
        return over;
    }

    /** The end of a task of a framework that is not watched. */
    void unclaimed(TaskView ended) {
        unclaimed.put(ended.arn(), ended);
        cut(unclaimed);
    }

    /** The ends of the tasks with a mark in {@code startedBy}, which are kept no longer. */
    List<TaskView> claim(String mark) {
        List<TaskView> claimed = new ArrayList<>();
        unclaimed.values().removeIf(ended -> ended.startedBy().equals(mark) && claimed.add(ended));
        return claimed;
    }

    private void cut(Map<String, ?> ends) {
        if (ends.size() > most) {
            Iterator<String> oldest = ends.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
