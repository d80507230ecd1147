package dev.isthmus.master.http;

import java.util.List;
import java.util.Optional;

/**
 * Which route a path takes: the longest that leads it. A slash at its end counts for nothing, and each route is one of {@code /master} as well.
 *
 * @param names without a slash at either end, such as {@code api/v1/scheduler}
 */
public record Routes(List<String> names) {

    /** Copies the names. */
    public Routes {
        names = List.copyOf(names);
        for (String name : names) {
            if (name.isEmpty() || name.startsWith("/") || name.endsWith("/")) {
                throw new IllegalArgumentException("a route has no slash at its ends: '" + name + "'");
            }
        }
    }

    /** The whole path of a request without slashes at its ends, and without {@code /master} before it; empty: it has no path. */
    public static Optional<String> exact(String target) {
        String path = path(target);
        if (!path.startsWith("/")) {
            return Optional.empty();
        }
        String name = trim(path);
        return Optional.of(name.startsWith("master/") ? trim(name.substring("master".length())) : name);
    }

    /** The route of a request; empty: none. */
    public Optional<String> of(String target) {
        String name = exact(target).orElse("");
        while (!name.isEmpty()) {
            if (names.contains(name)) {
                return Optional.of(name);
            }
            name = trim(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
        }
        return Optional.empty();
    }

    /** The path and the query of a target, which may be a whole URL. */
    public static String pathAndQuery(String target) {
        int authority = target.indexOf("://");
        if (target.startsWith("/") || authority < 0) {
            return target;
        }
        int path = target.indexOf('/', authority + 3);
        return path < 0 ? "/" : target.substring(path);
    }

    private static String path(String target) {
        return pathAndQuery(target).split("[?#]", 2)[0];
    }

    private static String trim(String path) {
        int from = 0;
        int to = path.length();
        while (from < to && path.charAt(from) == '/') {
            from++;
        }
        while (to > from && path.charAt(to - 1) == '/') {
            to--;
        }
        return path.substring(from, to);
    }
}
