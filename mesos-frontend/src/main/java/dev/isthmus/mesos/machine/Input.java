package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.Epoch;
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
import java.util.function.Consumer;

/** What the machine is told. */
public sealed interface Input {

    /** Gives it to its case. */
    void match(Cases cases);

    /** What is done with each input: whoever dispatches by it does not compile while one is missing. */
    interface Cases {

        void call(Call call);

        void start(Start input);

        void stop(Stop input);

        void deactivate(Deactivate input);

        void delivered(Delivered input);

        void inventory(Inventory input);

        void taskChanged(TaskChanged input);

        void recovered(Recovered input);

        void launchAnswered(LaunchAnswered input);

        void stopAnswered(StopAnswered input);

        void takenOver(TakenOver input);

        void stands(Stands input);

        void tick(Tick input);
    }

    /** What a framework calls. Made only while the driver runs. */
    sealed interface Call extends Input {

        /** Gives it to its case. */
        void match(Call.Cases cases);

        @Override
        default void match(Input.Cases cases) {
            cases.call(this);
        }

        /** What is done with each call: whoever dispatches by it does not compile while one is missing. */
        interface Cases {
            void accept(Accept call);

            void decline(Decline call);

            void kill(Kill call);

            void revive(Revive call);

            void suppress(Suppress call);

            void acknowledge(Acknowledge call);

            void reconcile(Reconcile call);

            void message(Message call);

            void updateFramework(UpdateFramework call);
        }
    }

    /** A call about tasks that may not be known yet. */
    sealed interface AboutTasks extends Call {

        /** Does what its case asks for. */
        void match(Consumer<? super Reconcile> reconcile, Consumer<? super Kill> kill);
    }

    /** Use offers; a call of {@code launchTasks} is one LAUNCH operation. */
    record Accept(List<String> offers, List<Offer.Operation> operations, double refuseSeconds) implements Call {

        /** Copies the lists. */
        public Accept {
            offers = List.copyOf(offers);
            operations = List.copyOf(operations);
        }

        @Override
        public void match(Call.Cases cases) {
            cases.accept(this);
        }
    }

    /** Give an offer back. */
    record Decline(String offer, double refuseSeconds) implements Call {
        @Override
        public void match(Call.Cases cases) {
            cases.decline(this);
        }
    }

    /**
     * Kill a task.
     *
     * @param told how many updates the framework had been told when it called
     */
    record Kill(String task, long told) implements AboutTasks {

        /** Called by one that has been told everything. */
        public Kill(String task) {
            this(task, Long.MAX_VALUE);
        }

        @Override
        public void match(Call.Cases cases) {
            cases.kill(this);
        }

        @Override
        public void match(Consumer<? super Reconcile> reconcile, Consumer<? super Kill> kill) {
            kill.accept(this);
        }
    }

    /** Wake these roles, or all. */
    record Revive(Optional<List<String>> roles) implements Call {
        @Override
        public void match(Call.Cases cases) {
            cases.revive(this);
        }
    }

    /** Let these roles rest, or all. */
    record Suppress(Optional<List<String>> roles) implements Call {
        @Override
        public void match(Call.Cases cases) {
            cases.suppress(this);
        }
    }

    /** Acknowledge an update. */
    record Acknowledge(TaskStatus status) implements Call {
        @Override
        public void match(Call.Cases cases) {
            cases.acknowledge(this);
        }
    }

    /**
     * Ask for states; none asks for all.
     *
     * @param told how many updates the framework had been told when it called
     */
    record Reconcile(List<TaskStatus> statuses, long told) implements AboutTasks {

        /** Copies the list. */
        public Reconcile {
            statuses = List.copyOf(statuses);
        }

        /** Called by one that has been told everything. */
        public Reconcile(List<TaskStatus> statuses) {
            this(statuses, Long.MAX_VALUE);
        }

        @Override
        public void match(Call.Cases cases) {
            cases.reconcile(this);
        }

        @Override
        public void match(Consumer<? super Reconcile> reconcile, Consumer<? super Kill> kill) {
            reconcile.accept(this);
        }
    }

    /** Send a message to an executor. */
    record Message(String executor, String agent) implements Call {
        @Override
        public void match(Call.Cases cases) {
            cases.message(this);
        }
    }

    /** Change the framework's description. */
    record UpdateFramework(FrameworkInfo info, List<String> suppressed, OfferConstraints constraints) implements Call {

        /** Copies the list. */
        public UpdateFramework {
            suppressed = List.copyOf(suppressed);
        }

        @Override
        public void match(Call.Cases cases) {
            cases.updateFramework(this);
        }
    }

    /** The driver starts; always first. */
    record Start() implements Input {
        @Override
        public void match(Cases cases) {
            cases.start(this);
        }
    }

    /** The driver is stopped; no callbacks from here on. */
    record Stop(boolean failover) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stop(this);
        }
    }

    /** The driver is aborted; no callbacks from here on. */
    record Deactivate() implements Input {
        @Override
        public void match(Cases cases) {
            cases.deactivate(this);
        }
    }

    /** A callback of a status update has returned normally, and the driver still runs. */
    record Delivered(TaskStatus status) implements Input {
        @Override
        public void match(Cases cases) {
            cases.delivered(this);
        }
    }

    /** The inventory says something. */
    record Inventory(InventoryEvent event) implements Input {
        @Override
        public void match(Cases cases) {
            cases.inventory(this);
        }
    }

    /** A task is in another state. */
    record TaskChanged(TaskEvent event) implements Input {
        @Override
        public void match(Cases cases) {
            cases.taskChanged(this);
        }
    }

    /** The tasks of earlier processes have all been told of. */
    record Recovered() implements Input {
        @Override
        public void match(Cases cases) {
            cases.recovered(this);
        }
    }

    /** How a launch came out. */
    record LaunchAnswered(LaunchId launch, LaunchOutcome outcome) implements Input {
        @Override
        public void match(Cases cases) {
            cases.launchAnswered(this);
        }
    }

    /** How a stop came out. */
    record StopAnswered(LaunchId launch, StopOutcome outcome) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stopAnswered(this);
        }
    }

    /** Another driver has taken the framework over. */
    record TakenOver() implements Input {
        @Override
        public void match(Cases cases) {
            cases.takenOver(this);
        }
    }

    /**
     * The journal was asked whether another driver has taken the framework over, and none has.
     *
     * @param seen the highest epoch of a task that was known when it was asked; see {@link FrameworkMachine#doubt}
     */
    record Stands(Epoch seen) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stands(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements Input {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }
}
