package dev.isthmus.testkit.ecs.sqs;

import dev.isthmus.testkit.ecs.fault.DeliveryFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** The queues of an account that its events go to, and what goes wrong on the way. */
public final class EventQueues {
    private final Map<String, StandardQueue> queues = new LinkedHashMap<>();
    private final SplittableRandom random;
    private final long seed;
    private DeliveryFaults faults = DeliveryFaults.none();

    public EventQueues(List<String> names, long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
        names.forEach(this::add);
    }

    /** Makes an empty queue; one of that name that was there before is gone. */
    public void add(String name) {
        queues.put(name, new StandardQueue(seed ^ name.hashCode()));
    }

    public void remove(String name) {
        queues.remove(name);
    }

    public Optional<StandardQueue> named(String name) {
        return Optional.ofNullable(queues.get(name));
    }

    public boolean isEmpty() {
        return queues.isEmpty();
    }

    public void faults(DeliveryFaults next) {
        faults = next;
    }

    /** An event goes to all queues, as each of them has a rule of its own. */
    public void deliver(Instant now, String event) {
        for (StandardQueue queue : queues.values()) {
            if (random.nextDouble() < faults.loss()) {
                continue;
            }
            int copies = random.nextDouble() < faults.repeat() ? 2 : 1;
            for (int i = 0; i < copies; i++) {
                queue.send(now, delay(), event);
            }
        }
    }

    private Duration delay() {
        return random.nextDouble() < faults.late()
                ? Duration.ofMillis(1 + random.nextLong(faults.atMost().toMillis()))
                : Duration.ZERO;
    }

    /** It is so late: what was hidden until then is visible, whether anybody asks or not. */
    public void advanceTo(Instant now) {
        queues.values().forEach(queue -> queue.advance(now));
    }

    /** When a message that is hidden will be visible, if any will. */
    public Optional<Instant> nextVisible() {
        // Asked after each call of the account.
        Optional<Instant> next = Optional.empty();
        for (StandardQueue queue : queues.values()) {
            Optional<Instant> its = queue.nextVisible();
            if (its.isPresent() && (next.isEmpty() || its.get().isBefore(next.get()))) {
                next = its;
            }
        }
        return next;
    }
}
