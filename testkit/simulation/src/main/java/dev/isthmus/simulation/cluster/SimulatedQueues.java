package dev.isthmus.simulation.cluster;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.testkit.ecs.events.FakeEvents;
import dev.isthmus.testkit.ecs.fault.DeliveryFaults;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The queues that events of the cluster go to, one for each driver, and what happens to all of them. Without drivers that have one there is none. */
public final class SimulatedQueues implements EventFlow {

    private final FakeEvents events;
    private final ReadEvents read = new ReadEvents();
    private final ManualClock clock;
    private final Map<String, ServedQueue> byDriver = new TreeMap<>();
    private DeliveryFaults faults = DeliveryFaults.none();
    private boolean gone;
    private boolean refused;
    /** Since when no event comes, though they answer. */
    private Optional<Instant> silent = Optional.empty();

    private Optional<Instant> unanswered = Optional.empty();
    private Instant answers = Instant.MIN;

    SimulatedQueues(FakeEvents events, ManualClock clock) {
        this.events = events;
        this.clock = clock;
    }

    // For whoever judges.

    @Override
    public Optional<Instant> silentSince() {
        return silent;
    }

    @Override
    public Optional<Instant> unansweredSince() {
        return unanswered;
    }

    @Override
    public Instant answersSince() {
        return answers;
    }

    private void changed() {
        boolean isUnanswered = gone || refused;
        answers = unanswered.isPresent() && !isUnanswered ? clock.steady() : answers;
        unanswered = isUnanswered ? unanswered.or(() -> Optional.of(clock.steady())) : Optional.empty();
        boolean isSilent = faults.loss() >= 1 && !gone && !refused;
        silent = isSilent ? silent.or(() -> Optional.of(clock.steady())) : Optional.empty();
    }

    // What happens to them.

    /** The queue of a driver, whatever lives it has; made when its first life begins. */
    ServedQueue of(String driver) {
        if (byDriver.isEmpty()) {
            events.watch(event -> byDriver.values().forEach(ServedQueue::serve));
        }
        return byDriver.computeIfAbsent(driver, first -> new ServedQueue(events.queue(driver), read, clock));
    }

    /** What goes wrong with events on their way from now on. */
    public void faults(DeliveryFaults faults) {
        this.faults = faults;
        events.faults(faults);
        changed();
    }

    /** All that is in them is lost. */
    public void purge() {
        byDriver.values().forEach(ServedQueue::purge);
    }

    /** Others receive from them, too, and delete what comes; or nobody does any more. */
    public void share(boolean shared) {
        byDriver.values().forEach(queue -> queue.share(shared));
    }

    /** Their calls are refused, or are not any more. */
    public void refuse(boolean refused) {
        Optional<CallFailure> why = Optional.of(CallFailure.of(
                        Category.DENIED,
                        "KmsAccessDenied",
                        CallFailure.Done.NO,
                        "the key of the queue may not be used"))
                .filter(failure -> refused);
        this.refused = refused;
        if (!gone) {
            byDriver.values().forEach(queue -> queue.refuse(why));
        }
        changed();
    }

    /** They are not there any more, with all that was in them. */
    public void remove() {
        gone = true;
        changed();
        CallFailure why =
                CallFailure.of(Category.CALLER, "QueueDoesNotExist", CallFailure.Done.NO, "there is no queue");
        byDriver.values().forEach(queue -> queue.remove(why));
    }

    /** They are there again, empty. */
    public void restore() {
        if (gone) {
            gone = false;
            changed();
            byDriver.values().forEach(ServedQueue::restore);
        }
    }

    /** Nothing goes wrong with them any more. */
    void calm() {
        faults(DeliveryFaults.none());
        restore();
        refuse(false);
        share(false);
    }
}
