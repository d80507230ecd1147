package dev.isthmus.ecs.fetch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.api.task.CommandUri;
import dev.isthmus.ecs.fetch.FetchDecision.Fetch;
import dev.isthmus.ecs.fetch.FetchDecision.Nothing;
import dev.isthmus.ecs.fetch.FetchDecision.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides which URIs of a task are fetched, and how, by Mesos's rules (src/slave/containerizer/fetcher.cpp and src/launcher/fetcher.cpp), as far as a
 * shell with the usual tools can follow them. Stateless; any thread.
 */
public final class FetchRules {

    private static final List<String> CREDENTIALS = List.of("docker.tar.gz", ".dockercfg", ".docker/config.json");
    private final FetchPaths paths;

    /** Creates rules that allow files from these directories. */
    public FetchRules(FetchPaths paths) {
        this.paths = paths;
    }

    /**
     * Decides.
     *
     * @param rule the rule for the task; {@link UrisRule#FETCH} if there is none
     * @param uris the URIs of the task
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
                    + "), and a rule says uris:refuse: put the files into the image, or " + "say uris:fetch");
        }
        FetchItems items = new FetchItems(paths);
        for (CommandUri uri : left) {
            Optional<String> problem = items.add(uri);
            if (problem.isPresent()) {
                return new Refused(
                        "uri '" + Brief.value(FetchItems.shown(uri)) + "' cannot be fetched: " + problem.get());
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
        return Brief.list(uris.stream().map(FetchItems::shown).collect(Collectors.toList()));
    }
}
