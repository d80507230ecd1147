package dev.isthmus.master.points;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.master.evolve.Evolution;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.json.MesosJson;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.v1.scheduler.Protos;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import java.util.Optional;

/** The bytes of a client: what it sends, and what it makes of what it is sent. */
record ClientStream(MediaType encoding) {

    /** The body of a request. */
    ByteString body(Call call) {
        Protos.Call sent = Evolution.evolve(call);
        return encoding == MediaType.JSON ? ByteString.copyFromUtf8(MesosJson.write(sent)) : sent.toByteString();
    }

    /** What a driver tells its framework of a record of the stream; empty: nothing. */
    Optional<Output> told(byte[] record) {
        Event event = event(payload(record));
        return switch (event.getType()) {
            case SUBSCRIBED ->
                Optional.of(new Callback.Registered(
                        event.getSubscribed().getFrameworkId(),
                        event.getSubscribed().getMasterInfo()));
            case OFFERS -> Optional.of(new Callback.Offers(event.getOffers().getOffersList()));
            case RESCIND ->
                Optional.of(new Callback.Rescinded(event.getRescind().getOfferId()));
            case UPDATE -> Optional.of(new Callback.Update(event.getUpdate().getStatus()));
            case FAILURE ->
                Optional.of(new Callback.AgentLost(event.getFailure().getSlaveId()));
            case ERROR -> Optional.of(new Output.Abort(event.getError().getMessage()));
            case HEARTBEAT -> Optional.empty();
            default -> throw new AssertionError("no driver knows " + event);
        };
    }

    private static byte[] payload(byte[] record) {
        int end = new String(record, US_ASCII).indexOf('\n');
        int length = Integer.parseInt(new String(record, 0, end, US_ASCII));
        if (record.length != end + 1 + length) {
            throw new AssertionError("a record of " + record.length + " bytes that says " + length);
        }
        byte[] payload = new byte[length];
        System.arraycopy(record, end + 1, payload, 0, length);
        return payload;
    }

    private Event event(byte[] payload) {
        try {
            if (encoding == MediaType.PROTOBUF) {
                return Evolution.devolve(Protos.Event.parseFrom(payload));
            }
            Protos.Event.Builder event = Protos.Event.newBuilder();
            PlainJson.read(new String(payload, UTF_8), event);
            return Evolution.devolve(event.build());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
