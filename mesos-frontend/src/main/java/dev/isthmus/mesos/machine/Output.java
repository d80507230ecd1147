package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.launch.GroupLaunch;

/** What the machine wants done, in this order. */
public sealed interface Output permits Callback, Output.Request, Output.Abort, Output.Note {

    /** Something asked of the backend. */
    sealed interface Request extends Output {}

    /** Begin to listen to the inventory and to the tasks of this framework. */
    record Watch(FrameworkId framework) implements Request {}

    /** Launch a task; the answer is {@link Input.LaunchAnswered}. */
    record Launch(dev.isthmus.api.launch.Launch launch) implements Request {}

    /** Launch a group of tasks; the answer is {@link Input.LaunchAnswered} for each of them. */
    record LaunchGroup(GroupLaunch group) implements Request {}

    /** Stop a task; the answer is {@link Input.StopAnswered}. */
    record Stop(LaunchId launch, String reason) implements Request {}

    /** Look again at an agent. */
    record LookAgain(AgentId agent) implements Request {}

    /** Put this into the journal, to outlive the driver. */
    record Write(JournalEntry entry) implements Request {}

    /** All is done: close the backend. Nothing comes after this. */
    record Close() implements Request {}

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
