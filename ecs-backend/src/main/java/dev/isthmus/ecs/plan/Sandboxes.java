package dev.isthmus.ecs.plan;

import dev.isthmus.ecs.fetch.FetchPaths;
import java.time.Duration;
import java.util.Optional;

/**
 * What settings say of sandboxes.
 *
 * @param always whether every task of a definition of ours has one, and not only tasks that something is fetched for
 * @param fetchImage the image of the container that fetches for tasks, if one is set
 * @param fetchPaths the directories of agents that tasks may have files from
 * @param kept how long a sandbox takes disk space after the end of its task
 */
public record Sandboxes(boolean always, Optional<String> fetchImage, FetchPaths fetchPaths, Duration kept) {

    /** Only for tasks that something is fetched for, by themselves. */
    public static final Sandboxes NONE = new Sandboxes(false, Optional.empty(), FetchPaths.none(), Duration.ZERO);
}
