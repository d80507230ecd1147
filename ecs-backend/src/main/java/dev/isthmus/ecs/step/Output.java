package dev.isthmus.ecs.step;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.call.EcsCall;
import java.time.Duration;
import java.util.List;

/** An output of the engine: a call to make, an event to report, the outcome of a request, or a line for the log. Outputs are carried out in order. */
public sealed interface Output {

    /** Calls the case of this output. */
    void match(Cases cases);

    /** A method for each output; a dispatcher that lacks one does not compile. */
    interface Cases {

        <T> void call(Call<T> output);

        void lookUp(LookUp output);

        void receiveEvents(ReceiveEvents output);

        void deleteEvents(DeleteEvents output);

        void readLog(ReadLog output);

        void inventory(Inventory output);

        void reached(Reached output);

        void taskChanged(TaskChanged output);

        void recovered(Recovered output);

        void progressed(Progressed output);

        void launchAnswered(LaunchAnswered output);

        void stopAnswered(StopAnswered output);

        void listed(Listed output);

        void roundRead(RoundRead output);

        void note(Note output);

        void fault(Fault output);
    }

    /**
     * Make a call of ECS; its answer is {@link Input.Answered}.
     *
     * @param id no other call or look-up of this engine has it
     * @param <T> what ECS returns
     */
    record Call<T>(long id, EcsCall<T> call) implements Output {
        @Override
        public void match(Cases cases) {
            cases.call(this);
        }

        /** Without the content of the call, which may hold variables of tasks. */
        @Override
        public String toString() {
            return "Call[id=" + id + ", " + call.operation().awsName() + "]";
        }
    }

    /**
     * Look up the hosts of machines in EC2; the answer is {@link Input.Answered} with the hosts by machine id.
     *
     * @param id no other call or look-up of this engine has it
     */
    record LookUp(long id, List<String> machines) implements Output {
        @Override
        public void match(Cases cases) {
            cases.lookUp(this);
        }
    }

    /**
     * Receive messages from the queue of events, waiting for them if there are none; the answer is {@link Input.Answered} with a list of them.
     *
     * @param id no other call, look-up, receive or delete of this engine has it
     */
    record ReceiveEvents(long id) implements Output {
        @Override
        public void match(Cases cases) {
            cases.receiveEvents(this);
        }
    }

    /**
     * Delete messages from the queue of events, of which nothing is needed any more; the answer is {@link Input.Answered} with how many were deleted.
     *
     * @param id no other call, look-up, receive or delete of this engine has it
     * @param receipts from 1 to 10, as they came with the messages
     */
    record DeleteEvents(long id, List<String> receipts) implements Output {
        @Override
        public void match(Cases cases) {
            cases.deleteEvents(this);
        }
    }

    /**
     * Read the end of a log; the answer is {@link Input.Answered} with what its last entries say, the oldest first, and nothing if there is no such log yet.
     *
     * @param id no other call, look-up, receive, delete or read of this engine has it
     * @param stream its name in the log group
     * @param lines how many entries at most
     */
    record ReadLog(long id, String stream, int lines) implements Output {
        @Override
        public void match(Cases cases) {
            cases.readLog(this);
        }
    }

    /** The inventory has changed. */
    record Inventory(InventoryEvent event) implements Output {
        @Override
        public void match(Cases cases) {
            cases.inventory(this);
        }
    }

    /** ECS answers, and reading the cluster takes a while. At most once, and not if reading takes no time. */
    record Reached() implements Output {
        @Override
        public void match(Cases cases) {
            cases.reached(this);
        }
    }

    /** A task of a framework that is watched has changed. */
    record TaskChanged(long watch, TaskEvent event) implements Output {
        @Override
        public void match(Cases cases) {
            cases.taskChanged(this);
        }
    }

    /** All tasks of the framework that earlier processes started were reported. */
    record Recovered(long watch) implements Output {
        @Override
        public void match(Cases cases) {
            cases.recovered(this);
        }
    }

    /** A launch of a framework gets on; told to whoever watches it, if anybody does. */
    record Progressed(FrameworkId framework, LaunchProgress progress) implements Output {
        @Override
        public void match(Cases cases) {
            cases.progressed(this);
        }
    }

    /** The outcome of a {@link Input.Launch} or {@link Input.LaunchGroup}; one for each request. */
    record LaunchAnswered(long request, LaunchOutcome outcome) implements Output {
        @Override
        public void match(Cases cases) {
            cases.launchAnswered(this);
        }
    }

    /** The outcome of a {@link Input.Stop}; one for each request. */
    record StopAnswered(long request, StopOutcome outcome) implements Output {
        @Override
        public void match(Cases cases) {
            cases.stopAnswered(this);
        }
    }

    /** The answer to a {@link Input.ListTasks}; one for each request. */
    record Listed(long request, List<TaskEvent> tasks) implements Output {
        @Override
        public void match(Cases cases) {
            cases.listed(this);
        }
    }

    /**
     * A round of polling has read all that it was to read.
     *
     * @param took from the first read of it, which may have waited for its budget, to the answer to the last
     */
    record RoundRead(Reads reads, Duration took) implements Output {

        /** What a round reads of the cluster. */
        public enum Reads {
            /** Tasks alone. */
            TASKS,
            /** Instances alone. */
            INSTANCES,
            /** Tasks, and then instances. */
            ALL
        }

        @Override
        public void match(Cases cases) {
            cases.roundRead(this);
        }
    }

    /**
     * A line for the log. Never holds the value of an environment variable.
     *
     * @param of the class that says it, by whose name the line is logged
     */
    record Note(Class<?> of, Level level, String text) implements Output {

        /** The level of a line in the log. */
        public enum Level {
            /** For whoever looks closely. */
            DEBUG,
            /** A transition. */
            INFO,
            /** Something is not as it should be. */
            WARN
        }

        @Override
        public void match(Cases cases) {
            cases.note(this);
        }
    }

    /** A part of the engine failed, which is a fault of Isthmus; the rest of the step was done all the same. */
    record Fault(Throwable cause) implements Output {
        @Override
        public void match(Cases cases) {
            cases.fault(this);
        }
    }
}
