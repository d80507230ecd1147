package dev.isthmus.ecs.docker;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.definition.UnsupportedFieldException;
import dev.isthmus.ecs.rules.TaskLabels;
import dev.isthmus.ecs.rules.TaskRules;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Docker parameters that ECS has no equivalent of and that would change the task: its files, its identity, its isolation or its end. They are
 * refused, with advice what to use instead. See {@link DroppedParameters} for those that only tune.
 */
final class RefusedParameters {

    private static final String NETWORK =
            "the task's network and port mappings say it: ask there, or by a rule of " + TaskRules.SETTING;
    private static final String NONE =
            "ECS cannot do this: leave it out, or make it so in the image or on the instance";

    private static final SortedMap<String, String> INSTEAD = instead();

    private RefusedParameters() {}

    private static SortedMap<String, String> instead() {
        SortedMap<String, String> all = new TreeMap<>();
        put(all, "the task's resources say how many it gets: ask for them there", "gpus");
        put(
                all,
                NETWORK,
                "P",
                "ip",
                "ip6",
                "link-local-ip",
                "mac-address",
                "net-alias",
                "network-alias",
                "p",
                "publish",
                "publish-all");
        put(
                all,
                NONE,
                "cgroupns",
                "device-cgroup-rule",
                "domainname",
                "group-add",
                "isolation",
                "platform",
                "runtime",
                "userns",
                "uts");
        put(all, "it is a file of whoever calls Docker: say what is in it by env or label", "env-file", "label-file");
        put(all, "a task has no other container to link to: reach it by its address", "link", "volumes-from");
        put(all, "use volume with a path of the host", "mount", "volume-driver");
        put(all, "the framework decides what is started again: leave it out", "restart");
        put(all, "put STOPSIGNAL into the image", "stop-signal");
        put(
                all,
                "ECS runs containers in its own way: leave it out",
                "cidfile",
                "disable-content-trust",
                "use-api-socket");
        return Collections.unmodifiableSortedMap(all);
    }

    private static void put(Map<String, String> all, String advice, String... names) {
        for (String name : names) {
            all.put(name, advice);
        }
    }

    /** What is refused, by name. */
    static SortedMap<String, String> all() {
        return INSTEAD;
    }

    /** Why there is no such parameter, and what to do. */
    static UnsupportedFieldException of(String key) {
        String instead = INSTEAD.get(key.length() == 1 ? key : key.toLowerCase(Locale.ROOT));
        return new UnsupportedFieldException("docker parameter '" + Brief.value(key) + "' is not supported: "
                + (instead == null
                        ? "known are " + DockerParameter.all()
                                + "; put what it does into a task definition of your own and name that by label "
                                + TaskLabels.DEFINITION
                        : instead));
    }
}
