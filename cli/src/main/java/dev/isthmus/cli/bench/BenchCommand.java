package dev.isthmus.cli.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./isthmus bench}: measures on this machine what offers, updates and launches cost, and how that grows. */
@Command(
        name = "bench",
        description = {
            "Measures on this machine what translations, offers, updates and launches cost, and how that grows.",
            "Each stands beside its baselines, and grows with instances, tasks and frameworks. Everything runs in this process: it",
            "needs no AWS account, starts no containers and opens no port but on the loopback address.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        footer = {
            "",
            "The table has the median of the rounds, the least and the most. Leave the machine alone meanwhile: its load is told",
            "beside the figures. All of it takes some minutes.",
        })
public final class BenchCommand implements Callable<Integer> {

    // Nothing of the scenarios stands in fields and signatures here: their classes are there for this command alone.

    private static final int MOST_ROUNDS = 100;
    // Held, because the logging of the JDK holds loggers only weakly and would forget the level.
    private static final Logger ROOT = Logger.getLogger("");

    @Parameters(
            paramLabel = "SCENARIO",
            arity = "0..*",
            description = "Which ones; --list says what there are (default: all).")
    private List<String> scenarios = new ArrayList<>();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often each is measured (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--quick",
            description = "On small clusters and for a moment each: shows that it runs, and little else.")
    private boolean quick;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the figures to a file as JSON, too.")
    private @Nullable Path json;

    @Option(names = "--list", description = "Say what scenarios there are.")
    private boolean list;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** The command for picocli. */
    public static CommandLine commandLine() {
        return new CommandLine(new BenchCommand());
    }

    @Override
    public Integer call() throws Exception {
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds " + rounds + ": want a whole number from 1 to " + MOST_ROUNDS);
        }
        BenchRun run = new BenchRun(
                quick, rounds, spec.commandLine().getOut(), spec.commandLine().getErr());
        if (list) {
            run.list();
            return 0;
        }
        List<String> unknown = run.unknown(scenarios);
        if (!unknown.isEmpty()) {
            throw wrong(
                    String.join(", ", unknown) + ": no such scenario; want some of " + String.join(", ", run.names()));
        }
        if (json != null && !canBeWritten(json.toAbsolutePath())) {
            // Said now, and not after minutes of measuring.
            throw wrong(
                    "--json " + json
                            + ": no file can be written there: want a file in a directory that is there and that this user may write in");
        }
        // A loop that keeps no budget is throttled, and says so.
        ROOT.setLevel(Level.OFF);
        run.run(scenarios, json);
        return 0;
    }

    private static boolean canBeWritten(Path file) {
        return Files.exists(file)
                ? Files.isRegularFile(file) && Files.isWritable(file)
                : Optional.ofNullable(file.getParent())
                        .filter(Files::isWritable)
                        .isPresent();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
