package dev.isthmus.mesos.machine.step;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A call of the framework on its driver. Made only while the driver runs. */
public sealed interface Call extends Input {

    /** Calls the case of this call. */
    void match(Cases cases);

    @Override
    default void match(Input.Cases cases) {
        cases.call(this);
    }

    /** A method for each call; a dispatcher that lacks one does not compile. */
    interface Cases {

        void accept(Accept call);

        void decline(Decline call);

        void answer(AnswerInverseOffers call);

        void kill(Kill call);

        void revive(Revive call);

        void suppress(Suppress call);

        void acknowledge(Acknowledge call);

        void reconcile(Reconcile call);

        void message(Message call);

        void updateFramework(UpdateFramework call);
    }

    /** A call about tasks that need not be known yet. */
    sealed interface AboutTasks extends Call {

        /** Calls the function of its case. */
        void match(Consumer<? super Reconcile> reconcile, Consumer<? super Kill> kill);

        /** The same, by a framework that had received so many updates when it called. */
        AboutTasks after(long updates);
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

    /** Decline an offer. */
    record Decline(String offer, double refuseSeconds) implements Call {
        @Override
        public void match(Cases cases) {
            cases.decline(this);
        }
    }

    /** Accept inverse offers, or decline them; over HTTP only. */
    record AnswerInverseOffers(boolean isAccepted, List<String> offers, double refuseSeconds) implements Call {

        /** Copies the list. */
        public AnswerInverseOffers {
            offers = List.copyOf(offers);
        }

        @Override
        public void match(Cases cases) {
            cases.answer(this);
        }
    }

    /**
     * Kill a task.
     *
     * @param agent the agent that the framework takes it to be on; one on another is not killed. Empty: whatever agent it is on
     * @param told how many updates the framework had received when it called
     */
    record Kill(String task, Optional<String> agent, long told) implements AboutTasks {

        /** Of whatever agent, by a framework that has received every update. */
        public Kill(String task) {
            this(task, Optional.empty(), Long.MAX_VALUE);
        }

        @Override
        public Kill after(long updates) {
            return new Kill(task, agent, updates);
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

    /** Revive the offers to these roles; to all roles if empty. */
    record Revive(Optional<List<String>> roles) implements Call {
        @Override
        public void match(Cases cases) {
            cases.revive(this);
        }
    }

    /** Suppress the offers to these roles; to all roles if empty. */
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
     * Reconcile these tasks; all if there are none.
     *
     * @param told how many updates the framework had received when it called
     */
    record Reconcile(List<TaskStatus> statuses, long told) implements AboutTasks {

        /** Copies the list. */
        public Reconcile {
            statuses = List.copyOf(statuses);
        }

        /** By a framework that has received every update. */
        public Reconcile(List<TaskStatus> statuses) {
            this(statuses, Long.MAX_VALUE);
        }

        @Override
        public Reconcile after(long updates) {
            return new Reconcile(statuses, updates);
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
