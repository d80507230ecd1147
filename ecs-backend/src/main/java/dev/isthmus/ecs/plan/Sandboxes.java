package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.fetch.FetchPaths;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of sandboxes and fetching.
 *
 * @param always whether every task of a task definition of Isthmus gets a sandbox, and not only tasks with URIs
 * @param fetchImage the image of the container that fetches for tasks, if one is set
 * @param fetchPaths the directories of agents from which tasks may fetch
 * @param kept how long the disk space of a sandbox is counted after its task has ended
 */
public record Sandboxes(boolean always, Optional<String> fetchImage, FetchPaths fetchPaths, Duration kept) {

    /** Sandboxes only for tasks with URIs, which fetch by themselves. */
    public static final Sandboxes NONE = new Sandboxes(false, Optional.empty(), FetchPaths.none(), Duration.ZERO);
}
