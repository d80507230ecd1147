package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.launch.GroupLaunch;
import java.util.function.Consumer;

/** What the machine wants done, in this order. */
public sealed interface Output permits Callback, Output.Request, Output.Write, Output.Abort, Output.Note {

    /** Does what its case asks for. */
    void match(
            Consumer<? super Callback> callback,
            Consumer<? super Request> request,
            Consumer<? super Write> write,
            Consumer<? super Abort> abort,
            Consumer<? super Note> note);

    /** Something asked of the backend. */
    sealed interface Request extends Output {

        /** Gives it to its case. */
        void match(Request.Cases cases);

        /** Whether it starts or ends tasks, which only the driver that has the framework may do. */
        boolean changesTasks();

        @Override
        default void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            request.accept(this);
        }

        /** What is done with each request: whoever dispatches by it does not compile while one is missing. */
        interface Cases {

            void watch(Watch request);

            void launch(Launch request);

            void launchGroup(LaunchGroup request);

            void stop(Stop request);

            void lookAgain(LookAgain request);

            void close(Close request);
        }
    }

    /** Begin to listen to the inventory and to the tasks of this framework. */
    record Watch(FrameworkId framework) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.watch(this);
        }

        @Override
        public boolean changesTasks() {
            return false;
        }
    }

    /** Launch a task; the answer is {@link Input.LaunchAnswered}. */
    record Launch(dev.isthmus.api.launch.Launch launch) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.launch(this);
        }

        @Override
        public boolean changesTasks() {
            return true;
        }
    }

    /** Launch a group of tasks; the answer is {@link Input.LaunchAnswered} for each of them. */
    record LaunchGroup(GroupLaunch group) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.launchGroup(this);
        }

        @Override
        public boolean changesTasks() {
            return true;
        }
    }

    /** Stop a task; the answer is {@link Input.StopAnswered}. */
    record Stop(LaunchId launch, String reason) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.stop(this);
        }

        @Override
        public boolean changesTasks() {
            return true;
        }
    }

    /** Look again at an agent. */
    record LookAgain(AgentId agent) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.lookAgain(this);
        }

        @Override
        public boolean changesTasks() {
            return false;
        }
    }

    /** Put this into the journal, to outlive the driver. */
    record Write(JournalEntry entry) implements Output {
        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            write.accept(this);
        }
    }

    /** All is done: close the backend. Nothing comes after this. */
    record Close() implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.close(this);
        }

        @Override
        public boolean changesTasks() {
            return false;
        }
    }

    /** The driver cannot go on: abort it, then tell the framework by {@code error}. */
    record Abort(String message) implements Output {
        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            abort.accept(this);
        }
    }

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

        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            note.accept(this);
        }
    }
}
