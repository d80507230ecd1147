package dev.isthmus.benchmarks.load;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.journal.FileJournalProvider;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.RunningMaster;
import dev.isthmus.testkit.memory.MemoryBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The program of a {@link MeasuredMaster}: a master over a cluster in memory, with its journal in files. */
final class MasterProgram {

    /** What it says of each task is nobody's here. Kept, as a logger that nobody keeps forgets its level. */
    private static final Logger LOGS = Logger.getLogger("dev.isthmus");

    private static final Duration TASKS_START = Duration.ofMillis(50);
    private static final Duration TASKS_RUN = Duration.ofDays(1);

    private MasterProgram() {}

    /** Serves until its input ends; tells the port, and then on every line what it has taken. */
    public static void main(String[] args) throws IOException {
        LOGS.setLevel(Level.SEVERE);
        try (Parts parts = new Parts(Integer.parseInt(args[0]), args[1]);
                RunningMaster master = RunningMaster.start(parts.options(), parts);
                BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(master.address().getPort());
            while (input.readLine() != null) {
                Duration cpu = ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
                System.gc();
                System.out.println(cpu.toNanos() + " "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed());
            }
        }
    }

    /** The cluster and what a master needs beside it. */
    private static final class Parts implements MasterParts, AutoCloseable {

        private final Settings settings;
        private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "timers");
            thread.setDaemon(true);
            return thread;
        });
        private final MemoryBackend cluster = new MemoryBackend(Instant::now, timers);

        Parts(int agents, String journal) {
            settings = Settings.builder()
                    .set(FileJournalProvider.DIRECTORY, journal)
                    .build();
            cluster.runTasks(TASKS_START, TASKS_RUN, 0);
            for (int i = 0; i < agents; i++) {
                cluster.putAgent(Agent.builder(
                                new AgentId("agent-" + i),
                                ResourcesText.parse(
                                        Dialect.ECS,
                                        "CPU:16384; MEMORY:64000; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                        .address(new AgentAddress("agent-" + i + ".example", "10.0.0.1"))
                        .build());
            }
        }

        MasterOptions options() {
            long began = System.nanoTime();
            return new MasterOptions(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    new Advertised("127.0.0.1", "127.0.0.1"),
                    Optional.empty(),
                    HostNames.only(List.of()),
                    Optional.empty(),
                    ServerLimits.DEFAULT,
                    MeasuredMaster.HEARTBEAT,
                    new TreeMap<>(),
                    Instant::now,
                    () -> Instant.EPOCH.plusNanos(System.nanoTime() - began),
                    timers,
                    UUID::randomUUID);
        }

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public Backend backend(Fence fence) {
            return cluster.another(timers);
        }

        @Override
        public TranslatorTable translators(Dialect dialect) {
            return TranslatorTable.load(Discovery.installed(), dialect, settings);
        }

        @Override
        public Optional<JournalProvider> journals() {
            return Optional.of(new FileJournalProvider());
        }

        @Override
        public void close() {
            timers.shutdownNow();
        }
    }
}
