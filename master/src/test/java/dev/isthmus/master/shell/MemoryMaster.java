package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** A master over a cluster in memory, whose tasks run until they are stopped, in real time. */
final class MemoryMaster implements AutoCloseable {

    private static final TranslatorTable TRANSLATORS =
            TranslatorTable.load(Discovery.installed(), Dialect.ECS, Settings.none());

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "test-timers");
        thread.setDaemon(true);
        return thread;
    });
    final MemoryBackend cluster = new MemoryBackend(InstantSource.system(), timers);
    /** In the order in which machines opened them. */
    final List<MemoryBackend> backends = new CopyOnWriteArrayList<>();

    /** Without one, nothing but the master itself ends an earlier machine of a framework. */
    volatile boolean hasJournal = true;

    private final MemoryJournals journals = new MemoryJournals();
    private RunningMaster master = start();

    MemoryMaster() throws IOException {
        cluster.putAgent(Agent.builder(
                        new AgentId("a1"),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress("a1.example", "10.0.0.7"))
                .build());
        cluster.runTasks(Duration.ofMillis(50), Duration.ofHours(1), 0);
    }

    private RunningMaster start() throws IOException {
        return RunningMaster.start(
                TestMaster.options(Optional.empty(), Duration.ofMillis(700), InstantSource.system(), timers),
                this::machine);
    }

    private FrontendOptions.Builder machine(FrameworkInfo framework, SchedulerCallbacks callbacks) {
        return FrontendOptions.builder(framework, callbacks)
                .backend(this::open)
                .translators(TRANSLATORS)
                .journal(context -> hasJournal ? Optional.of(journals.open(context)) : Optional.empty())
                .scheduler(timers)
                .mesosVersion("1.11.0");
    }

    private Backend open() {
        MemoryBackend opened = cluster.another(timers);
        backends.add(opened);
        return opened;
    }

    /** The master's process ends, and another one begins. */
    void restart() throws IOException {
        master.close();
        master = start();
    }

    InetSocketAddress address() {
        return master.address();
    }

    HttpScheduler scheduler(MediaType encoding) throws IOException {
        return new HttpScheduler(master.address(), encoding);
    }

    @Override
    public void close() {
        master.close();
        timers.shutdownNow();
    }
}
