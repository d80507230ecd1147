package dev.isthmus.operator.exec;

import dev.isthmus.ecs.sdk.Target;
import dev.isthmus.operator.text.ShellWords;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The command line of the AWS CLI that executes a command in a container.
 *
 * @param words the program and its arguments
 */
record ExecLine(List<String> words) {

    /** The program, and what it needs beside it on the path. */
    static final List<String> PROGRAMS = List.of("aws", "session-manager-plugin");

    ExecLine {
        words = List.copyOf(words);
    }

    /**
     * Makes it.
     *
     * @param command to be executed; the agent takes it as one text, and splits it as a shell would
     */
    static ExecLine of(Target target, String taskArn, String container, List<String> command) {
        List<String> words = new ArrayList<>(List.of(
                PROGRAMS.get(0),
                "ecs",
                "execute-command",
                "--region",
                target.region(),
                "--cluster",
                target.cluster(),
                "--task",
                taskArn,
                "--container",
                container,
                "--interactive",
                "--command",
                joined(command)));
        target.override().ifPresent(endpoint -> words.addAll(List.of("--endpoint-url", endpoint.toString())));
        return new ExecLine(words);
    }

    /** As one types it into a shell. */
    String text() {
        return joined(words);
    }

    private static String joined(List<String> words) {
        return words.stream().map(ShellWords::quoted).collect(Collectors.joining(" "));
    }
}
