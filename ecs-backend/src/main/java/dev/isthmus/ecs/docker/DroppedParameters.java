package dev.isthmus.ecs.docker;

import dev.isthmus.api.task.Parameter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Docker parameters that only tune how a task runs, and that ECS has no equivalent of or decides itself. They are dropped with a warning, which does
 * not contain the value, so that it is logged once and not with every task.
 */
final class DroppedParameters {

    /** Docker's own words for the network, which name what the task's network already is. */
    static final Set<String> NETWORK = Set.of("net", "network");

    private static final String RESOURCES = "the task's resources say how much it gets";

    private static final String INSTANCE = "ECS has nothing for it, and the instance decides";

    /** Values that ask for what is so in any case. */
    private static final Map<String, Set<String>> SO_ANYHOW =
            Map.of("restart", Set.of("no"), "ipc", Set.of("private"), "disable-content-trust", Set.of("", "true"));

    private static final SortedMap<String, String> WHY = why();

    private DroppedParameters() {}

    private static SortedMap<String, String> why() {
        SortedMap<String, String> all = new TreeMap<>();
        put(
                all,
                RESOURCES,
                "c cpu-count cpu-percent cpu-period cpu-quota cpu-rt-period cpu-rt-runtime cpu-shares cpus kernel-memory m memory "
                        + "memory-reservation");
        put(
                all,
                INSTANCE,
                "blkio-weight blkio-weight-device cgroup-parent cpuset-cpus cpuset-mems device-read-bps device-read-iops "
                        + "device-write-bps device-write-iops dns-opt dns-option oom-kill-disable oom-score-adj pids-limit storage-opt");
        put(
                all,
                "neither Mesos nor ECS looks at Docker's own health checks: give the task a health check",
                "health-cmd health-interval health-retries health-start-interval health-start-period health-timeout "
                        + "no-healthcheck");
        put(all, "the task's port mappings say what can be reached", "expose");
        put(all, "pulling is a setting of the ECS agent (ECS_IMAGE_PULL_BEHAVIOR)", "pull");
        put(
                all,
                "it is about the docker command, which ECS does not use",
                "a annotation attach d detach detach-keys quiet sig-proxy");
        return Collections.unmodifiableSortedMap(all);
    }

    private static void put(Map<String, String> all, String why, String names) {
        for (String name : names.split(" ", -1)) {
            all.put(name, why);
        }
    }

    /** What is dropped, by name. */
    static SortedMap<String, String> all() {
        return WHY;
    }

    /** Whether it is one to be dropped, which is then warned of; what is so in any case is dropped without a word. */
    static boolean drops(Parameter parameter, List<String> warnings) {
        String name = name(parameter);
        if (SO_ANYHOW.getOrDefault(name, Set.of()).contains(parameter.value())) {
            return true;
        }
        String why = WHY.get(name);
        if (why != null) {
            warn(name, why, warnings);
        }
        return why != null || isNetwork(parameter);
    }

    /** Whether it names the network, which is compared with the task's own. */
    static boolean isNetwork(Parameter parameter) {
        return NETWORK.contains(name(parameter));
    }

    static void warn(String name, String why, List<String> warnings) {
        String warning = "docker parameter '" + name + "' is not used: " + why;
        if (!warnings.contains(warning)) {
            warnings.add(warning);
        }
    }

    /** Names have no case, but letters that are short for one have. */
    private static String name(Parameter parameter) {
        String key = parameter.key();
        return key.length() == 1 ? key : key.toLowerCase(Locale.ROOT);
    }
}
