package dev.isthmus.cli.run;

import dev.isthmus.testkit.ecs.FakeEcs;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./isthmus run}: starts a framework, or whatever starts one, with the driver under it. */
@Command(
        name = "run",
        description = {
            "Starts a command with the agent in every JVM that comes of it, so that a Mesos framework among them runs its",
            "tasks on Amazon ECS: java -jar, a start script, whatever starts the framework.",
        },
        synopsisHeading = "Usage: isthmus run [OPTIONS] -- COMMAND...%n",
        customSynopsis = "",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        footer = {
            "",
            "The cluster is that of the framework's master argument if that names one (ecs://name), else that of --cluster.",
            "It ends as the command ends, with its exit code; SIGTERM, SIGINT and SIGHUP reach the command as SIGTERM.",
        })
public final class RunCommand implements Callable<Integer> {

    /** As shells have it. */
    private static final int NO_SUCH_COMMAND = 127;

    private static final String AGENT = "isthmus.cli.agent";

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The ECS cluster, by name or ARN (AWS_ECS_CLUSTER).")
    private @Nullable String cluster;

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The address of ECS, when it is not the region's own (AWS_ECS_ENDPOINT).")
    private @Nullable String endpoint;

    @Option(names = "--region", paramLabel = "NAME", description = "The region, such as eu-west-1 (AWS_REGION).")
    private @Nullable String region;

    @Option(
            names = "--default-image",
            paramLabel = "IMAGE",
            description = "The image in which commands run that name none (ISTHMUS_DEFAULT_IMAGE).")
    private @Nullable String defaultImage;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "Any other setting of README.md, such as ISTHMUS_PORTS=80,31000-32000; may be repeated.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description = "A jar with translators, backends or journals of your own; may be repeated.")
    private List<Path> jars = new ArrayList<>();

    @Option(
            names = "--fake",
            description =
                    "Starts a fake ECS cluster for the command and ends it with it; its containers are processes of this machine.")
    private boolean fake;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", hidden = true)
    private List<String> command = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private final PrintStream err = System.err;

    /** It as a command of picocli's, to stand beside others. */
    public static CommandLine commandLine() {
        // What follows the command's own name is the command's, even where it looks like an option of ours.
        return new CommandLine(new RunCommand()).setStopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        check();
        Optional<String> complaint = JavaCheck.complaint(command.get(0));
        if (complaint.isPresent()) {
            say(complaint.get());
            return 1;
        }
        try (ForwardedSignals signals = new ForwardedSignals()) {
            return fake ? runOnFake(signals) : run(given(), signals);
        }
    }

    private int runOnFake(ForwardedSignals signals) throws IOException, InterruptedException {
        try (FakeEcs ecs = FakeCluster.start()) {
            say("a fake ECS cluster is up at " + ecs.endpoint() + ": 3 container instances of 4 CPUs and 8 GiB");
            Map<String, String> variables = FakeCluster.variables(ecs);
            variables.putAll(given());
            return run(variables, signals);
        }
    }

    private void check() {
        if (command.isEmpty()) {
            throw wrong(
                    "no command: name it last, as in ./isthmus run --fake -- java -jar framework.jar ecs://default");
        }
        if (fake && (cluster != null || endpoint != null || region != null)) {
            throw wrong("--fake starts a cluster of its own: it does not go with --cluster, --endpoint or --region");
        }
        for (Path jar : jars) {
            if (!Files.isReadable(jar)) {
                throw wrong("--jar " + jar + ": there is no such file, or it cannot be read");
            }
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>(settings);
        put(given, "AWS_ECS_CLUSTER", cluster);
        put(given, "AWS_ECS_ENDPOINT", endpoint);
        put(given, "AWS_REGION", region);
        put(given, "ISTHMUS_DEFAULT_IMAGE", defaultImage);
        return given;
    }

    private static void put(Map<String, String> variables, String name, @Nullable String value) {
        if (value != null) {
            variables.put(name, value);
        }
    }

    private int run(Map<String, String> variables, ForwardedSignals signals) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("isthmus-run");
        Path mark = folder.resolve("driver-in-use");
        try {
            FrameworkEnvironment environment = FrameworkEnvironment.of(variables, agent(), jars, mark, System.getenv());
            say("starts " + command.get(0)
                    + "; each JVM of it gets the agent (JAVA_TOOL_OPTIONS) and opens for old frameworks"
                    + " (JDK_JAVA_OPTIONS)");
            if (!environment.names().isEmpty()) {
                say("sets " + environment.names());
            }
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment().putAll(environment.variables());
            Process process;
            try {
                process = signals.start(builder);
            } catch (IOException e) {
                say("cannot start the command: " + e.getMessage());
                return NO_SUCH_COMMAND;
            }
            int exit = process.waitFor();
            if (!Files.exists(mark)) {
                say("no JVM of the command loaded org.apache.mesos.MesosSchedulerDriver, so nothing of it went to ECS;"
                        + " a framework that speaks to Mesos over HTTP or by libmesos alone cannot be served");
            }
            return exit;
        } finally {
            Files.deleteIfExists(mark);
            Files.deleteIfExists(folder);
        }
    }

    private Path agent() {
        String agent = System.getProperty(AGENT, "");
        if (agent.isEmpty() || !Files.isReadable(Path.of(agent))) {
            throw wrong("the agent's jar is not there: start this by the script ./isthmus, which builds it");
        }
        return Path.of(agent).toAbsolutePath().normalize();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void say(String line) {
        err.println("isthmus: " + line);
    }
}
