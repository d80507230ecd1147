package dev.isthmus.api.launch;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import java.net.URI;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a launch gets on before the state of its task says so, for people who ask why a task is where it is. Nothing is decided by it (R-TL-26).
 *
 * @param launch the launch
 * @param task whose launch it is
 * @param step how far it has come
 * @param message what happens, in a sentence without its full stop; never the value of an environment variable
 * @param links where people can look further, by name, such as the console of the cluster; may be empty
 * @since 0.1
 */
public record LaunchProgress(LaunchId launch, TaskId task, Step step, String message, SortedMap<String, URI> links) {

    /** How far a launch has come. */
    public enum Step {
        /** What the backend has to know or make before it can ask for a task, such as a task definition. */
        PREPARING,
        /** The cluster is asked to start it. */
        ASKING,
        /** Asking has failed in a way that may pass, and is repeated. */
        RETRYING,
        /** The cluster has taken it, or has had it from an earlier process. */
        PLACED
    }

    /** Copies the links. */
    public LaunchProgress {
        requireNonNull(launch, "launch");
        requireNonNull(task, "task");
        requireNonNull(step, "step");
        requireNonNull(message, "message");
        links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
    }

    /** One that leads nowhere else. */
    public LaunchProgress(LaunchId launch, TaskId task, Step step, String message) {
        this(launch, task, step, message, new TreeMap<>());
    }
}
