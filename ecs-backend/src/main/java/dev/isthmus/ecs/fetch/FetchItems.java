package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.task.CommandUri;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Collects the URIs of one task that are fetched. */
final class FetchItems {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");

    /** User and password, host with port, and the rest. A host that holds {@code :} otherwise would be part of a password. */
    private static final Pattern URL =
            Pattern.compile("https?://(?:([^/?#]*)@)?([^/?#@:\\[]+|\\[[0-9A-Fa-f:.]+])(?::[0-9]*)?([/?#].*)?");

    private static final Pattern OBJECT = Pattern.compile("s3://([^/]+)/(.+)");

    private static final String INSTEAD =
            ", or put it into the image; with uris:ignore in a rule of ISTHMUS_TASK_RULES the task runs without it";

    private final FetchPaths paths;
    private final List<FetchItem> items = new ArrayList<>();
    private final List<HostDirectory> mounts = new ArrayList<>();

    FetchItems(FetchPaths paths) {
        this.paths = paths;
    }

    /** A location for messages. Of an invalid address it is only the beginning, as any part of it may be a password. */
    static String shown(CommandUri uri) {
        String value = uri.value().strip();
        Matcher scheme = SCHEME.matcher(value);
        if (scheme.matches() && scheme.group(1).toLowerCase(Locale.ROOT).startsWith("http")) {
            String url = scheme.group(1).toLowerCase(Locale.ROOT)
                    + value.substring(scheme.group(1).length());
            return URL.matcher(url).matches() ? uri.withoutSecrets() : scheme.group(1) + "://...";
        }
        return uri.withoutSecrets();
    }

    List<FetchItem> items() {
        return items;
    }

    List<HostDirectory> mounts() {
        return mounts;
    }

    /** Adds one; or tells what is wrong with it and what to do. */
    Optional<String> add(CommandUri uri) {
        String value = uri.value().strip();
        if (value.isEmpty()) {
            return Optional.of("it is empty. Take it out of the task, or say what to fetch");
        }
        if (!Names.isPlain(value)) {
            return Optional.of("it has characters that cannot be printed. Percent-encode them");
        }
        Matcher scheme = SCHEME.matcher(value);
        String name = scheme.matches() ? scheme.group(1).toLowerCase(Locale.ROOT) : "file";
        return switch (name) {
            case "http", "https" -> addUrl(uri, name + value.substring(name.length()));
            case "s3" -> addObject(uri, name + value.substring(name.length()));
            case "file" -> addFile(uri, value);
            default ->
                Optional.of("nothing here fetches '" + name
                        + ":'. Offer the file by http, https or s3, or on the agents" + INSTEAD);
        };
    }

    private Optional<String> addUrl(CommandUri uri, String url) {
        Matcher parts = URL.matcher(url);
        if (!parts.matches()) {
            return Optional.of("it names no host. Want http://host/path or http://host:port/path");
        }
        if (!parts.group(2).matches("[!-~]+")) {
            return Optional.of("its host is not written in ASCII. Write it in Punycode");
        }
        return add(
                uri,
                Locations.url(withoutSecondAt(url, parts)),
                Optional.ofNullable(parts.group(3)).orElse("/"));
    }

    /** A password may hold {@code @}, which curl does not take. */
    private static String withoutSecondAt(String url, Matcher parts) {
        return parts.start(1) < 0
                ? url
                : url.substring(0, parts.start(1)) + parts.group(1).replace("@", "%40") + url.substring(parts.end(1));
    }

    private Optional<String> addObject(CommandUri uri, String address) {
        Matcher object = OBJECT.matcher(address);
        if (!object.matches()) {
            return Optional.of("it names no object. Want s3://bucket/key");
        }
        return add(uri, Locations.word(address), "/" + object.group(2));
    }

    private Optional<String> addFile(CommandUri uri, String value) {
        String path = Names.tidied(value.replaceFirst("(?i)^file:(//localhost(?=/)|//)?", ""));
        if (!path.startsWith("/")) {
            return Optional.of("it is no absolute path of an agent. Want file:///path");
        }
        Optional<String> problem = Names.problem(path.substring(1));
        if (problem.isPresent()) {
            return Optional.of("its path " + problem.get() + ". Want the plain path of one file");
        }
        Optional<String> directory = paths.containing(path);
        if (directory.isEmpty()) {
            return Optional.of("its directory is none that tasks may have files from. Add "
                    + Brief.value(path.replaceFirst("(?<=.)/[^/]*$", "")) + " to ISTHMUS_FETCH_PATHS, which is "
                    + (paths.directories().isEmpty() ? "empty" : Brief.list(paths.directories())) + INSTEAD);
        }
        HostDirectory mount = new HostDirectory(directory.get());
        String base = directory.get().equals("/") ? "" : directory.get();
        String location = Locations.word(base) + "//" + Locations.word(path.substring(base.length() + 1));
        Optional<String> wrong = add(uri, location, path);
        if (wrong.isEmpty() && !mounts.contains(mount)) {
            mounts.add(mount);
        }
        return wrong;
    }

    /** Adds what is at a location, under the name that the task gives, or under the last part of the path. */
    private Optional<String> add(CommandUri uri, String location, String path) {
        String name = uri.outputFile().map(Names::tidied).orElse(path.substring(path.lastIndexOf('/') + 1));
        Optional<String> problem = Names.problem(name);
        if (problem.isPresent()) {
            return Optional.of(
                    uri.outputFile().isPresent()
                            ? "its output_file " + problem.get() + ". Want a path within the sandbox, such as lib/a.jar"
                            : "its last part, which would be the name of the file, " + problem.get()
                                    + ". Give it an output_file");
        }
        boolean asItIs = uri.executable() || !uri.extract();
        FetchItem item =
                new FetchItem(location, name, uri.executable(), asItIs ? Optional.empty() : ArchiveFormat.ofName(name));
        for (FetchItem other : items) {
            if (item.equals(other)) {
                return Optional.empty();
            }
            if (inTheWay(item, other)) {
                return Optional.of("in the sandbox it would be in the way of '" + Brief.value(other.shown())
                        + "'. Give one of them another output_file");
            }
        }
        items.add(item);
        return Optional.empty();
    }

    /** Whether one would replace the other. Archives whose files are extracted may: nobody needs them any more when the next one comes. */
    private static boolean inTheWay(FetchItem one, FetchItem other) {
        if (one.name().equals(other.name())) {
            return !(isSpent(one) && isSpent(other));
        }
        return taken(one).stream()
                .anyMatch(a -> taken(other).stream()
                        .anyMatch(b -> a.equals(b) || a.startsWith(b + "/") || b.startsWith(a + "/")));
    }

    /** The names that are known to be taken: its own, and what is extracted of it if that is one file. */
    private static List<String> taken(FetchItem item) {
        if (item.archive().filter(kind -> kind == ArchiveFormat.GZ).isEmpty()) {
            return List.of(item.name());
        }
        String last = item.name().substring(item.name().lastIndexOf('/') + 1);
        return List.of(item.name(), last.substring(0, last.length() - ".gz".length()));
    }

    private static boolean isSpent(FetchItem item) {
        return item.archive().filter(kind -> kind != ArchiveFormat.GZ).isPresent();
    }
}
