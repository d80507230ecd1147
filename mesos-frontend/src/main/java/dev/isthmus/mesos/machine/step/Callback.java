package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.InverseOffer;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A callback on the framework's scheduler. */
public sealed interface Callback extends Output {

    /** Makes the callback. */
    void on(SchedulerCallbacks scheduler);

    /** Calls the case of this callback. */
    void match(Cases cases);

    @Override
    default void match(
            Consumer<? super Callback> callback,
            Consumer<? super Request> request,
            Consumer<? super Write> write,
            Consumer<? super KeepEnd> keep,
            Consumer<? super Changed> changed,
            Consumer<? super Abort> abort,
            Consumer<? super Note> note) {
        callback.accept(this);
    }

    /** A method for each callback; a dispatcher that lacks one does not compile. */
    interface Cases {

        void registered(Registered callback);

        void reregistered(Reregistered callback);

        void disconnected(Disconnected callback);

        void offers(Offers callback);

        void rescinded(Rescinded callback);

        void inverseOffers(InverseOffers callback);

        void rescinded(InverseOfferRescinded callback);

        void update(Update callback);

        void agentLost(AgentLost callback);
    }

    /** The framework is registered. */
    record Registered(FrameworkID framework, MasterInfo master) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.registered(framework, master);
        }

        @Override
        public void match(Cases cases) {
            cases.registered(this);
        }
    }

    /** The framework is connected again. */
    record Reregistered(MasterInfo master) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.reregistered(master);
        }

        @Override
        public void match(Cases cases) {
            cases.reregistered(this);
        }
    }

    /** The connection is lost. */
    record Disconnected() implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.disconnected();
        }

        @Override
        public void match(Cases cases) {
            cases.disconnected(this);
        }
    }

    /** New offers; at least one. */
    record Offers(List<dev.isthmus.mesos.messages.Protos.Offer> offers) implements Callback {

        /** Copies the list. */
        public Offers {
            offers = List.copyOf(offers);
        }

        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.resourceOffers(new ArrayList<>(offers));
        }

        @Override
        public void match(Cases cases) {
            cases.offers(this);
        }
    }

    /** An offer is rescinded. */
    record Rescinded(OfferID offer) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.offerRescinded(offer);
        }

        @Override
        public void match(Cases cases) {
            cases.rescinded(this);
        }
    }

    /** Inverse offers; at least one. Schedulers of Mesos's drivers have no method for them, and hear nothing. */
    record InverseOffers(List<InverseOffer> offers) implements Callback {

        /** Copies the list. */
        public InverseOffers {
            offers = List.copyOf(offers);
        }

        @Override
        public void on(SchedulerCallbacks scheduler) {}

        @Override
        public void match(Cases cases) {
            cases.inverseOffers(this);
        }
    }

    /** An inverse offer is rescinded; as {@link InverseOffers}. */
    record InverseOfferRescinded(OfferID offer) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {}

        @Override
        public void match(Cases cases) {
            cases.rescinded(this);
        }
    }

    /**
     * The state of a task.
     *
     * @param then the journal entry to write after the callback, if any
     */
    record Update(TaskStatus status, Optional<JournalEntry> then) implements Callback {

        /** An update after which nothing is written to the journal. */
        public Update(TaskStatus status) {
            this(status, Optional.empty());
        }

        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.statusUpdate(status);
        }

        @Override
        public void match(Cases cases) {
            cases.update(this);
        }
    }

    /** An agent is lost. */
    record AgentLost(SlaveID agent) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.slaveLost(agent);
        }

        @Override
        public void match(Cases cases) {
            cases.agentLost(this);
        }
    }
}
