package dev.isthmus.ecs.budget;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.call.ThrottleBucket;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The queue of all calls to ECS. A call waits for a token of its bucket and for a free connection, in order of priority.
 *
 * <p>Not thread-safe: used within steps only.
 */
public final class EcsCallQueue {

    /** How many places are left to other buckets, so that starts that ECS is slow to answer do not keep us from looking, nor the other way. */
    static final int LEFT_TO_OTHERS = 2;

    private final Steps steps;
    private final Notes notes;
    private final int places;
    private final Map<ThrottleBucket, TokenBucket> buckets = new EnumMap<>(ThrottleBucket.class);
    private final Map<ThrottleBucket, PriorityQueue<Ticket>> waiting = new EnumMap<>(ThrottleBucket.class);
    private long arrivals;
    private final Map<ThrottleBucket, Integer> begunOf = new EnumMap<>(ThrottleBucket.class);
    private int begun;
    /** Whether a bucket was drawn from that is within another. */
    private boolean drawnOn;

    private Instant wakeAt = Instant.MAX;

    /**
     * Creates an empty queue.
     *
     * @param places the largest number of concurrent calls
     * @param budget what may be used of each quota
     */
    public EcsCallQueue(Steps steps, int places, RequestBudget budget) {
        this.steps = steps;
        this.notes = steps.notes(EcsCallQueue.class);
        this.places = places;
        for (ThrottleBucket bucket : ThrottleBucket.values()) {
            buckets.put(bucket, budget.bucket(bucket, steps.now()));
            waiting.put(
                    bucket,
                    new PriorityQueue<>(Comparator.comparing((Ticket ticket) -> ticket.priority)
                            .thenComparing(ticket -> ticket.arrival)));
        }
    }

    /** A call that is queued or being made. */
    public final class Ticket {

        private final Priority priority;
        private final long arrival;
        private final ThrottleBucket bucket;
        private final Runnable start;

        private Ticket(Priority priority, long arrival, ThrottleBucket bucket, Runnable start) {
            this.priority = priority;
            this.arrival = arrival;
            this.bucket = bucket;
            this.start = start;
        }

        /** Cancels the call, unless it has begun; returns whether it was cancelled. Then no answer follows. */
        public boolean cancel() {
            return waitingFor(bucket).remove(this);
        }
    }

    /** Queues a call, without retries. */
    public <T> Ticket once(EcsCall<T> call, Priority priority, Consumer<Answer<T>> then) {
        ThrottleBucket bucket = call.bucket();
        Ticket ticket = new Ticket(
                priority,
                arrivals++,
                bucket,
                () -> steps.begin(call, answer -> {
                    begun--;
                    begunOf.merge(bucket, -1, Integer::sum);
                    if (answer instanceof Answer.Failed<T> failed
                            && failed.failure().category() == Category.THROTTLED) {
                        throttled(bucket);
                    }
                    try {
                        then.accept(answer);
                    } finally {
                        pump();
                    }
                }));
        waitingFor(bucket).add(ticket);
        pump();
        return ticket;
    }

    /** Queues a call, and retries temporary failures as the backoff allows. */
    public <T> void patiently(EcsCall<T> call, Priority priority, Backoff backoff, Consumer<Answer<T>> then) {
        patiently(call, priority, backoff, failure -> failure.failure().passes(), then);
    }

    /** Queues a call, and retries those failures that {@code again} accepts, as the backoff allows. */
    public <T> void patiently(
            EcsCall<T> call,
            Priority priority,
            Backoff backoff,
            Predicate<CallFailure> again,
            Consumer<Answer<T>> then) {
        attempt(call, priority, backoff, again, 1, then);
    }

    private <T> void attempt(
            EcsCall<T> call,
            Priority priority,
            Backoff backoff,
            Predicate<CallFailure> again,
            int attempt,
            Consumer<Answer<T>> then) {
        once(call, priority, answer -> {
            if (answer instanceof Answer.Failed<T> failed && backoff.again(attempt) && again.test(failed.failure())) {
                Duration wait = backoff.after(attempt);
                notes.debug(
                        "{} failed, retrying in {}: {}",
                        call.operation().awsName(),
                        wait,
                        failed.failure().message());
                steps.after(wait, () -> attempt(call, priority, backoff, again, attempt + 1, then));
            } else {
                then.accept(answer);
            }
        });
    }

    /** What is left of each budget, and what waits for it; one within another is left out until it is used. */
    public List<BudgetLoad> load() {
        Instant now = steps.now();
        return buckets.entrySet().stream()
                .filter(each -> drawnOn || each.getKey().within() == each.getKey())
                .map(each -> new BudgetLoad(
                        each.getKey(),
                        each.getValue().left(now),
                        waitingFor(each.getKey()).size(),
                        each.getValue().pace(now)))
                .toList();
    }

    /** What the clock says that the waits go by. */
    Instant now() {
        return steps.now();
    }

    /** Does a step after a while. */
    void after(Duration wait, Runnable step) {
        steps.after(wait, step);
    }

    private void pump() {
        while (begun < places) {
            Instant now = steps.now();
            Ticket next = null;
            Duration shortest = null;
            for (PriorityQueue<Ticket> queue : waiting.values()) {
                Ticket head = queue.peek();
                if (head == null || begunOf.getOrDefault(head.bucket, 0) >= Math.max(1, places - LEFT_TO_OTHERS)) {
                    continue;
                }
                Duration wait = wait(head.bucket, now);
                if (!wait.isZero()) {
                    shortest = shortest == null || wait.compareTo(shortest) < 0 ? wait : shortest;
                } else if (next == null || head.priority.compareTo(next.priority) < 0) {
                    next = head;
                }
            }
            if (next == null) {
                if (shortest != null) {
                    wakeIn(now, shortest);
                }
                return;
            }
            waitingFor(next.bucket).remove(next);
            take(next.bucket, now);
            begun++;
            begunOf.merge(next.bucket, 1, Integer::sum);
            next.start.run();
        }
    }

    /** How long until there is a token in the bucket, and in that which its calls draw from as well. */
    private Duration wait(ThrottleBucket bucket, Instant now) {
        Duration own = bucketOf(bucket).wait(now);
        Duration whole = bucketOf(bucket.within()).wait(now);
        return own.compareTo(whole) > 0 ? own : whole;
    }

    private void take(ThrottleBucket bucket, Instant now) {
        bucketOf(bucket).take(now);
        if (bucket.within() != bucket) {
            drawnOn = true;
            bucketOf(bucket.within()).take(now);
        }
    }

    /** AWS does not say by which of them. */
    private void throttled(ThrottleBucket bucket) {
        bucketOf(bucket).throttled(steps.now());
        if (bucket.within() != bucket) {
            bucketOf(bucket.within()).throttled(steps.now());
        }
    }

    private void wakeIn(Instant now, Duration wait) {
        Instant at = now.plus(wait);
        if (!at.isBefore(wakeAt)) {
            return;
        }
        wakeAt = at;
        steps.after(wait, () -> {
            if (wakeAt.equals(at)) {
                wakeAt = Instant.MAX;
            }
            pump();
        });
    }

    private TokenBucket bucketOf(ThrottleBucket bucket) {
        return present(buckets.get(bucket));
    }

    private PriorityQueue<Ticket> waitingFor(ThrottleBucket bucket) {
        return present(waiting.get(bucket));
    }

    private static <T> T present(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("every bucket has an entry");
        }
        return value;
    }
}
