package dev.isthmus.ecs.event;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far events can be relied upon. They are only once one has come; as long as the queue answers; and as long as nothing is learnt of a task by a read whose
 * event does not come, which shows that the rule, its filter or the queue's policy has changed, or that somebody else receives from the queue. Each start of
 * ours is such a thing. Not thread-safe: used within steps only.
 */
final class EventReliance {

    /** How long an event may take. EventBridge promises nothing, and mostly takes a second. */
    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** How long the queue may be without an answer: a receive takes 20 s. */
    static final Duration SILENCE = Duration.ofSeconds(60);

    /** Of so many tasks, those heard of last, it is known how far events say that they are. */
    private static final int REMEMBERED = 10_000;

    private final Map<String, Expected> expected = new LinkedHashMap<>();
    private final Map<String, Progress> heard = new LinkedHashMap<>();
    private Instant answered = Instant.MIN;
    private Instant missed = Instant.MIN;
    private boolean any;
    private boolean confirmed;

    private record Expected(Progress atLeast, Instant since) {}

    /** How far a task is, by what an event says. */
    enum Progress {
        /** There is a task. */
        KNOWN,
        /** It runs. */
        RUNNING,
        /** It is being stopped. */
        STOPPING,
        /** It has ended. */
        STOPPED;

        /** By a status of ECS. */
        static Progress of(String lastStatus) {
            return switch (lastStatus) {
                case "RUNNING" -> RUNNING;
                case "DEACTIVATING", "STOPPING", "DEPROVISIONING" -> STOPPING;
                case "STOPPED", "DELETED" -> STOPPED;
                default -> KNOWN;
            };
        }
    }

    /** The queue has answered. */
    void answered(Instant now) {
        answered = now;
    }

    /** The queue has not answered: what was expected may wait in it. */
    void unanswered() {
        expected.clear();
    }

    /** An event of the cluster has come. */
    void heard() {
        any = true;
    }

    /** An event of a task has come, new or not. */
    void heard(String task, Progress progress) {
        any = true;
        Progress before = heard.remove(task);
        // Events come in no order.
        heard.put(task, before == null || before.compareTo(progress) < 0 ? progress : before);
        if (heard.size() > REMEMBERED) {
            heard.remove(heard.keySet().iterator().next());
        }
        Expected wanted = expected.get(task);
        if (wanted != null && progress.compareTo(wanted.atLeast()) >= 0) {
            expected.remove(task);
            confirmed = true;
        }
    }

    /** A read or a call has told that a task is so far, of which an event must come, if it has not come already. */
    void expect(String task, Progress progress, Instant now) {
        Progress known = heard.get(task);
        if (known == null || known.compareTo(progress) < 0) {
            expected.put(task, new Expected(progress, now));
        }
    }

    /** A task whose event has not come in time, if there is one. After that events must have come for as long again before they are relied upon. */
    Optional<String> missed(Instant now) {
        Optional<String> task = expected.entrySet().stream()
                .filter(wait -> !now.isBefore(wait.getValue().since().plus(PATIENCE)))
                .map(Map.Entry::getKey)
                .findFirst();
        if (task.isPresent()) {
            missed = now;
            confirmed = false;
            expected.clear();
        }
        return task;
    }

    /** Whether events can be relied upon. */
    boolean isSure(Instant now) {
        boolean isMissing = missed.isAfter(Instant.MIN) && !(confirmed && !now.isBefore(missed.plus(PATIENCE)));
        return any && isAnswering(now) && !isMissing;
    }

    private boolean isAnswering(Instant now) {
        return answered.isAfter(Instant.MIN) && now.isBefore(answered.plus(SILENCE));
    }
}
