package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Optional;

/** What the machine is told. */
public sealed interface Input {

    /** What a framework calls. Made only while the driver runs. */
    sealed interface Call extends Input {}

    /** Use offers; a call of {@code launchTasks} is one LAUNCH operation. */
    record Accept(List<String> offers, List<Offer.Operation> operations, double refuseSeconds) implements Call {

        /** Copies the lists. */
        public Accept {
            offers = List.copyOf(offers);
            operations = List.copyOf(operations);
        }
    }

    /** Give an offer back. */
    record Decline(String offer, double refuseSeconds) implements Call {}

    /**
     * Kill a task.
     *
     * @param told how many updates the framework had been told when it called
     */
    record Kill(String task, long told) implements Call {

        /** Called by one that has been told everything. */
        public Kill(String task) {
            this(task, Long.MAX_VALUE);
        }
    }

    /** Wake these roles, or all. */
    record Revive(Optional<List<String>> roles) implements Call {}

    /** Let these roles rest, or all. */
    record Suppress(Optional<List<String>> roles) implements Call {}

    /** Acknowledge an update. */
    record Acknowledge(TaskStatus status) implements Call {}

    /**
     * Ask for states; none asks for all.
     *
     * @param told how many updates the framework had been told when it called
     */
    record Reconcile(List<TaskStatus> statuses, long told) implements Call {

        /** Copies the list. */
        public Reconcile {
            statuses = List.copyOf(statuses);
        }

        /** Called by one that has been told everything. */
        public Reconcile(List<TaskStatus> statuses) {
            this(statuses, Long.MAX_VALUE);
        }
    }

    /** Send a message to an executor. */
    record Message(String executor, String agent) implements Call {}

    /** Change the framework's description. */
    record UpdateFramework(FrameworkInfo info, List<String> suppressed, OfferConstraints constraints) implements Call {

        /** Copies the list. */
        public UpdateFramework {
            suppressed = List.copyOf(suppressed);
        }
    }

    /** The driver starts; always first. */
    record Start() implements Input {}

    /** The driver is stopped; no callbacks from here on. */
    record Stop(boolean failover) implements Input {}

    /** The driver is aborted; no callbacks from here on. */
    record Deactivate() implements Input {}

    /** A callback of a status update has returned normally, and the driver still runs. */
    record Delivered(TaskStatus status) implements Input {}

    /** The inventory says something. */
    record Inventory(InventoryEvent event) implements Input {}

    /** A task is in another state. */
    record TaskChanged(TaskEvent event) implements Input {}

    /** The tasks of earlier processes have all been told of. */
    record Recovered() implements Input {}

    /** How a launch came out. */
    record LaunchAnswered(LaunchId launch, LaunchOutcome outcome) implements Input {}

    /** How a stop came out. */
    record StopAnswered(LaunchId launch, StopOutcome outcome) implements Input {}

    /** Another driver has taken the framework over. */
    record TakenOver() implements Input {}

    /** Only the time has changed. */
    record Tick() implements Input {}
}
