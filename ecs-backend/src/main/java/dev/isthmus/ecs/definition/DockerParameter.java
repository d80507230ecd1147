package dev.isthmus.ecs.definition;

import dev.isthmus.ecs.definition.Placements.Where;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The options of {@code docker run} that are known as Docker parameters, and where they go. All others are refused by name. */
enum DockerParameter {
    ENV("e", "name=value; it goes before a variable of the command"),
    HOSTNAME("h", "refused with network mode awsvpc"),
    LABEL("l", "dropped where it differs from task to task: MESOS_TASK_ID, and what has the task's id in it"),
    PRIVILEGED("", ""),
    READ_ONLY("", ""),
    USER("u", ""),
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
            case HOSTNAME, PRIVILEGED, READ_ONLY, USER, WORKDIR -> List.of(Where.DEFINITION);
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
