package dev.isthmus.ecs.docker;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where every field of a Mesos task goes: {@code TaskInfo} and what it is made of, in include/mesos/mesos.proto. */
public final class Placements {

    /** Where a field can go. */
    public enum Where {
        /** Into the task definition, because it is the same for all tasks of a kind. */
        DEFINITION,
        /** Into the overrides, because it differs from task to task. */
        OVERRIDE,
        /** Isthmus itself does what it says. */
        ISTHMUS,
        /** Nowhere, because it has no meaning on ECS. */
        DROPPED,
        /** Nowhere, with one warning. */
        WARNED,
        /** The task is refused, and the field named. */
        REFUSED;

        String written() {
            return this == ISTHMUS ? "Isthmus" : name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A field.
     *
     * @param name with the fields that it is in, such as {@code command.value}
     * @param where it goes; several, where that depends on what {@code how} says
     * @param how more of it; may be empty
     */
    public record Field(String name, List<Where> where, String how) {

        /** Copies the list. */
        public Field {
            where = List.copyOf(where);
        }
    }

    private static final List<Field> FIELDS = List.of(
            field("name", "what rules are chosen by", Where.ISTHMUS),
            field("task_id", "ISTHMUS_TASK_ID", Where.OVERRIDE),
            field(
                    "slave_id",
                    "the instance that the start is bound to; ISTHMUS_AGENT_ID. ISTHMUS_MEMO keeps role, group and whether there is a health check, ISTHMUS_EPOCH which driver launched it",
                    Where.OVERRIDE),
            field(
                    "resources",
                    "cpus, mem and gpus on a container; ports are in the definition or on account; disk and others on account",
                    Where.OVERRIDE,
                    Where.ISTHMUS),
            field(
                    "limits",
                    "mem is the hard limit, what is asked for being reserved; infinite, it is all memory of the instance. "
                            + "cpus is warned of when it is finite, and infinite it is as ECS does",
                    Where.OVERRIDE,
                    Where.WARNED),
            field("executor", "there is no agent that could run one", Where.REFUSED),
            field("command.value", "see Commands; what is too long, definition", Where.OVERRIDE),
            field("command.arguments", "see Commands; what is too long, definition", Where.OVERRIDE),
            field("command.shell", "the entry point", Where.DEFINITION),
            field("command.environment", "what is too long, definition; secrets are refused", Where.OVERRIDE),
            field(
                    "command.user",
                    "without an image; not applied with one, as in Mesos",
                    Where.DEFINITION,
                    Where.DROPPED),
            field(
                    "command.uris",
                    "fetched; see Sandboxes. What is too long, definition; credentials of a registry are warned of and left out, what cannot be "
                            + "fetched is refused",
                    Where.OVERRIDE,
                    Where.WARNED,
                    Where.REFUSED),
            field("container.type", "", Where.ISTHMUS),
            field("container.volumes", "absolute paths of the host; sources and images are refused", Where.DEFINITION),
            field("container.hostname", "refused with network mode awsvpc", Where.DEFINITION),
            field(
                    "container.network_infos",
                    "one with a name is a network USER without Docker, and warned of with it",
                    Where.WARNED,
                    Where.REFUSED,
                    Where.DROPPED),
            field(
                    "container.linux_info",
                    "share_cgroups is dropped: a container has a cgroup of its own",
                    Where.REFUSED,
                    Where.DROPPED),
            field("container.rlimit_info", "", Where.REFUSED),
            field("container.tty_info", "", Where.WARNED),
            field("container.mesos.image", "a Docker image by its name", Where.DEFINITION),
            field("container.docker.image", "", Where.DEFINITION),
            field("container.docker.network", "USER is refused, unless a rule sets another", Where.DEFINITION),
            field("container.docker.port_mappings", "see Networks and ports", Where.DEFINITION),
            field("container.docker.privileged", "", Where.DEFINITION),
            field(
                    "container.docker.parameters",
                    "see below: what only tunes is dropped with a warning, what would change the task is refused by name",
                    Where.DEFINITION,
                    Where.OVERRIDE),
            field(
                    "container.docker.force_pull_image",
                    "pulling is a setting of the ECS agent (ECS_IMAGE_PULL_BEHAVIOR)",
                    Where.WARNED),
            field("container.docker.volume_driver", "", Where.REFUSED),
            field(
                    "health_check",
                    "as a command; see Health checks. IPv6 is warned of: it asks 127.0.0.1",
                    Where.DEFINITION,
                    Where.WARNED),
            field("check", "only health checks are run", Where.WARNED),
            field("kill_policy", "stopTimeout in whole seconds, 1 to 86400", Where.DEFINITION),
            field(
                    "max_completion_time",
                    "ISTHMUS_MAX_COMPLETION_TIME; the task is stopped then",
                    Where.OVERRIDE,
                    Where.ISTHMUS),
            field("data", "for executors only", Where.DROPPED),
            field(
                    "labels",
                    "isthmus.task-definition, isthmus.container and isthmus.task-role; others are not passed to ECS",
                    Where.ISTHMUS,
                    Where.DROPPED),
            field("discovery", "for the framework's own use", Where.DROPPED));

    private Placements() {}

    private static Field field(String name, String how, Where... where) {
        return new Field(name, List.of(where), how);
    }

    /** Every field of a task. */
    public static List<Field> fields() {
        return FIELDS;
    }

    /** Every Docker parameter that is not refused. */
    public static List<Field> dockerParameters() {
        return Arrays.stream(DockerParameter.values())
                .map(parameter -> new Field(parameter.written(), parameter.where(), parameter.how()))
                .toList();
    }

    /** Every Docker parameter that is dropped with a warning, and why; of some, a letter is short for another. */
    public static List<Field> droppedParameters() {
        List<Field> fields = new ArrayList<>(grouped(DroppedParameters.all(), Where.WARNED));
        fields.add(new Field(
                String.join("`, `", new TreeSet<>(DroppedParameters.NETWORK)),
                List.of(Where.DROPPED, Where.WARNED, Where.REFUSED),
                "dropped where it repeats the task's network, warned of where a rule sets another, else refused"));
        return fields;
    }

    /** Every Docker parameter that is refused with a word of what does instead; of some, a letter is short for another. */
    public static List<Field> refusedParameters() {
        return grouped(RefusedParameters.all(), Where.REFUSED);
    }

    private static List<Field> grouped(SortedMap<String, String> words, Where where) {
        SortedMap<String, SortedSet<String>> byWords = new TreeMap<>();
        words.forEach((name, said) ->
                byWords.computeIfAbsent(said, first -> new TreeSet<>()).add(name));
        return byWords.entrySet().stream()
                .map(each -> new Field(String.join("`, `", each.getValue()), List.of(where), each.getKey()))
                .toList();
    }

    /** Fields as a table in Markdown. */
    public static String table(String heading, List<Field> fields) {
        List<String> lines = new ArrayList<>(List.of("| " + heading + " | where | how |", "|---|---|---|"));
        for (Field field : fields) {
            lines.add("| `" + field.name() + "` | "
                    + field.where().stream().map(Where::written).collect(Collectors.joining(", ")) + " | "
                    + field.how() + " |");
        }
        return String.join("\n", lines) + "\n";
    }
}
