package dev.isthmus.mesos.machine;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A callback to be made, as a value. */
public sealed interface Callback extends Output {

    /** Makes it. */
    void on(SchedulerCallbacks scheduler);

    /** The framework is registered. */
    record Registered(FrameworkID framework, MasterInfo master) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.registered(framework, master);
        }
    }

    /** It is connected again. */
    record Reregistered(MasterInfo master) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.reregistered(master);
        }
    }

    /** The connection is lost. */
    record Disconnected() implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.disconnected();
        }
    }

    /** New offers; never none. */
    record Offers(List<dev.isthmus.mesos.messages.Protos.Offer> offers) implements Callback {

        /** Copies the list. */
        public Offers {
            offers = List.copyOf(offers);
        }

        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.resourceOffers(new ArrayList<>(offers));
        }
    }

    /** An offer is taken back. */
    record Rescinded(OfferID offer) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.offerRescinded(offer);
        }
    }

    /**
     * The state of a task.
     *
     * @param then what is written to the journal once it has been told, if anything
     */
    record Update(TaskStatus status, Optional<JournalEntry> then) implements Callback {

        /** One after which nothing is written. */
        public Update(TaskStatus status) {
            this(status, Optional.empty());
        }

        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.statusUpdate(status);
        }
    }

    /** An agent is lost. */
    record AgentLost(SlaveID agent) implements Callback {
        @Override
        public void on(SchedulerCallbacks scheduler) {
            scheduler.slaveLost(agent);
        }
    }
}
