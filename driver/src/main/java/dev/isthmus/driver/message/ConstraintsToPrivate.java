package dev.isthmus.driver.message;

import org.apache.mesos.scheduler.Protos.OfferConstraints;

/** The framework's constraints on offers, turned into ours. By itself: Mesos before 1.11 has no such message. */
public final class ConstraintsToPrivate {

    public static final MessageTranscoder<
                    OfferConstraints, dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints>
            CONSTRAINTS = MessageTranscoder.between(
                    OfferConstraints.class, dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints.class);

    private ConstraintsToPrivate() {}
}
