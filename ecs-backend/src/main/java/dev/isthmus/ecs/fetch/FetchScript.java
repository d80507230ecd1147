package dev.isthmus.ecs.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The script that fetches: a constant text for a POSIX shell, which is in task definitions, while the list of files is in the variable
 * {@link #VARIABLE} of the container. It runs in one of three ways, which the word after it selects:
 *
 * <ul> <li>{@link #fetcher}: as all that a container of its own does. It ends with 0 when everything is there; <li>{@link #beforeLine}: before a
 * command that is a line for a shell, in the task's own container, of which it is the entry point; <li>{@link #beforeWords}: likewise, before a
 * command that is words. </ul>
 *
 * <p>Before a command it unsets its variables, goes to the sandbox and becomes the command by {@code exec}: signals and exit codes are then the
 * command's. It never ends by itself but with one of the codes of {@link FetchFailure}, or with 128 and the number of a signal.
 */
public final class FetchScript {

    /** The variable with the files to fetch: {@link FetchList#encoded}. */
    public static final String VARIABLE = "ISTHMUS_FETCH";

    /** The variable with the path of the sandbox; the default is {@link #SANDBOX}. */
    public static final String SANDBOX_VARIABLE = "MESOS_SANDBOX";

    /** Where the sandbox is mounted. */
    public static final String SANDBOX = "/mnt/mesos/sandbox";

    /** The directory under which directories of the agent are mounted: see {@link HostDirectory#mountedAt}. */
    public static final String HOST_ROOT = "/mnt/mesos/fetch";

    /** The variable that overrides {@link #HOST_ROOT}; empty if containers see the file system of the agent, as in a fake cluster. */
    public static final String HOST_ROOT_VARIABLE = "ISTHMUS_FETCH_ROOT";

    private static final String TEXT = read();

    private FetchScript() {}

    /** The entry point of a container that only fetches; it takes no command. */
    public static List<String> fetcher() {
        return entryPoint("isthmus-fetch");
    }

    /** The entry point of a task's container whose command is one line for {@code /bin/sh -c}, as with {@code /bin/sh -c} itself. */
    public static List<String> beforeLine() {
        return entryPoint("isthmus-line");
    }

    /** The entry point of a task's container whose command is a program and its arguments. */
    public static List<String> beforeWords() {
        return entryPoint("isthmus-words");
    }

    private static List<String> entryPoint(String way) {
        return List.of("/bin/sh", "-c", TEXT, way);
    }

    /** Without its remarks and indentation, which a task definition has no use for. */
    private static String read() {
        try (InputStream in = FetchScript.class.getResourceAsStream("fetch.sh")) {
            if (in == null) {
                throw new IllegalStateException(
                        "fetch.sh is missing beside " + FetchScript.class.getName() + ": the jar is not whole");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
