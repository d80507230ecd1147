package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Duration;
import java.util.List;

/** An input of the machine: a call of the framework, an event or answer of the backend, or a change of the driver's own state. */
public sealed interface Input
        permits Call,
                Input.Start,
                Input.Stop,
                Input.Deactivate,
                Input.KilledByOperator,
                Input.Leave,
                Input.Return,
                Input.Delivered,
                Input.TaskChanged,
                Input.Recovered,
                Input.LaunchAnswered,
                Input.StopAnswered,
                Input.TakenOver,
                Input.Stands,
                Input.Recalled,
                Input.OfAll {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void call(Call call);

        void start(Start input);

        void stop(Stop input);

        void deactivate(Deactivate input);

        void killedByOperator(KilledByOperator input);

        void leave(Leave input);

        void returned(Return input);

        void delivered(Delivered input);

        void taskChanged(TaskChanged input);

        void recovered(Recovered input);

        void launchAnswered(LaunchAnswered input);

        void stopAnswered(StopAnswered input);

        void takenOver(TakenOver input);

        void stands(Stands input);

        void recalled(Recalled input);

        void ofAll(OfAll input);
    }

    /** An input that is not of one framework alone, but of the cluster, of the clock or of time. */
    sealed interface OfAll extends Input {

        /** The same for all frameworks of a machine. */
        MasterInput forAll();

        @Override
        default void match(Cases cases) {
            cases.ofAll(this);
        }
    }

    /** The driver starts; always first. */
    record Start() implements Input {
        @Override
        public void match(Cases cases) {
            cases.start(this);
        }
    }

    /**
     * The driver is stopped, or a master removes the framework; no callbacks from here on.
     *
     * @param failover whether its tasks go on, for one that comes with the same framework id
     */
    record Stop(boolean failover) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stop(this);
        }
    }

    /**
     * An operator kills a task of the framework, and its group with it. Nothing comes of it if no living task has the id.
     *
     * @param task its id
     */
    record KilledByOperator(String task) implements Input {
        @Override
        public void match(Cases cases) {
            cases.killedByOperator(this);
        }
    }

    /** The driver is aborted; no callbacks from here on. */
    record Deactivate() implements Input {
        @Override
        public void match(Cases cases) {
            cases.deactivate(this);
        }
    }

    /**
     * The connection of a master's framework is lost: its offers are void without a word and without filters, and it gets none. Nothing is told until it returns, and
     * reliable updates wait. Its tasks go on and are followed. Its lease says that it was seen last now, and is not renewed. Ignored if it is away already, or over.
     */
    record Leave() implements Input {
        @Override
        public void match(Cases cases) {
            cases.leave(this);
        }
    }

    /**
     * A master's framework is subscribed again; on a new stream while it was connected, it leaves and returns at once (src/master/master.cpp, {@code _subscribe},
     * {@code failoverFramework}). Updates that are not acknowledged are told again. Ignored with a warning if the framework is over, or if it may not subscribe like
     * this: whoever answers it asks {@code FrameworkChecks} before.
     *
     * @param info its description, whose user and checkpoint flag stay as they were
     * @param suppressed the roles that get no offers
     * @param constraints the agents that it wants offers of
     */
    record Return(FrameworkInfo info, List<String> suppressed, OfferConstraints constraints) implements Input {

        /** Copies the list. */
        public Return {
            suppressed = List.copyOf(suppressed);
        }

        @Override
        public void match(Cases cases) {
            cases.returned(this);
        }
    }

    /** A callback of a status update has returned normally, and the driver still runs. */
    record Delivered(TaskStatus status) implements Input {
        @Override
        public void match(Cases cases) {
            cases.delivered(this);
        }
    }

    /** An event of the inventory. */
    record Inventory(InventoryEvent event) implements OfAll {
        @Override
        public MasterInput forAll() {
            return new MasterInput.Inventory(event);
        }
    }

    /** An event of a task. */
    record TaskChanged(TaskEvent event) implements Input {
        @Override
        public void match(Cases cases) {
            cases.taskChanged(this);
        }
    }

    /** The cluster has answered for the first time; its agents are not known yet. */
    record Reached() implements OfAll {
        @Override
        public MasterInput forAll() {
            return new MasterInput.Reached();
        }
    }

    /** The backend has reported all tasks of earlier processes. */
    record Recovered() implements Input {
        @Override
        public void match(Cases cases) {
            cases.recovered(this);
        }
    }

    /** The outcome of a launch. */
    record LaunchAnswered(LaunchId launch, LaunchOutcome outcome) implements Input {
        @Override
        public void match(Cases cases) {
            cases.launchAnswered(this);
        }
    }

    /** The outcome of a stop. */
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
     * The journal says that no other driver has taken the framework over.
     *
     * @param seen the highest epoch of a task that was known when the journal was asked; see {@code FrameworkMachine.doubt}
     */
    record Stands(Epoch seen) implements Input {
        @Override
        public void match(Cases cases) {
            cases.stands(this);
        }
    }

    /**
     * What a master's journal has kept of ends that the framework has not acknowledged, for it to be told them: after the framework has subscribed, and before anything is
     * heard of its tasks. What the backend still tells of those tasks counts no more.
     *
     * @param ends oldest first
     */
    record Recalled(List<MasterEntry.TaskEnd> ends) implements Input {

        /** Copies the list. */
        public Recalled {
            ends = List.copyOf(ends);
        }

        @Override
        public void match(Cases cases) {
            cases.recalled(this);
        }
    }

    /**
     * The clock was set, and shows another time than the steps have.
     *
     * @param behind by how much the clock is behind; negative if it is ahead
     */
    record ClockSet(Duration behind) implements OfAll {
        @Override
        public MasterInput forAll() {
            return new MasterInput.ClockSet(behind);
        }
    }

    /** Only the time has changed. */
    record Tick() implements OfAll {
        @Override
        public MasterInput forAll() {
            return new MasterInput.Tick();
        }
    }
}
