package dev.isthmus.ecs.fetch;

import com.google.common.base.Splitter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The directories of agents from which tasks may fetch files, with their subdirectories: setting {@code ISTHMUS_FETCH_PATHS}.
 *
 * @param directories absolute, without {@code .}, {@code ..}, empty parts or a slash at the end, each once
 */
public record FetchPaths(List<String> directories) {

    /** Checks. */
    public FetchPaths {
        directories = directories.stream().distinct().toList();
        for (String directory : directories) {
            if (!directory.equals("/")
                    && (!directory.startsWith("/")
                            || Names.problem(directory.substring(1)).isPresent())) {
                throw new IllegalArgumentException(
                        "'" + directory + "' is no directory of an agent: want an absolute path without"
                                + " '.', '..', '//' and a '/' at the end, such as /opt/packages");
            }
        }
    }

    /** None. */
    public static FetchPaths none() {
        return new FetchPaths(List.of());
    }

    /**
     * Parses a setting.
     *
     * @param text paths separated by commas; empty for none
     * @throws IllegalArgumentException if one of them is not an absolute path; the message says which
     */
    public static FetchPaths parse(String text) {
        return new FetchPaths(Splitter.on(',').trimResults().omitEmptyStrings().splitToList(text).stream()
                .map(path -> path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .toList());
    }

    /** The narrowest of them that this file lies in. */
    Optional<String> containing(String file) {
        return directories.stream()
                .filter(directory -> file.startsWith(directory.equals("/") ? "/" : directory + "/"))
                .max(Comparator.comparingInt(String::length));
    }
}
