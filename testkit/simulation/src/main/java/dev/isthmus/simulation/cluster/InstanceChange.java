package dev.isthmus.simulation.cluster;

import dev.isthmus.testkit.ecs.InMemoryEcs;
import java.time.Duration;

/** What can be done to one instance. */
public final class InstanceChange {

    private final InMemoryEcs ecs;
    private final String arn;

    InstanceChange(InMemoryEcs ecs, String arn) {
        this.ecs = ecs;
        this.arn = arn;
    }

    /** Drains it. */
    public void drain() {
        ecs.drain(arn);
    }

    /** Makes it active again. */
    public void activate() {
        ecs.activate(arn);
    }

    /** Deregisters it by force. */
    public void deregister() {
        ecs.deregister(arn);
    }

    /** Terminates its machine. */
    public void terminate() {
        ecs.terminate(arn);
    }

    /** EC2 takes its machine back after this notice. */
    public void interruptSpot(Duration notice) {
        ecs.interruptSpot(arn, notice);
    }

    /** Its agent loses its connection. */
    public void disconnect() {
        ecs.disconnectAgent(arn);
    }

    /** Its agent connects again. */
    public void reconnect() {
        ecs.reconnectAgent(arn);
    }
}
