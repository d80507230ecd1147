package dev.isthmus.master.subscription;

import dev.isthmus.master.gate.Admission;
import dev.isthmus.mesos.machine.step.Callback;

/** What happens to the subscriptions. */
public sealed interface SubscriptionInput {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void arrived(Arrived input);

        void broken(Broken input);

        void calledBack(CalledBack input);

        void failed(Failed input);

        void takenOver(TakenOver input);

        void gone(Gone input);

        void unserved(Unserved input);

        void tornDown(TornDown input);

        void tick(Tick input);
    }

    /**
     * A call has arrived.
     *
     * @param exchange names the request until it is answered
     * @param admitted the call
     */
    record Arrived(long exchange, Admission.Admitted admitted) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.arrived(this);
        }
    }

    /**
     * The client of a stream is gone, or was cut off.
     *
     * @param stream the stream's id
     */
    record Broken(String stream) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.broken(this);
        }
    }

    /**
     * The machine calls the framework back.
     *
     * @param stream the stream that the framework had when the machine did so; what is meant for one that is over is dropped
     * @param callback the callback
     */
    record CalledBack(String stream, Callback callback) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.calledBack(this);
        }
    }

    /**
     * The machine cannot go on with a framework.
     *
     * @param stream as above
     * @param message what the framework is told
     */
    record Failed(String stream, String message) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.failed(this);
        }
    }

    /**
     * Somebody else serves a framework from now on, who is to look after its tasks, too.
     *
     * @param framework its id
     */
    record TakenOver(String framework) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.takenOver(this);
        }
    }

    /**
     * A framework that was {@linkplain SubscriptionOutput.Seek sought} is nowhere.
     *
     * @param framework its id
     */
    record Gone(String framework) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.gone(this);
        }
    }

    /**
     * A framework that has not come back could not be served unseen: its journal could not be opened. That is tried again until it has come, or its time is over.
     *
     * @param framework its id
     */
    record Unserved(String framework) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.unserved(this);
        }
    }

    /**
     * An operator wants a framework to be removed with its tasks. The request is answered.
     *
     * @param exchange names the request until it is answered
     * @param framework its id
     */
    record TornDown(long exchange, String framework) implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.tornDown(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements SubscriptionInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }
}
