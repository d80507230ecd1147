package dev.isthmus.driver.message;

import org.apache.mesos.Protos.Offer;

/** Converts the framework's offer operations to ours. A class of its own, as Mesos 0.21 has no such message. */
public final class OperationToPrivate {

    public static final MessageTranscoder<Offer.Operation, dev.isthmus.mesos.messages.Protos.Offer.Operation>
            OPERATION = MessageTranscoder.between(
                    Offer.Operation.class, dev.isthmus.mesos.messages.Protos.Offer.Operation.class);

    private OperationToPrivate() {}
}
