package dev.isthmus.mesos.machine.step;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What a framework calls. Made only while the driver runs. */
public sealed interface Call extends Input {

    /** Gives it to its case. */
    void match(Cases cases);

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
        public void match(Cases cases) {
            cases.accept(this);
        }
    }

    /** Give an offer back. */
    record Decline(String offer, double refuseSeconds) implements Call {
        @Override
        public void match(Cases cases) {
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
        public void match(Cases cases) {
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
        public void match(Cases cases) {
            cases.revive(this);
        }
    }

    /** Let these roles rest, or all. */
    record Suppress(Optional<List<String>> roles) implements Call {
        @Override
        public void match(Cases cases) {
            cases.suppress(this);
        }
    }

    /** Acknowledge an update. */
    record Acknowledge(TaskStatus status) implements Call {
        @Override
        public void match(Cases cases) {
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
        public void match(Cases cases) {
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
        public void match(Cases cases) {
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
        public void match(Cases cases) {
            cases.updateFramework(this);
        }
    }
}
