package dev.isthmus.ecs.fetch;

import java.util.Optional;

/**
 * One file to fetch.
 *
 * @param location its location: an {@code http}, {@code https} or {@code s3} address, or an absolute path of the agent in which {@code //} stands
 *     once, between the directory that settings allow and the rest. What a URL does not take as it is, is percent-encoded: visible ASCII only
 * @param name its name in the sandbox: relative, perhaps with directories, never out of the sandbox; any characters but control characters
 * @param executable whether it is made executable; it is then not extracted
 * @param archive what it is extracted as, into the top of the sandbox; empty if it is left as it is
 */
public record FetchItem(String location, String name, boolean executable, Optional<ArchiveFormat> archive) {

    /** Validates again what the rules have validated: a list read back from a container is not trusted. */
    public FetchItem {
        if (!Locations.isWritten(location)) {
            throw new IllegalArgumentException(
                    "no location to fetch from: '" + Locations.withoutSecrets(location) + "'");
        }
        Names.problem(name).ifPresent(problem -> {
            throw new IllegalArgumentException("no name in a sandbox, because it " + problem);
        });
        if (executable && archive.isPresent()) {
            throw new IllegalArgumentException("what is made executable is not extracted");
        }
    }

    /** Whether it is a file of the agent. */
    public boolean local() {
        return location.startsWith("/");
    }

    /** Its location for messages: without user info, query and fragment. */
    public String shown() {
        return local() ? Locations.decoded(location).replace("//", "/") : Locations.withoutSecrets(location);
    }

    /** As {@link #shown}: names may repeat a query. */
    @Override
    public String toString() {
        return shown();
    }
}
