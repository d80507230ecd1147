package dev.isthmus.master.evolve;

import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.v1.scheduler.Protos;
import dev.isthmus.mesos.protobuf.InvalidProtocolBufferException;
import dev.isthmus.mesos.protobuf.Message;
import dev.isthmus.mesos.protobuf.MessageLite;
import dev.isthmus.mesos.protobuf.Parser;

/**
 * Evolves v0 into v1 and devolves v1 into v0. Both mean the same by the same numbers of fields, so a message is written and read again as the other;
 * only {@code Call.Subscribe} numbers its fields differently and is translated by hand. Which fields and names differ at all is listed in the tests.
 *
 * <p>A message may lack required fields, on both sides alike. Stateless; may be called by any thread.
 */
public final class Evolution {

    private Evolution() {}

    /** A call of v1 as the master understands it. */
    public static Call devolve(Protos.Call call) {
        if (!call.hasSubscribe()) {
            return read(call, Call.parser());
        }
        Protos.Call.Subscribe from = call.getSubscribe();
        Call.Subscribe.Builder subscribe =
                Call.Subscribe.newBuilder().addAllSuppressedRoles(from.getSuppressedRolesList());
        if (from.hasFrameworkInfo()) {
            subscribe.setFrameworkInfo(
                    read(from.getFrameworkInfo(), dev.isthmus.mesos.messages.Protos.FrameworkInfo.parser()));
        }
        if (from.hasOfferConstraints()) {
            subscribe.setOfferConstraints(read(from.getOfferConstraints(), OfferConstraints.parser()));
        }
        return read(call.toBuilder().clearSubscribe().buildPartial(), Call.parser()).toBuilder()
                .setSubscribe(subscribe.buildPartial())
                .buildPartial();
    }

    /** A call as a client of v1 sends it. {@code Subscribe.force} has no place there: subscribing always does what it asks for. */
    public static Protos.Call evolve(Call call) {
        if (!call.hasSubscribe()) {
            return read(call, Protos.Call.parser());
        }
        Call.Subscribe from = call.getSubscribe();
        Protos.Call.Subscribe.Builder subscribe =
                Protos.Call.Subscribe.newBuilder().addAllSuppressedRoles(from.getSuppressedRolesList());
        if (from.hasFrameworkInfo()) {
            subscribe.setFrameworkInfo(
                    read(from.getFrameworkInfo(), dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo.parser()));
        }
        if (from.hasOfferConstraints()) {
            subscribe.setOfferConstraints(read(from.getOfferConstraints(), Protos.OfferConstraints.parser()));
        }
        return read(call.toBuilder().clearSubscribe().buildPartial(), Protos.Call.parser()).toBuilder()
                .setSubscribe(subscribe.buildPartial())
                .buildPartial();
    }

    /** An event as a client of v1 receives it. */
    public static Protos.Event evolve(Event event) {
        return read(event, Protos.Event.parser());
    }

    /** An event of v1 as a framework of v0 knows it. */
    public static Event devolve(Protos.Event event) {
        return read(event, Event.parser());
    }

    /**
     * Any message but a call or an event as the other version has it.
     *
     * @param as reads the same message of the other version
     */
    public static <M extends MessageLite> M of(Message from, Parser<M> as) {
        return read(from, as);
    }

    private static <M extends MessageLite> M read(Message from, Parser<M> as) {
        try {
            return as.parsePartialFrom(from.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    "the two versions of " + from.getDescriptorForType().getFullName()
                            + " differ in more than is known",
                    e);
        }
    }
}
