package dev.isthmus.driver.message;

import org.apache.mesos.scheduler.Protos.OfferConstraints;

/** Converts the framework's offer constraints to ours. A class of its own, as Mesos before 1.11 has no such message. */
public final class ConstraintsToPrivate {

    public static final MessageTranscoder<
                    OfferConstraints, dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints>
            CONSTRAINTS = MessageTranscoder.between(
                    OfferConstraints.class, dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.class);

    private ConstraintsToPrivate() {}
}
