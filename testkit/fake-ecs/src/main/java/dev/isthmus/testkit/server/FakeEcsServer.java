package dev.isthmus.testkit.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.isthmus.log.LogFormat;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.scenario.Scenario;
import dev.isthmus.testkit.ecs.scenario.ScenarioException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The fake cluster as a program. */
@Command(
        name = "fake",
        description = {
            "Starts a fake ECS cluster on this machine, prints what to export to use it, and runs until it is interrupted.",
            "Its containers are processes of this machine."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        versionProvider = FakeEcsServer.Version.class)
public final class FakeEcsServer implements Callable<Integer> {
    private static final Logger LOG = Logger.getLogger(FakeEcsServer.class.getName());

    private static final int WELL = 0;
    private static final int FAILED = 1;
    private static final int WRONG = 2;

    @Mixin
    private ServerOptions options = new ServerOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private final PrintStream out;

    private FakeEcsServer(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs it and exits: 0 for well, 1 if it cannot start, 2 for a wrong command line or scenario file. A signal ends it, and with it
     * the processes of its tasks.
     */
    public static void main(String[] arguments) {
        System.exit(run("java -jar isthmus-fake-ecs.jar", List.of(arguments), System.out, System.err));
    }

    /**
     * Runs it and answers what the process should exit with. Returns when the thread is interrupted, or at once if there is nothing
     * to run.
     *
     * @param program how the user started it, for the usage
     */
    public static int run(String program, List<String> arguments, PrintStream out, PrintStream err) {
        return commandLine(out)
                .setCommandName(program)
                .setOut(new PrintWriter(out, true, UTF_8))
                .setErr(new PrintWriter(err, true, UTF_8))
                .execute(arguments.toArray(String[]::new));
    }

    /** It as a command of picocli's, to stand beside others. It prints to the standard output. */
    public static CommandLine commandLine() {
        return commandLine(System.out);
    }

    private static CommandLine commandLine(PrintStream out) {
        return StrictCommandLine.of(new CommandLine(new FakeEcsServer(out)));
    }

    @Override
    public Integer call() {
        options.logFormat().use();
        try {
            Scenario scenario = options.scenario();
            if (options.checkOnly()) {
                out.print(Announcement.plan(scenario));
                out.flush();
            } else {
                serve(scenario, out);
            }
            return WELL;
        } catch (ScenarioException e) {
            return refused(String.valueOf(e.getMessage()), WRONG);
        } catch (UncheckedIOException e) {
            return refused(String.valueOf(e.getMessage()), FAILED);
        } catch (ParameterException e) {
            throw e;
        } catch (RuntimeException e) {
            return broken(e);
        }
    }

    /** Says why it ends, on the stream of the log. */
    private int refused(String why, int exit) {
        if (options.logFormat() == LogFormat.JSON) {
            LOG.severe(why);
        } else {
            spec.commandLine().getErr().println(why);
        }
        return exit;
    }

    /** What nobody expected; picocli would print it. A handler of picocli's would not do: beside others, it is theirs that is asked. */
    private int broken(RuntimeException e) {
        if (options.logFormat() != LogFormat.JSON) {
            throw e;
        }
        LOG.log(Level.SEVERE, "It ends by an error that nobody expected", e);
        return FAILED;
    }

    private static void serve(Scenario scenario, PrintStream out) {
        try (JournalDirectory journals = JournalDirectory.make();
                FakeEcs ecs = scenario.start()) {
            // A signal ends the JVM without unwinding this; the tasks' processes must not outlive it.
            Runtime.getRuntime().addShutdownHook(new Thread(ecs::close, "fake-ecs-shutdown"));
            Runtime.getRuntime().addShutdownHook(new Thread(journals::close, "fake-ecs-journals"));
            ecs.watchTasks(new TaskTable(out, arn -> number(ecs, arn)));
            out.print(Announcement.of(ecs, scenario, journals.path()));
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

    /** Says which build this is. */
    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = FakeEcsServer.class.getPackage().getImplementationVersion();
            return new String[] {"isthmus-fake-ecs " + (version == null ? "(unpackaged)" : version)};
        }
    }
}
