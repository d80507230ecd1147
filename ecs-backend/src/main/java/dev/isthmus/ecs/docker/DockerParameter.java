package dev.isthmus.ecs.docker;

import dev.isthmus.ecs.docker.Placements.Where;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The options of {@code docker run} that are known as Docker parameters, and where they go. Others are {@linkplain DroppedParameters dropped} or
 * {@linkplain RefusedParameters refused}, by name.
 */
enum DockerParameter {
    ADD_HOST("", "name:address; refused with network mode awsvpc"),
    CAP_ADD("", "in any case, with or without CAP_; one that ECS has"),
    CAP_DROP("", "as cap-add"),
    DEVICE("", "/on/host:/in/container:rwm; the last two may be left out"),
    DNS("", "an address; refused with network mode awsvpc"),
    DNS_SEARCH("", "a domain; refused with network mode awsvpc"),
    ENTRYPOINT("", "with shell: false; with shell: true the entry point is /bin/sh"),
    ENV("e", "name=value; it goes before a variable of the command"),
    HOSTNAME("h", "refused with network mode awsvpc"),
    INIT("", ""),
    INTERACTIVE("i", ""),
    IPC("", "host or none; private is as it is"),
    LABEL("l", "dropped where it differs from task to task: MESOS_TASK_ID, and what has the task's id in it"),
    LOG_DRIVER("", "one that ECS has; a rule goes before it, and it goes before ISTHMUS_LOG_DRIVER"),
    LOG_OPT("", "name=value; without log-driver dropped with a warning"),
    MEMORY_SWAP("", "the task's memory and its swap together; -1 is dropped with a warning, for ECS wants a bound"),
    MEMORY_SWAPPINESS(
            "", "0 to 100, with memory-swap, else dropped with a warning; -1 is the kernel's own and says nothing"),
    PID("", "host"),
    PRIVILEGED("", ""),
    READ_ONLY("", ""),
    RM("", "ECS removes containers that have ended"),
    SECURITY_OPT("", "no-new-privileges, apparmor:..., label:... or credentialspec:..., with : or ="),
    SHM_SIZE("", "rounded up to whole MiB; 0 is the usual 64 MiB"),
    STOP_TIMEOUT(
            "",
            "brought within 1 to 86400 seconds, -1 being the most; a kill policy goes before it, and it before the usual 5 seconds"),
    SYSCTL("", "name=value; one of IPC or, if the network is not the host's, of the network"),
    TMPFS("", "/path:options; without a size it has the task's memory as one"),
    TTY("t", ""),
    ULIMIT("", "name=soft:hard; hard may be left out; -1 is none, and what is above 2147483647 is taken as that"),
    USER("u", ""),
    VOLUME(
            "v",
            "/on/host:/in/container, modes ro and rw, others of Docker's dropped with a warning; the task's own volume at the same path goes before it"),
    WORKDIR("w", "");

    private final String letter;
    private final String how;

    DockerParameter(String letter, String how) {
        this.letter = letter;
        this.how = how;
    }

    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    List<Where> where() {
        return switch (this) {
            case ENV -> List.of(Where.OVERRIDE);
            case LABEL -> List.of(Where.DEFINITION, Where.DROPPED);
            case RM -> List.of(Where.DROPPED);
            default -> List.of(Where.DEFINITION);
        };
    }

    String how() {
        return how;
    }

    /** By its name, or the letter that stands for it. */
    static Optional<DockerParameter> of(String key) {
        return Arrays.stream(values())
                .filter(known -> known.written().equals(key.toLowerCase(Locale.ROOT))
                        || (!known.letter.isEmpty() && known.letter.equals(key)))
                .findFirst();
    }

    static String all() {
        return Arrays.stream(values()).map(DockerParameter::written).collect(Collectors.joining(", "));
    }
}
