package dev.isthmus.cli.demo;

import dev.isthmus.api.settings.DurationText;
import dev.isthmus.operator.text.Terminal;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.SchedulerDriver;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./isthmus demo}: a Mesos framework on a fake ECS cluster, through the bundled driver. */
@Command(
        name = "demo",
        description = {
            "Runs a small Mesos framework on a fake ECS cluster, through the bundled driver.",
            "Shows offers, launches and states as they happen. Needs no AWS account."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {

    private static final String CLUSTER = "demo";
    private static final Duration FRAME = Duration.ofMillis(100);
    // Held, because the logging of the JDK holds loggers only weakly and would forget the level.
    private static final Logger ROOT = Logger.getLogger("");

    @Option(names = "--plain", description = "Prints lines instead of drawing a table.")
    private boolean plain;

    @Option(names = "--verbose", description = "Shows the driver's own log too.")
    private boolean verbose;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private Duration deadline = Duration.ofMinutes(1);

    @Option(
            names = "--deadline",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "Gives up after so long, such as 90s or 2min (default: ${DEFAULT-VALUE}).")
    void deadline(String text) {
        String withUnit = text.matches("\\d+") ? text + "s" : text;
        deadline = DurationText.read(withUnit)
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--deadline " + text + ": want a length of time above 0 such as 90s or 2min"));
    }

    @Override
    public Integer call() throws InterruptedException {
        ROOT.setLevel(verbose ? Level.INFO : Level.WARNING);
        PrintStream out = System.out;
        InstantSource clock = InstantSource.system();
        Instant start = clock.instant();
        List<PlannedTask> tasks = PlannedTask.demo();
        Board board = new Board(tasks);
        boolean live = !plain && !verbose && Terminal.canDraw();
        Display display = live ? new LiveTable(out) : new PlainLines(out, start);

        try (FakeEcs ecs = FakeEcs.start(config())) {
            out.printf("A fake ECS cluster is up at %s: 3 container instances of 2 CPUs and 2 GiB.%n", ecs.endpoint());
            out.printf(
                    Locale.ROOT, "A Mesos framework runs %d tasks on it through isthmus-driver.jar.%n%n", tasks.size());
            configure(ecs);
            SchedulerDriver driver = new MesosSchedulerDriver(
                    new DemoFramework(tasks, board, display, clock), DemoFramework.info(), "ecs://" + CLUSTER);
            driver.start();
            Instant end = start.plus(deadline);
            while (!board.await(FRAME.toMillis(), TimeUnit.MILLISECONDS)
                    && clock.instant().isBefore(end)) {
                display.tick(board, clock.instant());
            }
            display.tick(board, clock.instant());
            driver.stop();
            driver.join();
            out.print(summary(board, ecs, Duration.between(start, clock.instant())));
        }
        return board.error().isEmpty() && board.asPlanned() ? 0 : 1;
    }

    private static FakeEcsConfig config() {
        return FakeEcsConfig.builder()
                .clusterName(CLUSTER)
                .instance(InstanceSpec.of(2048, 2048))
                .instance(InstanceSpec.of(2048, 2048).withAvailabilityZone("us-east-1b"))
                .instance(InstanceSpec.of(2048, 2048).withAvailabilityZone("us-east-1c"))
                .stopTimeout(Duration.ofSeconds(2))
                .build();
    }

    /** Sets what {@code ./isthmus fake} prints to export, as system properties of this process. */
    private static void configure(FakeEcs ecs) {
        System.setProperty("AWS_ECS_ENDPOINT", ecs.endpoint().toString());
        System.setProperty("ISTHMUS_DEFAULT_IMAGE", "busybox");
        // Neither the cluster nor its framework will be there tomorrow.
        System.setProperty("ISTHMUS_JOURNAL", "none");
        // A cluster on this machine has no request budget to save.
        System.setProperty("ISTHMUS_POLL_IDLE", "1s");
        System.setProperty("aws.region", ecs.region());
        System.setProperty("aws.accessKeyId", "fake");
        System.setProperty("aws.secretAccessKey", "fake");
    }

    static String summary(Board board, FakeEcs ecs, Duration took) {
        String calls = new TreeMap<>(ecs.callCounts())
                .entrySet().stream()
                        .map(call -> call.getKey() + " " + call.getValue())
                        .collect(Collectors.joining(", "));
        return summary(board, took) + "\nECS was called: " + calls + ".\n" + """

                Next: ./isthmus fake starts such a cluster for a framework of your own,
                      README.md says how to put isthmus-driver.jar under it.
                """;
    }

    static String summary(Board board, Duration took) {
        if (!board.error().isEmpty()) {
            return "\nThe driver gave up: " + board.error();
        }
        List<TaskRow> rows = board.rows();
        String states = rows.stream()
                .collect(Collectors.groupingBy(TaskRow::word, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining(", "));
        String verdict = board.asPlanned()
                ? "All ended as planned."
                : "Not as planned: "
                        + rows.stream()
                                .filter(row -> !row.asPlanned())
                                .map(row -> row.task().name() + " is " + row.word() + ", not "
                                        + row.task().expected().name().replace("TASK_", ""))
                                .collect(Collectors.joining("; "))
                        + ".";
        return String.format(
                Locale.ROOT, "%n%d tasks in %.1f s: %s. %s", rows.size(), took.toMillis() / 1000.0, states, verdict);
    }
}
