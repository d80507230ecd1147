package dev.isthmus.master.translation;

import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.OperationStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import java.time.Duration;

/** Writes the events of the scheduler's API, in v0 (src/internal/evolve.cpp has them in v1). */
public final class SchedulerEvents {

    private static final double NANOS = 1e9;

    private SchedulerEvents() {}

    /** The first event of each stream that is not refused. */
    public static Event subscribed(String framework, Duration heartbeat, MasterInfo master) {
        return Event.newBuilder()
                .setType(Event.Type.SUBSCRIBED)
                .setSubscribed(Event.Subscribed.newBuilder()
                        .setFrameworkId(FrameworkID.newBuilder().setValue(framework))
                        .setHeartbeatIntervalSeconds(heartbeat.toNanos() / NANOS)
                        .setMasterInfo(master))
                .build();
    }

    /** A sign of life. */
    public static Event heartbeat() {
        return Event.newBuilder().setType(Event.Type.HEARTBEAT).build();
    }

    /** The last event of a stream. */
    public static Event error(String message) {
        return Event.newBuilder()
                .setType(Event.Type.ERROR)
                .setError(Event.Error.newBuilder().setMessage(message))
                .build();
    }

    /** An offer is no longer valid. */
    public static Event rescind(OfferID offer) {
        return Event.newBuilder()
                .setType(Event.Type.RESCIND)
                .setRescind(Event.Rescind.newBuilder().setOfferId(offer))
                .build();
    }

    /** The state of a task. */
    public static Event update(TaskStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.UPDATE)
                .setUpdate(Event.Update.newBuilder().setStatus(status))
                .build();
    }

    /** The state of an operation. */
    public static Event operation(OperationStatus status) {
        return Event.newBuilder()
                .setType(Event.Type.UPDATE_OPERATION_STATUS)
                .setUpdateOperationStatus(
                        Event.UpdateOperationStatus.newBuilder().setStatus(status))
                .build();
    }
}
