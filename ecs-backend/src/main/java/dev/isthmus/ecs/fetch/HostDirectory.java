package dev.isthmus.ecs.fetch;

/**
 * A directory of the agent that has to be mounted, read only, where the script runs: in the fetch container, or in the task's own.
 *
 * @param path one of {@link FetchPaths}
 */
public record HostDirectory(String path) {

    /** Where it is mounted: below a directory of our own, so that it covers nothing that the image has. */
    public String mountedAt() {
        return FetchScript.HOST_ROOT + (path.equals("/") ? "" : path);
    }
}
