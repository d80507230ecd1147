package dev.isthmus.master.main;

import dev.isthmus.api.backend.BackendException;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.DurationText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.master.http.Authority;
import dev.isthmus.master.http.Credentials;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.server.TlsFiles;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.RunningMaster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
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

    @Option(
            names = "--cluster",
            paramLabel = "NAME",
            description = "The ECS cluster, by name or ARN (AWS_ECS_CLUSTER).")
    private @Nullable String cluster;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Where it listens (default: ${DEFAULT-VALUE}); any other address needs --credentials.")
    private String host = "";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "5050",
            description = "On which port (default: ${DEFAULT-VALUE}); 0 for one that is free.")
    private int port;

    @Option(
            names = "--advertise",
            paramLabel = "ADDRESS",
            description = "The name or address by which frameworks reach it, when that is not --host.")
    private @Nullable String advertised;

    @Option(
            names = "--work-dir",
            paramLabel = "DIR",
            description = "Where it remembers what must outlive it (ISTHMUS_JOURNAL_DIR).")
    private @Nullable Path workDir;

    @Option(
            names = "--credentials",
            paramLabel = "FILE",
            description = "Who may come in: {\"credentials\":[{\"principal\":\"...\",\"secret\":\"...\"}]}.")
    private @Nullable Path credentials;

    @Option(
            names = "--allowed-hosts",
            split = ",",
            paramLabel = "NAME",
            description =
                    "Other names by which it is called on loopback, where without credentials it answers to no others.")
    private List<String> allowedHosts = new ArrayList<>();

    @Option(
            names = "--tls-certificate",
            paramLabel = "FILE",
            description = "Its certificate and those above it, in PEM.")
    private @Nullable Path certificate;

    @Option(names = "--tls-key", paramLabel = "FILE", description = "The key of the certificate, in PEM (PKCS 8).")
    private @Nullable Path key;

    @Option(
            names = "--insecure",
            description = "Listens without credentials where others can reach it: whoever does can run anything.")
    private boolean insecure;

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
                    "How much roles count when they share the cluster; 1 for those that are not named (default: as it was last).")
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
        return new CommandLine(new MasterCommand());
    }

    @Override
    public Integer call() throws InterruptedException {
        try (RunningMaster master = start()) {
            // A signal ends the JVM without unwinding this.
            Runtime.getRuntime().addShutdownHook(new Thread(master::close, "isthmus-master-shutdown"));
            new CountDownLatch(1).await();
            return 0;
        } catch (IOException
                | BackendException
                | JournalException
                | ProviderSelectionException
                | IllegalArgumentException e) {
            spec.commandLine().getErr().println("isthmus master: " + e.getMessage());
            return FAILED;
        }
    }

    private RunningMaster start() throws IOException {
        Exposure exposure = exposure();
        Optional<Credentials> known =
                credentials == null ? Optional.empty() : Optional.of(CredentialFile.read(credentials));
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "isthmus-master-timers");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        InstantSource clock = InstantSource.system();
        Advertised reached = Advertised.of(exposure.address(), Optional.ofNullable(advertised));
        RunningMaster master = RunningMaster.start(
                new MasterOptions(
                        new InetSocketAddress(exposure.address(), port),
                        reached,
                        known,
                        exposure.hosts(List.of(host, reached.name()), allowedHosts),
                        tls(),
                        ServerLimits.DEFAULT,
                        heartbeat,
                        weights,
                        clock,
                        SteadyTime.of(clock),
                        timers,
                        UUID::randomUUID),
                new InstalledParts(Discovery.installed(), settings(), timers));
        for (String warning : exposure.warnings()) {
            log.warn(warning);
        }
        reached.warning(exposure.address()).ifPresent(warning -> log.warn(warning));
        String scheme = exposure.hasTls() ? "https" : "http";
        spec.commandLine()
                .getOut()
                .println("Isthmus master on " + scheme + "://"
                        + Authority.of(reached.name(), master.address().getPort()));
        spec.commandLine().getOut().flush();
        return master;
    }

    private Exposure exposure() {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw wrong("--host " + host + ": there is no such address");
        }
        if (port < 0 || port > 65535) {
            throw wrong("--port " + port + ": want a number from 0 to 65535");
        }
        Exposure exposure = new Exposure(address, credentials != null, certificate != null, insecure);
        exposure.refusal().ifPresent(why -> {
            throw wrong(why);
        });
        return exposure;
    }

    private Optional<TlsFiles> tls() {
        if (certificate == null && key == null) {
            return Optional.empty();
        }
        if (certificate == null || key == null) {
            throw wrong("--tls-certificate and --tls-key go together");
        }
        return Optional.of(new TlsFiles(certificate, key));
    }

    /** What the command line says goes before the environment. */
    private Settings settings() {
        Map<String, String> said = new HashMap<>();
        put(said, "AWS_ECS_CLUSTER", cluster);
        put(said, "ISTHMUS_JOURNAL_DIR", workDir == null ? null : workDir.toString());
        put(said, "ISTHMUS_OFFER_TIMEOUT", offerTimeout);
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
