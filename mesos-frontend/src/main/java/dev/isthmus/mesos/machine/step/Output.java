package dev.isthmus.mesos.machine.step;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.launch.GroupLaunch;
import java.util.function.Consumer;

/**
 * An output of the machine: a callback, a request to the backend, a journal entry, a change of the cluster, an error, or a line for the log. Outputs are carried out in order.
 */
public sealed interface Output
        permits Callback, Output.Request, Output.Write, Output.KeepEnd, Output.Changed, Output.Abort, Output.Note {

    /** Calls the function of its case. */
    void match(
            Consumer<? super Callback> callback,
            Consumer<? super Request> request,
            Consumer<? super Write> write,
            Consumer<? super KeepEnd> keep,
            Consumer<? super Changed> changed,
            Consumer<? super Abort> abort,
            Consumer<? super Note> note);

    /** A request to the backend. */
    sealed interface Request extends Output {

        /** Calls the case of this request. */
        void match(Request.Cases cases);

        /** Whether it starts or stops tasks, which a driver that was taken over may not do. */
        boolean changesTasks();

        @Override
        default void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            request.accept(this);
        }

        /** A method for each request; a dispatcher that lacks one does not compile. */
        interface Cases {

            void watch(Watch request);

            void launch(Launch request);

            void launchGroup(LaunchGroup request);

            void stop(Stop request);

            void lookAgain(LookAgain request);

            void setState(SetState request);

            void close(Close request);
        }
    }

    /** Start to watch the inventory and the tasks of this framework. */
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
    record Stop(FrameworkId framework, LaunchId launch, String reason) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.stop(this);
        }

        @Override
        public boolean changesTasks() {
            return true;
        }
    }

    /** Refresh an agent. */
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

    /** Have the cluster place nothing more on an agent, or place tasks there again. Of a master alone. */
    record SetState(AgentId agent, boolean isDraining) implements Request {
        @Override
        public void match(Request.Cases cases) {
            cases.setState(this);
        }

        @Override
        public boolean changesTasks() {
            return false;
        }
    }

    /** Write an entry to the journal. */
    record Write(JournalEntry entry) implements Output {
        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            write.accept(this);
        }
    }

    /**
     * Write to the journal that a task has ended, which its framework has not acknowledged and the backend will have forgotten soon. Of a master alone. It comes
     * back by {@link Input.Recalled}.
     */
    record KeepEnd(MasterEntry.TaskEnd end) implements Output {
        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            keep.accept(this);
        }
    }

    /** Show those who watch the cluster what has become of an agent or a task. Of a master alone. */
    record Changed(ClusterChange change) implements Output {
        @Override
        public void match(
                Consumer<? super Callback> callback,
                Consumer<? super Request> request,
                Consumer<? super Write> write,
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            changed.accept(this);
        }
    }

    /** Close the backend. The last output. */
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
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            abort.accept(this);
        }
    }

    /** A line for the log. Never holds an environment variable. */
    record Note(Level level, String text) implements Output {

        /** The level of a line in the log. */
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
                Consumer<? super KeepEnd> keep,
                Consumer<? super Changed> changed,
                Consumer<? super Abort> abort,
                Consumer<? super Note> note) {
            note.accept(this);
        }
    }
}
