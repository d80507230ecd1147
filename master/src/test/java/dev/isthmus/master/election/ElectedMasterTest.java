package dev.isthmus.master.election;

import static dev.isthmus.master.shell.SchedulerSteps.offer;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.isthmus.api.time.SteadyTime;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.master.http.HostNames;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.server.RawConnection;
import dev.isthmus.master.server.ServerLimits;
import dev.isthmus.master.shell.Advertised;
import dev.isthmus.master.shell.ElectedMaster;
import dev.isthmus.master.shell.HttpScheduler;
import dev.isthmus.master.shell.MasterOptions;
import dev.isthmus.master.shell.MasterParts;
import dev.isthmus.master.shell.SchedulerSteps;
import dev.isthmus.mesos.messages.v1.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.testkit.memory.MemoryBackend;
import dev.isthmus.testkit.memory.MemoryJournals;
import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.ZooKeeperSession;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several masters over one cluster and a real ZooKeeper. */
@Timeout(120)
class ElectedMasterTest {

    private static final Duration SESSION = Duration.ofSeconds(1);
    private static final FrameworkInfo FRAMEWORK =
            HttpScheduler.info().setFailoverTimeout(3600).build();

    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "test-timers");
        thread.setDaemon(true);
        return thread;
    });
    private final MemoryBackend cluster = new MemoryBackend(InstantSource.system(), timers);
    private final MemoryJournals journals = new MemoryJournals();
    private final List<ElectedMaster> masters = new ArrayList<>();
    private ZooKeeperServer server;
    private Ensemble ensemble;

    @BeforeEach
    void begin(@TempDir Path folder) throws Exception {
        server = ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, folder);
        ensemble = Ensemble.parse("zk://" + server.address() + "/mesos");
        cluster.runTasks(Duration.ofMillis(50), Duration.ofHours(1), 0);
        cluster.putAgent(Agent.builder(
                        new AgentId("a1"),
                        ResourcesText.parse(
                                Dialect.ECS, "CPU:2048; MEMORY:4096; PORTS:[0-21, 23-65535]; PORTS_UDP:[0-65535]"))
                .address(new AgentAddress("a1.example", "10.0.0.7"))
                .build());
    }

    @AfterEach
    void end() {
        masters.forEach(ElectedMaster::close);
        server.close();
        timers.shutdownNow();
    }

    private ElectedMaster start() throws IOException {
        return start(new Parts());
    }

    private ElectedMaster start(MasterParts parts) throws IOException {
        ElectedMaster master = ElectedMaster.start(options(), parts, new ElectedMaster.Candidacy(ensemble, SESSION));
        masters.add(master);
        return master;
    }

    private MasterOptions options() {
        return new MasterOptions(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new Advertised("127.0.0.1", "127.0.0.1"),
                Optional.empty(),
                HostNames.only(List.of("x")),
                Optional.empty(),
                ServerLimits.DEFAULT,
                Duration.ofSeconds(1),
                new TreeMap<>(),
                InstantSource.system(),
                SteadyTime.of(InstantSource.system()),
                timers,
                UUID::randomUUID);
    }

    private class Parts implements MasterParts {

        @Override
        public Settings settings() {
            return Settings.none();
        }

        @Override
        public Backend backend(Fence fence) {
            return cluster.another(timers);
        }

        @Override
        public TranslatorTable translators(Dialect dialect) {
            return TranslatorTable.load(Discovery.installed(), dialect, Settings.none());
        }

        @Override
        public Optional<JournalProvider> journals() {
            return Optional.of(journals);
        }
    }

    private static String get(ElectedMaster master, String path) throws IOException {
        try (RawConnection connection = RawConnection.to(master.address())) {
            return connection
                    .send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n")
                    .head();
        }
    }

    private static void awaitAnswer(ElectedMaster master, String path, String answer) throws IOException {
        long start = System.nanoTime();
        String last = get(master, path);
        while (!last.contains(answer)) {
            assertThat(System.nanoTime() - start)
                    .as("waiting for " + answer + " of " + path + ", which answers " + last)
                    .isLessThan(Duration.ofSeconds(60).toNanos());
            last = get(master, path);
        }
    }

    private static String location(ElectedMaster leader, String path) {
        return "Location: //127.0.0.1:" + leader.address().getPort() + path;
    }

    @Test
    void fact_103_104_one_leads_the_others_send_clients_to_it_and_the_next_has_what_it_had() throws Exception {
        ElectedMaster first = start();
        awaitAnswer(first, "/state", "HTTP/1.1 200");
        ElectedMaster second = start();
        awaitAnswer(second, "/state", "HTTP/1.1 307");
        assertThat(get(second, "/master/state?x=y")).contains(location(first, "/master/state?x=y"));
        assertThat(get(second, "/redirect")).contains(location(first, "\r\n"));
        assertThat(get(second, "/health")).startsWith("HTTP/1.1 200");
        assertThat(get(second, "/weights")).contains(location(first, "/weights"));
        try (HttpScheduler astray = new HttpScheduler(second.address(), MediaType.JSON)) {
            assertThat(astray.subscribe(FRAMEWORK).head())
                    .startsWith("HTTP/1.1 307")
                    .contains(location(first, "/api/v1/scheduler"));
        }
        FrameworkInfo again;
        try (HttpScheduler framework = new HttpScheduler(first.address(), MediaType.JSON)) {
            framework.begin(FRAMEWORK);
            again = FRAMEWORK.toBuilder().setId(framework.id()).build();
            SchedulerSteps.takeAll(framework, offer(framework), "t");
            SchedulerSteps.acknowledged(framework, TaskState.TASK_STARTING);
            SchedulerSteps.acknowledged(framework, TaskState.TASK_RUNNING);
            first.close();
            assertThat(framework.rest()).endsWith("0\r\n\r\n");
        }
        awaitAnswer(second, "/state", "HTTP/1.1 200");
        try (HttpScheduler framework = new HttpScheduler(second.address(), MediaType.JSON)) {
            framework.begin(again);
            assertThat(SchedulerSteps.runs(framework)).isEqualTo("t");
            assertThat(cluster.tasks()).hasSize(1);
        }
    }

    /** It says 503 to all, and what starts it can see why. */
    @Test
    void fact_101_102_103_one_that_loses_its_session_is_over_and_another_leads() throws Exception {
        ElectedMaster first = start();
        awaitAnswer(first, "/state", "HTTP/1.1 200");
        ElectedMaster second = start();
        awaitAnswer(second, "/state", "HTTP/1.1 307");
        try (ZooKeeperSession operator = ZooKeeperSession.open(ensemble, Duration.ofSeconds(10), state -> {})) {
            List<String> nodes = operator.call(client -> client.getChildren("/mesos", false));
            assertThat(nodes).hasSize(2).allMatch(node -> node.matches("json\\.info_\\d{10}"));
            String leader = "/mesos/" + nodes.stream().sorted().toList().get(0);
            byte[] data = operator.call(client -> client.getData(leader, false, null));
            // Fact 101: the form that readers of the znode know.
            assertThat(new String(data, StandardCharsets.UTF_8))
                    .contains(
                            "\"hostname\":\"127.0.0.1\"",
                            "\"ip\":16777343",
                            "\"port\":" + first.address().getPort())
                    .contains("\"pid\":\"master@127.0.0.1:" + first.address().getPort() + "\"")
                    .contains("\"address\":{", "\"version\":\"1.11.0\"");
            operator.call(client -> {
                client.delete(leader, -1);
                return true;
            });
        }
        assertThat(first.over().join()).isEqualTo("This master leads no more: its znode in ZooKeeper was deleted");
        assertThat(get(first, "/health")).startsWith("HTTP/1.1 503");
        awaitAnswer(second, "/state", "HTTP/1.1 200");
    }

    /** Whoever takes the journal ends the master that has it. */
    @Test
    void one_that_is_over_before_it_has_begun_to_lead_leaves_the_journal_to_the_next() throws Exception {
        CountDownLatch begins = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        ElectedMaster first = start(new Parts() {
            @Override
            public Backend backend(Fence fence) {
                begins.countDown();
                boolean isWaiting = true;
                while (isWaiting) {
                    try {
                        goesOn.await();
                        isWaiting = false;
                    } catch (InterruptedException e) {
                        // As something that does not heed it.
                        isWaiting = goesOn.getCount() > 0;
                    }
                }
                return super.backend(fence);
            }
        });
        begins.await();
        try (ZooKeeperSession operator = ZooKeeperSession.open(ensemble, Duration.ofSeconds(10), state -> {})) {
            operator.call(client -> {
                client.delete("/mesos/" + client.getChildren("/mesos", false).get(0), -1);
                return true;
            });
        }
        first.over().join();
        ElectedMaster second = start();
        awaitAnswer(second, "/state", "HTTP/1.1 200");
        goesOn.countDown();
        first.close();
        assertThat(get(second, "/state")).startsWith("HTTP/1.1 200");
        assertThat(second.over()).isNotDone();
    }
}
