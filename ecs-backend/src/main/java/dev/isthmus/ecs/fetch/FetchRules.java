package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.launch.CommandUri;
import dev.isthmus.ecs.fetch.FetchDecision.Fetch;
import dev.isthmus.ecs.fetch.FetchDecision.Nothing;
import dev.isthmus.ecs.fetch.FetchDecision.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What of a task's uris is fetched, and how: Mesos's rules (src/slave/containerizer/fetcher.cpp and src/launcher/fetcher.cpp), as far as a shell with
 * the usual tools can follow them. Stateless; any thread.
 */
public final class FetchRules {

    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
    private static final Set<String> CREDENTIALS = Set.of("docker.tar.gz", ".dockercfg", ".docker/config.json");
    private static final String INSTEAD =
            ", or put it into the image; with uris=ignore in a rule of ISTHMUS_TASK_RULES the task runs without";

    private final FetchPaths paths;

    /** With the directories that settings allow. */
    public FetchRules(FetchPaths paths) {
        this.paths = paths;
    }

    /**
     * Decides.
     *
     * @param rule what rules say of the task; {@link UrisRule#FETCH} where they say nothing
     * @param uris as the task gives them
     */
    public FetchDecision decide(UrisRule rule, List<CommandUri> uris) {
        List<String> warnings = new ArrayList<>();
        List<CommandUri> left = withoutCredentials(uris, warnings);
        if (left.isEmpty()) {
            return new Nothing(warnings);
        }
        if (rule == UrisRule.IGNORE) {
            warnings.add("uris not fetched, as a rule says: " + shown(left));
            return new Nothing(warnings);
        }
        if (rule == UrisRule.REFUSE) {
            return new Refused("the task's command has uris (" + shown(left)
                    + "), and a rule says uris=refuse: put the files into the image, or " + "say uris=fetch");
        }
        Items items = new Items(paths);
        for (CommandUri uri : left) {
            Optional<String> problem = items.add(uri);
            if (problem.isPresent()) {
                return new Refused(
                        "uri '" + Brief.value(uri.withoutSecrets()) + "' cannot be fetched: " + problem.get());
            }
        }
        return new Fetch(new FetchList(items.items()), items.mounts(), warnings);
    }

    private static List<CommandUri> withoutCredentials(List<CommandUri> uris, List<String> warnings) {
        List<CommandUri> dropped =
                uris.stream().filter(FetchRules::isCredential).toList();
        if (!dropped.isEmpty()) {
            warnings.add(
                    "uris with credentials of a registry not fetched (" + shown(dropped)
                            + "): on ECS the agent pulls images. Give it the "
                            + "credentials by ECS_ENGINE_AUTH_DATA, or keep the image in ECR, or name a secret by rule key registry-credentials");
        }
        return uris.stream().filter(uri -> !isCredential(uri)).toList();
    }

    private static boolean isCredential(CommandUri uri) {
        String path = "/" + uri.value().strip().replaceFirst("[?#].*", "");
        return CREDENTIALS.stream().anyMatch(name -> path.endsWith("/" + name));
    }

    private static String shown(List<CommandUri> uris) {
        return Brief.list(uris.stream().map(CommandUri::withoutSecrets).collect(Collectors.toList()));
    }

    /** What is fetched, as far as it has been seen. */
    private static final class Items {
        private final FetchPaths paths;
        private final List<FetchItem> items = new ArrayList<>();
        private final List<HostDirectory> mounts = new ArrayList<>();

        Items(FetchPaths paths) {
            this.paths = paths;
        }

        List<FetchItem> items() {
            return items;
        }

        List<HostDirectory> mounts() {
            return mounts;
        }

        /** What is wrong with it and what to do, if it cannot be fetched. */
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
                            + ":'. Offer the file by http, https, s3 or on the agents" + INSTEAD);
            };
        }

        private Optional<String> addUrl(CommandUri uri, String url) {
            Matcher host =
                    Pattern.compile("https?://(?:[^/?#]*@)?([^/?#@]+)(.*)").matcher(url);
            if (!host.matches()) {
                return Optional.of("it names no host. Want http://host/path");
            }
            if (!host.group(1).matches("[!-~]+")) {
                return Optional.of("its host is not written in ASCII. Write it in Punycode");
            }
            return add(uri, Locations.url(url), host.group(2));
        }

        private Optional<String> addObject(CommandUri uri, String address) {
            Matcher object = Pattern.compile("s3://([^/]+)/(.+)").matcher(address);
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
                        + path.replaceFirst("(?<=.)/[^/]*$", "")
                        + " to ISTHMUS_FETCH_PATHS, which is "
                        + (paths.directories().isEmpty() ? "empty" : Brief.list(paths.directories())) + INSTEAD);
            }
            String base = directory.get().equals("/") ? "" : directory.get();
            HostDirectory mount = new HostDirectory(directory.get());
            Optional<String> wrong =
                    add(uri, Locations.word(base) + "//" + Locations.word(path.substring(base.length() + 1)), path);
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
                                ? "its output_file " + problem.get()
                                        + ". Want a path within the sandbox, such as lib/a.jar"
                                : "its last part, which would be the name of the file, " + problem.get()
                                        + ". Give it an output_file");
            }
            Optional<Archive> archive = uri.executable() || !uri.extract() ? Optional.empty() : Archive.ofName(name);
            items.add(new FetchItem(location, name, uri.executable(), archive));
            return Optional.empty();
        }
    }
}
