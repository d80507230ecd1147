package dev.isthmus.master.subscription;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;

/** What is to be done, in order. */
public sealed interface SubscriptionOutput {

    /** Calls the case of this output. */
    void match(Cases cases);

    /** A method for each output; a dispatcher that lacks one does not compile. */
    interface Cases {

        void reply(Reply output);

        void open(Open output);

        void send(Send output);

        void end(End output);

        void act(Act output);

        void seek(Seek output);
    }

    /** Answer a request. */
    record Reply(long exchange, HttpAnswer answer) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.reply(this);
        }
    }

    /**
     * Answer a request with a stream.
     *
     * @param head names the stream, too
     */
    record Open(long exchange, String stream, HttpAnswer head) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.open(this);
        }
    }

    /**
     * Send an event.
     *
     * @param encoding the stream's
     * @param event in v0; it is evolved when it is encoded
     */
    record Send(String stream, MediaType encoding, Event event) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.send(this);
        }
    }

    /** End a stream after what was sent on it. */
    record End(String stream) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.end(this);
        }
    }

    /**
     * Have the machine do something for a framework.
     *
     * @param framework its id
     */
    record Act(String framework, FrameworkAction action) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.act(this);
        }
    }

    /**
     * Find out whether a framework that is away is with a driver of its own. The answer is {@link SubscriptionInput.TakenOver}, or {@link
     * SubscriptionInput.Gone}; until then it may still come back.
     *
     * @param framework its id
     */
    record Seek(String framework) implements SubscriptionOutput {
        @Override
        public void match(Cases cases) {
            cases.seek(this);
        }
    }
}
