package dev.isthmus.driver.client.wire;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import java.util.List;

/** A call of the v1 scheduler API ({@code mesos.v1.scheduler.Call}), without the framework's id. Immutable. */
public final class SchedulerCall {

    private static final int FRAMEWORK_ID = 1;
    private static final int TYPE = 2;

    private final Type type;
    private final ByteString body;

    private SchedulerCall(Type type, MessageFields body) {
        this.type = type;
        this.body = body.written();
    }

    /** The kinds of calls that a driver makes, with their numbers. */
    public enum Type {
        /** Opens the stream of events. */
        SUBSCRIBE(1, 3),
        /** Removes the framework and kills its tasks. */
        TEARDOWN(2, 0),
        /** Uses offers. */
        ACCEPT(3, 4),
        /** Declines offers. */
        DECLINE(4, 5),
        /** Kills a task. */
        KILL(6, 6),
        /** Acknowledges an update. */
        ACKNOWLEDGE(8, 8),
        /** Asks for the states of tasks. */
        RECONCILE(9, 9),
        /** Sends a message to an executor. */
        MESSAGE(10, 10),
        /** Asks for resources. */
        REQUEST(11, 11),
        /** Drops filters and ends suppression. */
        REVIVE(5, 15),
        /** Suppresses offers. */
        SUPPRESS(12, 16),
        /** Replaces the framework's description. */
        UPDATE_FRAMEWORK(17, 19);

        private final int number;
        /** Where the body of such a call stands in the call; 0: it has none. */
        private final int field;

        Type(int number, int field) {
            this.number = number;
            this.field = field;
        }
    }

    /**
     * Subscribes. In v1 there is no {@code force}, so the numbers after it are others than in v0.
     *
     * @param framework with the framework's id if it has one
     * @param suppressed roles that get no offers
     */
    public static SchedulerCall subscribe(
            FrameworkInfo framework, Iterable<String> suppressed, OfferConstraints constraints) {
        return new SchedulerCall(Type.SUBSCRIBE, described(framework, suppressed, constraints));
    }

    /** Replaces the framework's description, its suppressed roles and its constraints. */
    public static SchedulerCall updateFramework(
            FrameworkInfo framework, Iterable<String> suppressed, OfferConstraints constraints) {
        return new SchedulerCall(Type.UPDATE_FRAMEWORK, described(framework, suppressed, constraints));
    }

    private static MessageFields described(
            FrameworkInfo framework, Iterable<String> suppressed, OfferConstraints constraints) {
        MessageFields fields = new MessageFields().message(1, framework).texts(2, suppressed);
        return constraints.getSerializedSize() == 0 ? fields : fields.message(3, constraints);
    }

    /** Removes the framework. */
    public static SchedulerCall teardown() {
        return new SchedulerCall(Type.TEARDOWN, new MessageFields());
    }

    /** Uses offers. */
    public static SchedulerCall accept(List<OfferID> offers, List<Offer.Operation> operations, Filters filters) {
        return new SchedulerCall(
                Type.ACCEPT,
                new MessageFields().messages(1, offers).messages(2, operations).message(3, filters));
    }

    /** Declines an offer. */
    public static SchedulerCall decline(OfferID offer, Filters filters) {
        return new SchedulerCall(
                Type.DECLINE, new MessageFields().message(1, offer).message(2, filters));
    }

    /** Revives roles; none means all. */
    public static SchedulerCall revive(Iterable<String> roles) {
        return new SchedulerCall(Type.REVIVE, new MessageFields().texts(1, roles));
    }

    /** Suppresses roles; none means all. */
    public static SchedulerCall suppress(Iterable<String> roles) {
        return new SchedulerCall(Type.SUPPRESS, new MessageFields().texts(1, roles));
    }

    /** Kills a task. */
    public static SchedulerCall kill(TaskID task) {
        return new SchedulerCall(Type.KILL, new MessageFields().message(1, task));
    }

    /** Acknowledges an update, which has an agent and a uuid. */
    public static SchedulerCall acknowledge(TaskStatus status) {
        return new SchedulerCall(
                Type.ACKNOWLEDGE,
                new MessageFields()
                        .message(1, status.getSlaveId())
                        .message(2, status.getTaskId())
                        .bytes(3, status.getUuid()));
    }

    /** Asks for the states of tasks; none means all. */
    public static SchedulerCall reconcile(List<TaskStatus> statuses) {
        MessageFields tasks = new MessageFields();
        for (TaskStatus status : statuses) {
            MessageFields task = new MessageFields().message(1, status.getTaskId());
            tasks.bytes(1, (status.hasSlaveId() ? task.message(2, status.getSlaveId()) : task).written());
        }
        return new SchedulerCall(Type.RECONCILE, tasks);
    }

    /** Sends a message to an executor. */
    public static SchedulerCall message(ExecutorID executor, SlaveID agent, ByteString data) {
        return new SchedulerCall(
                Type.MESSAGE,
                new MessageFields().message(1, agent).message(2, executor).bytes(3, data));
    }

    /** Asks for resources. */
    public static SchedulerCall request(List<Request> requests) {
        return new SchedulerCall(Type.REQUEST, new MessageFields().messages(1, requests));
    }

    /** Its kind. */
    public Type type() {
        return type;
    }

    /**
     * The body of the request.
     *
     * @param framework the framework's id; an empty one is left out
     */
    public byte[] encode(FrameworkID framework) {
        MessageFields call = new MessageFields();
        if (!framework.getValue().isEmpty()) {
            call.message(FRAMEWORK_ID, framework);
        }
        call.number(TYPE, type.number);
        if (type.field != 0) {
            call.bytes(type.field, body);
        }
        return call.written().toByteArray();
    }

    /** The kind. */
    @Override
    public String toString() {
        return type.name();
    }
}
