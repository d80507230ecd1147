package dev.isthmus.cli.run;

import dev.isthmus.log.LogFormat;
import dev.isthmus.testkit.ecs.FakeEcs;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./isthmus master}: starts the master's own jar, whose options these are but for one. */
@Command(
        name = "master",
        description = {
            "Serves frameworks that speak Mesos's v1 HTTP API, in any language.",
            "All its other options: ./isthmus master --help"
        },
        synopsisHeading = "Usage: isthmus master [--fake] [OPTIONS]%n",
        customSynopsis = "")
public final class MasterLauncher implements Callable<Integer> {

    private static final Logger LOG = Logger.getLogger(MasterLauncher.class.getName());

    private static final String JAR = "isthmus.cli.master";

    private static final Set<String> ASKING = Set.of("-h", "--help", "-V", "--version");

    @Option(names = "--fake", description = "Starts a fake ECS cluster beside it, and ends it with it.")
    private boolean fake;

    /** The master's own; what is said here before it starts has its form. */
    @Option(names = "--log-format", hidden = true)
    private @Nullable String logFormat;

    @Parameters(paramLabel = "OPTIONS", arity = "0..*", hidden = true)
    private List<String> options = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private MasterLauncher() {}

    /** The command for picocli. */
    public static CommandLine commandLine() {
        return new CommandLine(new MasterLauncher()).setUnmatchedOptionsArePositionalParams(true);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ForwardedSignals signals = new ForwardedSignals()) {
            if (onlyAsks()) {
                int exit = run(Map.of(), signals);
                if (options.contains("-h") || options.contains("--help")) {
                    PrintWriter out = spec.commandLine().getOut();
                    out.println();
                    out.println("Of ./isthmus master alone:");
                    out.println(
                            "      --fake                 Starts a fake ECS cluster beside it, and ends it with it.");
                    out.flush();
                }
                return exit;
            }
            if (!fake) {
                return run(Map.of(), signals);
            }
            boolean isJson = LogFormat.JSON.toString().equals(logFormat);
            if (isJson) {
                LogFormat.JSON.use();
            }
            try (FakeEcs ecs = FakeCluster.start()) {
                String isUp =
                        "a fake ECS cluster is up at " + ecs.endpoint() + ": 3 container instances of 4 CPUs and 8 GiB";
                if (isJson) {
                    LOG.info(isUp);
                } else {
                    System.err.println("isthmus: " + isUp);
                }
                Map<String, String> variables = FakeCluster.variables(ecs);
                // The cluster ends with this master: the next one would look for it in vain.
                variables.put("ISTHMUS_JOURNAL", "none");
                return run(variables, signals);
            }
        }
    }

    /** Whoever wants to know how it is started has nothing started. */
    private boolean onlyAsks() {
        return options.stream().anyMatch(ASKING::contains);
    }

    private int run(Map<String, String> variables, ForwardedSignals signals) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Disthmus.program=isthmus master",
                "-jar",
                jar()));
        if (logFormat != null) {
            command.add("--log-format=" + logFormat);
        }
        command.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().putAll(variables);
        return signals.start(builder).waitFor();
    }

    private String jar() {
        String jar = System.getProperty(JAR, "");
        if (jar.isEmpty() || !Files.isReadable(Path.of(jar))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "the master's jar is not there: start this by the script ./isthmus, which builds it");
        }
        return jar;
    }
}
