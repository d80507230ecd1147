package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkID;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A master over a cluster in memory, whose tasks run until they are stopped, in real time. */
public final class MemoryMaster implements AutoCloseable {

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "test-timers");
        thread.setDaemon(true);
        return thread;
    });
    final MemoryBackend cluster = new MemoryBackend(InstantSource.system(), timers);
    /** In the order in which masters opened them. */
    final List<MemoryBackend> backends = new CopyOnWriteArrayList<>();
    /** The fences that the backends are to ask. */
    final List<Fence> fences = new CopyOnWriteArrayList<>();

    /** What outlives it. */
    public final MemoryJournals journals = new MemoryJournals();

    private final Settings settings;
    private final SortedMap<String, Amount> weights;
    private RunningMaster master;

    /** With one agent, {@code a1}. */
    public MemoryMaster() throws IOException {
        this(Settings.none(), new TreeMap<>());
        putAgent("a1", "10.0.0.7");
    }

    /** Without agents. */
    public MemoryMaster(Settings settings, SortedMap<String, Amount> weights) throws IOException {
        this.settings = settings;
        this.weights = weights;
        cluster.runTasks(Duration.ofMillis(50), Duration.ofHours(1), 0);
        master = start();
    }

    /** An agent with 2 CPUs. */
    public void putAgent(String name, String address) {
        cluster.putAgent(Agent.builder(
                        new AgentId(name),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress(name + ".example", address))
                .build());
    }

    /** An agent is gone. */
    public void removeAgent(String name) {
        cluster.removeAgent(new AgentId(name), "terminated");
    }

    private RunningMaster start() throws IOException {
        return RunningMaster.start(
                TestMaster.options(Optional.empty(), Duration.ofMillis(700), weights, InstantSource.system(), timers),
                new Parts());
    }

    private final class Parts implements MasterParts {

        @Override
        public Settings settings() {
            return settings;
        }

        @Override
        public Backend backend(Fence fence) {
            MemoryBackend opened = cluster.another(timers);
            backends.add(opened);
            fences.add(fence);
            return opened;
        }

        @Override
        public TranslatorTable translators(Dialect dialect) {
            return TestMaster.TRANSLATORS;
        }

        @Override
        public Optional<JournalProvider> journals() {
            return Optional.of(journals);
        }
    }

    /** The key of its journal. */
    static final JournalKey KEY = JournalKey.ofMaster("memory");

    /** What the journal holds of a framework. */
    JournalSnapshot remembered(FrameworkID framework) {
        return journals.look(KEY, Settings.none())
                .ofMaster()
                .framework(new FrameworkId(framework.getValue()))
                .own();
    }

    /** Which tasks the master has asked the cluster to stop. */
    public List<LaunchedTask> stops() {
        return cluster.stops();
    }

    /** The master's process ends, and another one begins. */
    public void restart() throws IOException {
        master.close();
        master = start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return master.address();
    }

    /** A framework of it. */
    public HttpScheduler scheduler(MediaType encoding) throws IOException {
        return new HttpScheduler(master.address(), encoding);
    }

    @Override
    public void close() {
        master.close();
        timers.shutdownNow();
    }
}
