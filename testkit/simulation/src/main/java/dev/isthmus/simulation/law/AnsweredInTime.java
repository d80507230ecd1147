package dev.isthmus.simulation.law;

import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * R-WD-08: a launch, a kill and a question for a task have an answer within a bound of fair time: an update of that task, for a kill its end. What was asked of a
 * process that has ended needs none; nor does a kill or a question while the driver has lost the cluster, which it drops as that of Mesos does, nor a kill when
 * the end has been told.
 */
public final class AnsweredInTime implements WorldLaw {

    /** The window of consistency and the patience of launches, with what calls and looks take. */
    static final Duration BOUND = Duration.ofSeconds(150);

    private static final String LAUNCH = "the launch of";
    private static final Duration LOOKS = Duration.ofSeconds(5);

    private final Court court;
    private final Fairness fairness;
    private final Duration wait;
    private final Map<DriverLife, Map<String, Question>> waiting = new LinkedHashMap<>();
    private final Map<DriverLife, Set<String>> ended = new HashMap<>();
    private final Set<DriverLife> disconnected = new HashSet<>();
    private Instant nextLook;

    private record Question(String what, Instant at, boolean wantsEnd) {}

    /**
     * Nothing is asked.
     *
     * @param wait for how long a launch may wait for an instance that is yet to come
     */
    public AnsweredInTime(Court court, Fairness fairness, Duration wait) {
        this.court = court;
        this.fairness = fairness;
        this.wait = wait;
        this.nextLook = court.now();
    }

    @Override
    public String rule() {
        return "R-WD-08";
    }

    private void ask(DriverLife life, String what, String task, boolean wantsEnd) {
        waiting.computeIfAbsent(life, first -> new LinkedHashMap<>())
                .putIfAbsent(what + " " + task, new Question(what, court.now(), wantsEnd));
    }

    @Override
    public void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {
        tasks.forEach(task -> ask(life, LAUNCH, task.getTaskId().getValue(), false));
    }

    @Override
    public void killAsked(DriverLife life, String taskId) {
        boolean isOver = ended.getOrDefault(life, Set.of()).contains(taskId);
        if (!isOver && !disconnected.contains(life)) {
            ask(life, "the kill of", taskId, true);
        }
    }

    @Override
    public void reconcileAsked(DriverLife life, List<String> taskIds) {
        if (!disconnected.contains(life)) {
            taskIds.forEach(id -> ask(life, "the question for", id, false));
        }
    }

    @Override
    public void connected(DriverLife life, boolean connected) {
        if (connected) {
            disconnected.remove(life);
            return;
        }
        disconnected.add(life);
        waiting.getOrDefault(life, new HashMap<>())
                .values()
                .removeIf(question -> !question.what().equals(LAUNCH));
    }

    @Override
    public void told(DriverLife life, TaskStatus status) {
        if (Updates.isEnd(status) && !Updates.isOfLostAgent(status)) {
            ended.computeIfAbsent(life, first -> new HashSet<>()).add(Updates.task(status));
        }
        Map<String, Question> its = waiting.get(life);
        if (its == null) {
            return;
        }
        String task = Updates.task(status);
        its.remove(LAUNCH + " " + task);
        its.remove("the question for " + task);
        // To a framework that knows partitions, a task that nobody knows is none that has ended.
        if (Updates.isEnd(status) || status.getState() == TaskState.TASK_UNKNOWN) {
            its.remove("the kill of " + task);
        }
    }

    @Override
    public void ended(DriverLife life) {
        waiting.remove(life);
        ended.remove(life);
        disconnected.remove(life);
    }

    @Override
    public void stepped() {
        Instant now = court.now();
        if (now.isBefore(nextLook)) {
            return;
        }
        nextLook = now.plus(LOOKS);
        for (Map.Entry<DriverLife, Map<String, Question>> each : new ArrayList<>(waiting.entrySet())) {
            Duration fair = fairness.forHowLong(each.getKey().framework()).orElse(Duration.ZERO);
            if (fair.compareTo(BOUND) < 0) {
                continue;
            }
            each.getValue().forEach((name, question) -> {
                Duration bound = question.what().equals(LAUNCH) ? BOUND.plus(wait) : BOUND;
                if (fair.compareTo(bound) >= 0
                        && Duration.between(question.at(), now).compareTo(bound) > 0) {
                    court.broken(
                            rule(),
                            each.getKey() + " has not answered " + name + ", asked "
                                    + Duration.between(question.at(), now) + " ago");
                }
            });
        }
    }
}
