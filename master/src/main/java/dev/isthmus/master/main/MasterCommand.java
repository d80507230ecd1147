package dev.isthmus.master.main;

import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.DurationText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.log.LogFormat;
import dev.isthmus.master.http.Authority;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.ElectedMaster;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.RunningMaster;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code java -jar isthmus-master.jar}: serves frameworks that speak Mesos's HTTP API until it is interrupted. */
@Command(
        name = "master",
        description = {
            "Serves frameworks that speak Mesos's v1 HTTP API, in any language, and runs their tasks on Amazon ECS.",
            "Prints where it listens, and runs until it is interrupted; tasks go on without it.",
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 120,
        footer = {
            "",
            "All settings of the driver are read from the environment, too; see README.md.",
        })
public final class MasterCommand implements Callable<Integer> {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final int FAILED = 1;

    /** By which a journal is chosen. */
    private static final List<String> JOURNALS =
            List.of("ISTHMUS_JOURNAL", "ISTHMUS_JOURNAL_ZK", "ISTHMUS_JOURNAL_DIR");

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The ECS cluster, by name or ARN (AWS_ECS_CLUSTER).")
    private @Nullable String cluster;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where it remembers what must outlive it (ISTHMUS_JOURNAL_DIR).")
    private @Nullable Path workDir;

    @Mixin
    private ListenOptions listen = new ListenOptions();

    @Mixin
    private ElectionOptions election = new ElectionOptions();

    @Mixin
    private LogOptions logging = new LogOptions();

    @Option(
            names = "--offer-timeout",
            paramLabel = "TIME",
            description = "How long an offer is valid (ISTHMUS_OFFER_TIMEOUT; default: 60s); 0s for ever.")
    private @Nullable String offerTimeout;

    private SortedMap<String, Amount> weights = new TreeMap<>();

    private Duration heartbeat = Duration.ofSeconds(15);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls anything
    private CommandSpec spec;

    private MasterCommand() {}

    @Option(
            names = "--heartbeat",
            paramLabel = "TIME",
            defaultValue = "15s",
            description = "How often a stream gives a sign of life (default: ${DEFAULT-VALUE}).")
    void heartbeat(String text) {
        heartbeat = DurationText.read(text)
                .filter(time -> time.compareTo(Duration.ZERO) > 0)
                .orElseThrow(() -> wrong("--heartbeat " + text + ": want a length of time above 0 such as 15s"));
    }

    @Option(
            names = "--weights",
            paramLabel = "ROLE=NUMBER,...",
            description =
                    "How much roles count when they share the cluster; 1 for those that are not named. Ignored where weights are remembered.")
    void weights(String text) {
        try {
            weights = RoleWeights.read(text);
        } catch (IllegalArgumentException e) {
            throw wrong("--weights " + text + ": " + e.getMessage());
        }
    }

    /** Runs it and exits: 0 for well, 1 if it cannot start, 2 for a wrong command line. A signal ends it. */
    public static void main(String[] arguments) {
        ConsoleLog.writeALineAMessage();
        System.exit(commandLine()
                .setCommandName(System.getProperty("isthmus.program", "java -jar isthmus-master.jar"))
                .execute(arguments));
    }

    static CommandLine commandLine() {
        MasterCommand master = new MasterCommand();
        return new CommandLine(master)
                .setExecutionExceptionHandler((e, command, parsed) -> master.broken(e))
                .setParameterExceptionHandler((e, arguments) -> refused(e));
    }

    /** Briefly: the whole help would push what is wrong out of the window. */
    private static int refused(ParameterException e) {
        CommandLine command = e.getCommandLine();
        CommandLine.Help help = command.getHelp();
        PrintWriter err = command.getErr();
        err.println(e.getMessage());
        err.print(help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength()));
        err.println("  next:   " + command.getCommandSpec().qualifiedName() + " --help");
        err.flush();
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    @Override
    public Integer call() throws InterruptedException {
        logging.format().use();
        Optional<ElectedMaster.Candidacy> candidacy = election.candidacy();
        try {
            return candidacy.isPresent() ? elected(candidacy.get()) : alone();
        } catch (IOException
                | BackendException
                | JournalException
                | ProviderSelectionException
                | IllegalArgumentException e) {
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /** Says why it ends, on the stream of the log. */
    private int failed(String why) {
        if (logging.format() == LogFormat.JSON) {
            log.error(why);
        } else {
            spec.commandLine().getErr().println("isthmus master: " + why);
        }
        return FAILED;
    }

    /** What nobody expected; picocli would print it. */
    private int broken(Exception e) throws Exception {
        if (logging.format() != LogFormat.JSON) {
            throw e;
        }
        log.error("It ends by an error that nobody expected", e);
        return FAILED;
    }

    private int alone() throws IOException, InterruptedException {
        Setup setup = setup();
        try (RunningMaster master = RunningMaster.start(setup.options(), setup.parts())) {
            serves(setup, master.address().getPort(), master::close);
            new CountDownLatch(1).await();
            return 0;
        }
    }

    private int elected(ElectedMaster.Candidacy candidacy) throws IOException, InterruptedException {
        Setup setup = setup();
        try (ElectedMaster master = ElectedMaster.start(setup.options(), setup.parts(), candidacy)) {
            serves(setup, master.address().getPort(), master::close);
            return failed(master.over().join() + ". It ends; have it started anew");
        }
    }

    /** What a master is started with. */
    private record Setup(MasterOptions options, MasterParts parts, Exposure exposure) {}

    private Setup setup() throws IOException {
        Exposure exposure = listen.exposure();
        Optional<Credentials> known = listen.credentials();
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "isthmus-master-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        InstantSource clock = InstantSource.system();
        Advertised reached = listen.advertised(exposure);
        return new Setup(
                new MasterOptions(
                        new InetSocketAddress(exposure.address(), listen.port()),
                        reached,
                        known,
                        listen.hosts(exposure, reached),
                        listen.tls(),
                        ServerLimits.DEFAULT,
                        heartbeat,
                        weights,
                        clock,
                        SteadyTime.of(clock),
                        timers,
                        UUID::randomUUID),
                new InstalledParts(Discovery.installed(), settings(), timers),
                exposure);
    }

    /** Says where it listens. A signal ends the JVM without unwinding what waits. */
    private void serves(Setup setup, int listening, Runnable end) {
        Runtime.getRuntime().addShutdownHook(new Thread(end, "isthmus-master-shutdown"));
        Exposure exposure = setup.exposure();
        Advertised reached = setup.options().advertised();
        for (String warning : exposure.warnings()) {
            log.warn(warning);
        }
        reached.warning(exposure.address()).ifPresent(warning -> log.warn(warning));
        String scheme = exposure.hasTls() ? "https" : "http";
        spec.commandLine()
                .getOut()
                .println("Isthmus master on " + scheme + "://" + Authority.of(reached.name(), listening));
        spec.commandLine().getOut().flush();
    }

    /** What the command line says goes before the environment. */
    private Settings settings() {
        Map<String, String> said = new HashMap<>();
        put(said, "AWS_ECS_CLUSTER", cluster);
        put(said, "ISTHMUS_JOURNAL_DIR", workDir == null ? null : workDir.toString());
        put(said, "ISTHMUS_OFFER_TIMEOUT", offerTimeout);
        if (workDir == null && JOURNALS.stream().allMatch(name -> System.getenv(name) == null)) {
            election.candidacy()
                    .ifPresent(candidacy ->
                            put(said, "ISTHMUS_JOURNAL_ZK", candidacy.ensemble().hosts()));
        }
        return Settings.builder()
                .environment(System.getenv())
                .systemProperties(System.getProperties())
                .environment(said)
                .build();
    }

    private static void put(Map<String, String> settings, String name, @Nullable String value) {
        if (value != null) {
            settings.put(name, value);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
