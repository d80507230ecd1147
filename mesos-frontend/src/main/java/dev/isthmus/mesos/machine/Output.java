package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.launch.GroupLaunch;

/** What the machine wants done, in this order. */
public sealed interface Output permits Callback, Output.Request, Output.Abort, Output.Note {

    /** Something asked of the backend. */
    sealed interface Request extends Output {

        /** Gives it to its case. */
        void match(Request.Cases cases);

        /** What is done with each request: whoever dispatches by it does not compile while one is missing. */
        interface Cases {

            void watch(Watch request);

            void launch(Launch request);

            void launchGroup(LaunchGroup request);

            void stop(Stop request);

            void lookAgain(LookAgain request);

            void write(Write request);

            void close(Close request);
        }
    }

    /** Begin to listen to the inventory and to the tasks of this framework. */
    record Watch(FrameworkId framework) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.watch(this);
        }
    }

    /** Launch a task; the answer is {@link Input.LaunchAnswered}. */
    record Launch(dev.isthmus.api.launch.Launch launch) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.launch(this);
        }
    }

    /** Launch a group of tasks; the answer is {@link Input.LaunchAnswered} for each of them. */
    record LaunchGroup(GroupLaunch group) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.launchGroup(this);
        }
    }

    /** Stop a task; the answer is {@link Input.StopAnswered}. */
    record Stop(LaunchId launch, String reason) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.stop(this);
        }
    }

    /** Look again at an agent. */
    record LookAgain(AgentId agent) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.lookAgain(this);
        }
    }

    /** Put this into the journal, to outlive the driver. */
    record Write(JournalEntry entry) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.write(this);
        }
    }

    /** All is done: close the backend. Nothing comes after this. */
    record Close() implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.close(this);
        }
    }

    /** The driver cannot go on: abort it, then tell the framework by {@code error}. */
    record Abort(String message) implements Output {}

    /** A line for the log. Never holds an environment variable. */
    record Note(Level level, String text) implements Output {

        /** How much it matters. */
        public enum Level {
            /** For whoever looks closely. */
            DEBUG,
            /** A transition. */
            INFO,
            /** Something is not as it should be. */
            WARN,
            /** Something failed that somebody has to look at. */
            ERROR
        }
    }
}
