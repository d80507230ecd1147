package dev.isthmus.testkit.server;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import dev.isthmus.testkit.ecs.scenario.ScenarioException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** The fake cluster as a program. */
public final class FakeEcsServer {
    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    private FakeEcsServer() {}

    /**
     * Runs it and exits: 0 for well, 1 if it cannot start, 2 for a wrong command line or scenario file. A signal ends it, and with it
     * the processes of its tasks.
     */
    public static void main(String[] arguments) {
        System.exit(run("java -jar isthmus-testkit.jar", List.of(arguments), System.out, System.err));
    }

    /**
     * Runs it and answers what the process should exit with. Returns when the thread is interrupted, or at once if there is nothing
     * to run.
     *
     * @param program how the user started it, for the usage
     */
    public static int run(String program, List<String> arguments, PrintStream out, PrintStream err) {
        try {
            ServerOptions options = ServerOptions.parse(arguments);
            if (options.help()) {
                out.print(ServerOptions.usage(program));
            } else if (options.version()) {
                String version = FakeEcsServer.class.getPackage().getImplementationVersion();
                out.println("isthmus-testkit " + (version == null ? "(unpackaged)" : version));
            } else if (options.checkOnly()) {
                out.print(Announcement.plan(options.scenario()));
            } else {
                serve(options.scenario(), out);
            }
            out.flush();
            return WELL;
        } catch (UsageException e) {
            err.println(e.getMessage());
            err.print(ServerOptions.usage(program));
            return WRONG;
        } catch (ScenarioException e) {
            err.println(e.getMessage());
            return WRONG;
        } catch (UncheckedIOException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static void serve(Scenario scenario, PrintStream out) {
        try (FakeEcs ecs = scenario.start()) {
            // A signal ends the JVM without unwinding this; the tasks' processes must not outlive it.
            Thread atEnd = new Thread(ecs::close, "fake-ecs-shutdown");
            Runtime.getRuntime().addShutdownHook(atEnd);
            ecs.watchTasks(new TaskTable(out, arn -> number(ecs, arn)));
            out.print(Announcement.of(ecs, scenario));
            out.flush();
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int number(FakeEcs ecs, String arn) {
        var all = ecs.instances();
        return 1
                + IntStream.range(0, all.size())
                        .filter(i -> all.get(i).containerInstanceArn().equals(arn))
                        .findFirst()
                        .orElse(-1);
    }
}
