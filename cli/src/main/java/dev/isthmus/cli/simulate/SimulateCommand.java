package dev.isthmus.cli.simulate;

import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./isthmus simulate}: runs the whole product in worlds of one thread under seeds, and looks for one that breaks a law. */
@Command(
        name = "simulate",
        description = {
            "Runs the whole product in simulated worlds, and looks for a seed that breaks a law.",
            "Each world is one thread with frameworks, drivers, journals and a fake ECS cluster, and all that can go wrong; the",
            "laws of docs/spec.md are checked after every step. Needs no AWS account and starts no containers.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        footer = {
            "",
            "The same seed, instances and minutes give the same run. When a law is broken it says which, how to run that seed",
            "again, what the smallest scenario is that breaks it, and what happened last in that; then it ends with 1. With",
            "--keep-going it runs the other seeds too, and ends with a table of those that broke a law.",
        })
public final class SimulateCommand implements Callable<Integer> {

    // Nothing of the simulation stands in fields and signatures here: its classes are there for this command alone.

    private static final Pattern RANGE = Pattern.compile("(\\d{1,4})(?:\\.\\.(\\d{1,4}))?");
    private static final int MOST_INSTANCES = 5_000;
    private static final int MOST_MINUTES = 24 * 60;
    private static final int MOST_JOBS = 256;
    // Held, because the logging of the JDK holds loggers only weakly and would forget the level.
    private static final Logger ROOT = Logger.getLogger("");

    @Option(names = "--seeds", paramLabel = "N", required = true, description = "How many seeds are run.")
    private int seeds;

    @Option(
            names = "--seed",
            paramLabel = "FIRST",
            defaultValue = "0",
            description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--instances",
            paramLabel = "A..B",
            defaultValue = "1..200",
            description =
                    "How many container instances there are at the start, small numbers more often (default: ${DEFAULT-VALUE}).")
    private String instances = "";

    @Option(
            names = "--minutes",
            paramLabel = "M",
            defaultValue = "10",
            description =
                    "How long things happen in each world; some minutes follow for all to end (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--jobs",
            paramLabel = "N",
            description = "How many seeds are run at once, each on one thread; the outcome is the same"
                    + " (default: as many as there are processors).")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--one-backend",
            description =
                    "All frameworks of a world have one backend in common, as those of a master have, instead of a"
                            + " driver with a backend each.")
    private boolean oneBackend;

    @Option(
            names = "--master",
            description =
                    "All frameworks of a world are clients of one master, which is killed, frozen and replaced as they are.")
    private boolean master;

    @Option(
            names = "--keep-going",
            description =
                    "Run all seeds, whatever laws are broken; a table at the end has each seed that broke one, and which.")
    private boolean keepGoing;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    /** The command for picocli. */
    public static CommandLine commandLine() {
        return new CommandLine(new SimulateCommand());
    }

    @Override
    public Integer call() {
        if (seeds < 1) {
            throw wrong("--seeds " + seeds + ": want a whole number from 1 on");
        }
        if (minutes < 1 || minutes > MOST_MINUTES) {
            throw wrong("--minutes " + minutes + ": want a whole number from 1 to " + MOST_MINUTES);
        }
        if (master && oneBackend) {
            throw wrong("--master --one-backend: want one of the two; a master has one backend");
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw wrong("--jobs " + jobs + ": want a whole number from 1 to " + MOST_JOBS);
        }
        Matcher range = RANGE.matcher(instances);
        if (!range.matches()) {
            throw wrongInstances();
        }
        int least = Integer.parseInt(range.group(1));
        int most = range.group(2) == null ? least : Integer.parseInt(range.group(2));
        if (least < 1 || most < least || most > MOST_INSTANCES) {
            throw wrongInstances();
        }
        // Drivers log what goes wrong, and here that is all that can; a fault of Isthmus breaks a law.
        ROOT.setLevel(Level.OFF);
        return Simulation.run(
                seeds,
                first,
                least,
                most,
                minutes,
                jobs,
                master ? WorldKind.MASTER : oneBackend ? WorldKind.ONE_BACKEND : WorldKind.DRIVERS,
                keepGoing,
                spec.commandLine().getOut());
    }

    private ParameterException wrongInstances() {
        return wrong("--instances " + instances + ": want a number from 1 to " + MOST_INSTANCES
                + ", or two with the smaller first, as in 3..10");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
