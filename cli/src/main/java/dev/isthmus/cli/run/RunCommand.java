package dev.isthmus.cli.run;

import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.server.JournalDirectory;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
            "Starts a command, and has a Mesos framework that comes of it run its tasks on Amazon ECS.",
            "The agent is put into every JVM that is started: by java -jar, a start script, whatever starts the framework.",
        },
        synopsisHeading = "Usage: isthmus run [OPTIONS] -- COMMAND...%n",
        customSynopsis = "",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        footer = {
            "",
            "The cluster is that of the framework's master argument if that names one (ecs://name), else that of --cluster.",
            "It ends as the command ends, with its exit code; 127 if the command is not there, 126 if it cannot be started.",
            "Ctrl-C reaches the command from the terminal; SIGTERM, SIGHUP, and SIGINT without a terminal, as SIGTERM.",
        })
public final class RunCommand implements Callable<Integer> {

    private static final Pattern SETTING = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=(.*)", Pattern.DOTALL);

    /** The settings that name a cluster. */
    private static final List<String> CLUSTER = List.of("AWS_ECS_CLUSTER", "AWS_ECS_ENDPOINT", "AWS_REGION");

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
    private List<String> settings = new ArrayList<>();

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

    /** The command for picocli. */
    public static CommandLine commandLine() {
        // What follows the command's own name is the command's, even where it looks like an option of ours.
        return new CommandLine(new RunCommand()).setStopAtPositional(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Map<String, String> given = given();
        check(given);
        Optional<String> complaint = JavaCheck.complaint(command.get(0));
        if (complaint.isPresent()) {
            say(complaint.get());
            return 1;
        }
        try (ForwardedSignals signals = new ForwardedSignals()) {
            return fake ? runOnFake(given, signals) : run(given, signals);
        }
    }

    private int runOnFake(Map<String, String> given, ForwardedSignals signals)
            throws IOException, InterruptedException {
        // Not none: what comes back within the command, or takes over, is known as on a cluster of AWS.
        try (JournalDirectory journals = JournalDirectory.make();
                FakeEcs ecs = FakeCluster.start()) {
            say("a fake ECS cluster is up at " + ecs.endpoint() + ": 3 container instances of 4 CPUs and 8 GiB");
            Map<String, String> variables = FakeCluster.variables(ecs);
            variables.put("ISTHMUS_JOURNAL_DIR", journals.path().toString());
            variables.putAll(given);
            return run(variables, signals);
        }
    }

    private void check(Map<String, String> given) {
        if (command.isEmpty() || command.get(0).isBlank()) {
            throw wrong(
                    "no command: name it last, as in ./isthmus run --fake -- java -jar framework.jar ecs://default");
        }
        if (fake && CLUSTER.stream().anyMatch(given::containsKey)) {
            throw wrong("--fake starts a cluster of its own: it does not go with --cluster, --endpoint or --region, nor"
                    + " with --set of " + String.join(", ", CLUSTER));
        }
        for (Path jar : jars) {
            if (!Files.isReadable(jar)) {
                throw wrong("--jar " + jar + ": there is no such file, or it cannot be read");
            }
        }
    }

    private Map<String, String> given() {
        Map<String, String> given = new LinkedHashMap<>();
        for (String setting : settings) {
            Matcher parts = SETTING.matcher(setting);
            if (!parts.matches()) {
                // Not quoted: it may be the half of a secret.
                throw wrong("--set wants NAME=VALUE, as in --set ISTHMUS_PORTS=80,31000-32000");
            }
            given.put(parts.group(1), parts.group(2));
        }
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
                NotStarted why = NotStarted.of(command, e);
                say(why.line());
                return why.exit();
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
        Path path = Path.of(agent).toAbsolutePath().normalize();
        if (path.toString().contains("=")) {
            throw wrong("the agent's jar is " + path
                    + ", and a JVM takes what follows a '=' for an argument of an agent:" + " put Isthmus elsewhere");
        }
        return path;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private void say(String line) {
        err.println("isthmus: " + line);
    }
}
