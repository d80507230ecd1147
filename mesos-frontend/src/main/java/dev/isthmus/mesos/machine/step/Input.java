package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.mesos.messages.Protos.TaskStatus;

/** What the machine is told. */
public sealed interface Input
        permits Call,
                Input.Start,
                Input.Stop,
                Input.Deactivate,
                Input.Delivered,
                Input.Inventory,
                Input.TaskChanged,
                Input.Reached,
                Input.Recovered,
                Input.LaunchAnswered,
                Input.StopAnswered,
                Input.TakenOver,
                Input.Stands,
                Input.Tick {

    /** Gives it to its case. */
    void match(Cases cases);

    /** What is done with each input: whoever dispatches by it does not compile while one is missing. */
    interface Cases {

        void call(Call call);

        void start(Start input);

        void stop(Stop input);

        void deactivate(Deactivate input);

        void delivered(Delivered input);

        void reached(Reached input);

        void inventory(Inventory input);

        void taskChanged(TaskChanged input);

        void recovered(Recovered input);

        void launchAnswered(LaunchAnswered input);

        void stopAnswered(StopAnswered input);

        void takenOver(TakenOver input);

        void stands(Stands input);

        void tick(Tick input);
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

    /** The cluster answers, though nothing of it is known yet. */
    record Reached() implements Input {
        @Override
        public void match(Cases cases) {
            cases.reached(this);
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
     * @param seen the highest epoch of a task that was known when it was asked; see {@code FrameworkMachine.doubt}
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
