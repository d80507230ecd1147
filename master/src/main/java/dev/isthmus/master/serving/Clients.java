package dev.isthmus.master.serving;

import dev.isthmus.master.subscription.SubscriptionInput;

/** The subscriptions, as they are seen from the machine. */
interface Clients {

    /** Whether a framework is subscribed on this stream now. */
    boolean isStreaming(String stream);

    /** Something is to be told to a framework. */
    void take(SubscriptionInput input);
}
