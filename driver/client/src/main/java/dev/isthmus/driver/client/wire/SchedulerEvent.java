package dev.isthmus.driver.client.wire;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import dev.isthmus.mesos.protobuf.UnknownFieldSet;
import java.util.ArrayList;
import java.util.List;

/** Reads an event of the v1 scheduler API ({@code mesos.v1.scheduler.Event}) and says which it is. */
public final class SchedulerEvent {

    private static final int TYPE = 1;

    private SchedulerEvent() {}

    /** What each event means. */
    public interface Cases {

        /**
         * The framework is subscribed.
         *
         * @param framework its id
         * @param heartbeat seconds from one sign of life to the next; 0 if the master does not say
         * @param master who it is; without content if the master does not say
         */
        void subscribed(FrameworkID framework, double heartbeat, MasterInfo master);

        /** New offers; at least one. */
        void offers(List<Offer> offers);

        /** An offer holds no longer. */
        void rescinded(OfferID offer);

        /** The state of a task. */
        void updated(TaskStatus status);

        /** A message of an executor. */
        void sent(ExecutorID executor, SlaveID agent, byte[] data);

        /** An agent is lost. */
        void agentFailed(SlaveID agent);

        /** An executor ended; the status is that of {@code wait(2)}. */
        void executorFailed(ExecutorID executor, SlaveID agent, int status);

        /** The master wants nothing more of this framework. */
        void failed(String message);

        /** A sign of life, or what a driver of v0 has no callback for. */
        void nothing();
    }

    /**
     * Reads an event.
     *
     * @param record the bytes of one record
     * @param cases is called once
     * @throws InvalidProtocolBufferException if it is none, or lacks what such an event has
     */
    public static void read(byte[] record, Cases cases) throws InvalidProtocolBufferException {
        UnknownFieldSet event = UnknownFieldSet.parseFrom(record);
        switch ((int) number(event, TYPE)) {
            case 1:
                subscribed(body(event, 2), cases);
                break;
            case 2:
                offers(body(event, 3), cases);
                break;
            case 3:
                cases.rescinded(OfferID.parseFrom(bytes(body(event, 4), 1)));
                break;
            case 4:
                cases.updated(TaskStatus.parseFrom(bytes(body(event, 5), 1)));
                break;
            case 5:
                UnknownFieldSet message = body(event, 6);
                cases.sent(
                        ExecutorID.parseFrom(bytes(message, 2)),
                        SlaveID.parseFrom(bytes(message, 1)),
                        bytes(message, 3).toByteArray());
                break;
            case 6:
                failure(body(event, 7), cases);
                break;
            case 7:
                cases.failed(bytes(body(event, 8), 1).toStringUtf8());
                break;
            default:
                cases.nothing();
                break;
        }
    }

    private static void subscribed(UnknownFieldSet body, Cases cases) throws InvalidProtocolBufferException {
        List<Long> heartbeat = body.getField(2).getFixed64List();
        cases.subscribed(
                FrameworkID.parseFrom(bytes(body, 1)),
                heartbeat.isEmpty() ? 0 : Double.longBitsToDouble(heartbeat.get(0)),
                body.hasField(3) ? MasterInfo.parseFrom(bytes(body, 3)) : MasterInfo.getDefaultInstance());
    }

    private static void offers(UnknownFieldSet body, Cases cases) throws InvalidProtocolBufferException {
        List<Offer> offers = new ArrayList<>();
        for (ByteString offer : body.getField(1).getLengthDelimitedList()) {
            offers.add(Offer.parseFrom(offer));
        }
        if (offers.isEmpty()) {
            cases.nothing();
        } else {
            cases.offers(offers);
        }
    }

    private static void failure(UnknownFieldSet body, Cases cases) throws InvalidProtocolBufferException {
        if (body.hasField(2)) {
            cases.executorFailed(
                    ExecutorID.parseFrom(bytes(body, 2)), SlaveID.parseFrom(bytes(body, 1)), (int) number(body, 3));
        } else {
            cases.agentFailed(SlaveID.parseFrom(bytes(body, 1)));
        }
    }

    private static UnknownFieldSet body(UnknownFieldSet event, int field) throws InvalidProtocolBufferException {
        return UnknownFieldSet.parseFrom(bytes(event, field));
    }

    private static ByteString bytes(UnknownFieldSet message, int field) throws InvalidProtocolBufferException {
        List<ByteString> values = message.getField(field).getLengthDelimitedList();
        if (values.isEmpty()) {
            throw new InvalidProtocolBufferException(
                    "an event of type " + number(message, TYPE) + " lacks field " + field);
        }
        return values.get(values.size() - 1);
    }

    private static long number(UnknownFieldSet message, int field) {
        List<Long> values = message.getField(field).getVarintList();
        return values.isEmpty() ? 0 : values.get(values.size() - 1);
    }
}
