package dev.isthmus.api.task;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The command of a task, with the semantics of {@code CommandInfo} in include/mesos/mesos.proto.
 *
 * @param shell whether {@code value} is a line for {@code /bin/sh -c}; otherwise it is a file to execute or, with an image, the first
 *     argument of the image's entry point
 * @param value the line or file, if any
 * @param arguments the arguments; ignored with {@code shell}
 * @param environment variables by name. Their values may be secret: they are never logged, and {@link #toString} leaves them out
 * @param user the user to run as, if given
 * @param uris what to fetch into the sandbox first
 */
public record Command(
        boolean shell,
        Optional<String> value,
        List<String> arguments,
        SortedMap<String, String> environment,
        Optional<String> user,
        List<CommandUri> uris) {

    /** Copies the collections. */
    public Command {
        arguments = List.copyOf(arguments);
        environment = Collections.unmodifiableSortedMap(new TreeMap<>(environment));
        uris = List.copyOf(uris);
    }

    /** A shell line without anything else. */
    public static Command ofShell(String line) {
        return new Command(true, Optional.of(line), List.of(), new TreeMap<>(), Optional.empty(), List.of());
    }

    /** This command with another environment. */
    public Command withEnvironment(Map<String, String> other) {
        return new Command(shell, value, arguments, new TreeMap<>(other), user, uris);
    }

    @Override
    public String toString() {
        return "Command[shell=" + shell + ", value=" + value.orElse("") + ", arguments=" + arguments
                + ", environment of " + environment.size() + " variables, user=" + user.orElse("") + ", uris=" + uris
                + "]";
    }
}
