package dev.isthmus.testkit.ecs.events;

import dev.isthmus.testkit.ecs.fault.DeliveryFaults;
import java.util.function.Consumer;

/**
 * What ECS tells EventBridge of a fake cluster: {@code ECS Task State Change} and {@code ECS Container Instance State Change}, as JSON.
 * As thread-safe as the fake is.
 */
public final class FakeEvents {
    private final EventAccess access;
    private final String accountId;

    /** Made by a fake cluster. */
    public FakeEvents(EventAccess access, String accountId) {
        this.access = access;
        this.accountId = accountId;
    }

    /**
     * Tells a listener of each event from now on, once and in order, whatever goes wrong on the way to queues. It is called with no lock
     * held, one event at a time, before the call that caused the event returns.
     */
    public void watch(Consumer<String> listener) {
        access.watchEvents(listener);
        access.plane((now, plane) -> {
            plane.tellEvents();
            return true;
        });
    }

    /** What goes wrong from now on with events on their way into queues; {@link DeliveryFaults#none()} at first. */
    public void faults(DeliveryFaults faults) {
        access.plane((now, plane) -> {
            plane.queues().faults(faults);
            return true;
        });
    }

    /** The queue of this name: one of the configuration, or one that {@link FakeQueue#create} makes. */
    public FakeQueue queue(String name) {
        return new FakeQueue(access, accountId, name);
    }
}
