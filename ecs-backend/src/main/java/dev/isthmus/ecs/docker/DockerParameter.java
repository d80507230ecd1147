package dev.isthmus.ecs.docker;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The Docker parameters (options of {@code docker run}) that are supported. Others are {@linkplain DroppedParameters dropped} or
 * {@linkplain RefusedParameters refused}, by name.
 */
enum DockerParameter {
    ADD_HOST,
    CAP_ADD,
    CAP_DROP,
    DEVICE,
    DNS,
    DNS_SEARCH,
    ENTRYPOINT,
    ENV("e"),
    HOSTNAME("h"),
    INIT,
    INTERACTIVE("i"),
    IPC,
    LABEL("l"),
    LOG_DRIVER,
    LOG_OPT,
    MEMORY_SWAP,
    MEMORY_SWAPPINESS,
    PID,
    PRIVILEGED,
    READ_ONLY,
    RM,
    SECURITY_OPT,
    SHM_SIZE,
    STOP_TIMEOUT,
    SYSCTL,
    TMPFS,
    TTY("t"),
    ULIMIT,
    USER("u"),
    VOLUME("v"),
    WORKDIR("w");

    private final String letter;

    DockerParameter() {
        this("");
    }

    DockerParameter(String letter) {
        this.letter = letter;
    }

    String written() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it changes the task definition. Labels do not count: frameworks label every task. */
    boolean changesDefinition() {
        return switch (this) {
            case ENV, LABEL, RM -> false;
            default -> true;
        };
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
