package dev.isthmus.ecs.fetch;

/**
 * A directory of the agent that is mounted, read only, into the container that runs the script.
 *
 * @param path one of {@link FetchPaths}
 */
public record HostDirectory(String path) {

    /** The mount path: under {@link FetchScript#HOST_ROOT}, so that it hides no files of the image. */
    public String mountedAt() {
        return FetchScript.HOST_ROOT + (path.equals("/") ? "" : path);
    }
}
