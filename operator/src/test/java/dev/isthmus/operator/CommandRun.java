package dev.isthmus.operator;

import dev.isthmus.operator.settings.OperatorShell;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.server.StrictCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * A command that was run in this JVM.
 *
 * @param exit its exit code
 * @param out what it wrote
 * @param err what it wrote to the other stream
 */
public record CommandRun(int exit, String out, String err) {

    @Command(name = "isthmus")
    private static final class Root {}

    /** With this environment, of which nothing of the JVM's own is part. */
    public static CommandRun of(Map<String, String> environment, String... arguments) {
        return of(environment, InstantSource.system(), arguments);
    }

    /** At this time. */
    public static CommandRun of(Map<String, String> environment, InstantSource clock, String... arguments) {
        return of(OperatorShell.of(environment, clock, CommandRun::address), arguments);
    }

    /** On a terminal. */
    public static CommandRun drawn(Map<String, String> environment, String... arguments) {
        return of(
                new OperatorShell(
                        new TreeMap<>(environment),
                        new Properties(),
                        InstantSource.system(),
                        CommandRun::address,
                        true),
                arguments);
    }

    /** Behind something that has ended, as {@code head} does; returns the exit code. */
    public static int unread(Map<String, String> environment, String... arguments) {
        Writer closed = new Writer() {
            @Override
            public void write(char[] letters, int from, int count) throws IOException {
                throw new IOException("Broken pipe");
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        return exit(
                OperatorShell.of(environment, InstantSource.system(), CommandRun::address),
                closed,
                new StringWriter(),
                arguments);
    }

    /** No name server is asked: this machine's address leads there, all else nowhere. */
    private static InetAddress address(String name) throws UnknownHostException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        if (!name.equals(loopback.getHostAddress())) {
            throw new UnknownHostException(name);
        }
        return loopback;
    }

    private static CommandRun of(OperatorShell shell, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = exit(shell, out, err, arguments);
        return new CommandRun(exit, out.toString(), err.toString());
    }

    private static int exit(OperatorShell shell, Writer out, Writer err, String... arguments) {
        CommandLine isthmus = new CommandLine(new Root());
        OperatorCommands.all(shell).forEach(isthmus::addSubcommand);
        return StrictCommandLine.of(isthmus)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    /** With the environment of a shell that uses a fake cluster. */
    public static Map<String, String> shell(FakeEcs ecs, String... more) {
        Map<String, String> environment = new TreeMap<>(Map.of(
                "AWS_ECS_ENDPOINT",
                ecs.endpoint().toString(),
                "AWS_ECS_CLUSTER",
                ecs.clusterName(),
                "ISTHMUS_JOURNAL",
                "none",
                "ISTHMUS_DEFAULT_IMAGE",
                "public.ecr.aws/docker/library/busybox:1.36"));
        for (int at = 0; at < more.length; at += 2) {
            environment.put(more[at], more[at + 1]);
        }
        return environment;
    }
}
