package dev.isthmus.journal.zookeeper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.zookeeper.log.CapturedJournalLog;
import dev.isthmus.journal.zookeeper.znode.Layout;
import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper goes and comes back, in every way there is: nothing is lost, nothing written twice, and never by two. */
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OutageContract {

    private static final FrameworkId FRAMEWORK = new FrameworkId("framework");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);

    private static final AtomicInteger PLACES = new AtomicInteger();

    private final ZooKeeperServer.Release release;
    private ZooKeeperServer server;
    private Path directory;

    /** Each test has a path of its own on the server. */
    private String path;

    private Cable cable;
    private CountDownLatch told;
    private final AtomicLong skipped = new AtomicLong();

    OutageContract(ZooKeeperServer.Release release) {
        this.release = release;
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = folder;
        server = ZooKeeperServer.start(release, folder.resolve("data"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @BeforeEach
    void lay() throws Exception {
        path = "/journals-" + PLACES.incrementAndGet();
        cable = Cable.to(server);
        told = new CountDownLatch(1);
    }

    @AfterEach
    void end() throws Exception {
        cable.close();
    }

    private Layout layout() {
        return Layout.of(path, KEY);
    }

    private Journal open(String address, Runnable taken) {
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, address + path)
                .build();
        return new ZooKeeperJournalProvider(
                        ClientZnodes.lasting(Duration.ofSeconds(2)),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(1),
                        () -> System.nanoTime() + skipped.get())
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), taken));
    }

    /** The client makes a pause where a list of servers ends. This one has no end that matters. */
    private static String withoutPause(String address) {
        return address + "," + address;
    }

    private static JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer"),
                InstantSource.system().instant());
    }

    private static LaunchId launch(int number) {
        return ((JournalEntry.Acknowledged) end(number)).launch();
    }

    private static List<LaunchId> launches(int count) {
        List<LaunchId> launches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            launches.add(launch(i));
        }
        return launches;
    }

    private static void await(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(60, SECONDS);
    }

    private List<LaunchId> recalled() {
        try (Journal next = open(server.address(), () -> {})) {
            return List.copyOf(next.recall().acknowledged().keySet());
        }
    }

    @FunctionalInterface
    private interface Fault {
        void happen(int round) throws Exception;
    }

    /** Writes without a stop while something happens again and again. */
    private void writesThrough(int rounds, Fault fault) throws Exception {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        int number = 0;
        try (Journal journal = open(withoutPause(cable.address()), told::countDown)) {
            for (int round = 0; round < rounds; round++) {
                for (int i = 0; i < 40; i++) {
                    stages.add(journal.write(end(number++)));
                    if (i == 20) {
                        fault.happen(round);
                    }
                }
            }
            for (CompletionStage<Void> stage : stages) {
                await(stage);
            }
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
        assertThat(recalled()).containsExactlyElementsOf(launches(number));
        assertThat(told.getCount()).as("nobody took it over").isOne();
    }

    @Test
    void connections_that_break_lose_nothing() throws Exception {
        writesThrough(5, round -> {
            cable.cut();
            cable.mend();
        });
    }

    /** However long: hours here, by the clock that the journal looks at. */
    @Test
    void an_outage_of_hours_loses_nothing() throws Exception {
        try (Journal journal = open(withoutPause(cable.address()), told::countDown)) {
            await(journal.write(end(0)));
            cable.cut();
            CompletionStage<Void> meanwhile = journal.write(end(1));
            while (CapturedJournalLog.errorsAbout(layout().directory()).stream()
                    .noneMatch(line -> line.contains("It waits"))) {
                // It counts from when it first asks, which is some time after this.
                skipped.addAndGet(Duration.ofHours(1).toNanos());
                Thread.onSpinWait();
            }
            CompletionStage<Void> later = journal.write(end(2));
            assertThat(meanwhile.toCompletableFuture()).isNotDone();
            cable.mend();
            await(meanwhile);
            await(later);
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
        assertThat(recalled()).containsExactlyElementsOf(launches(3));
        assertThat(told.getCount()).as("nobody took it over").isOne();
    }

    @Test
    void a_server_that_is_killed_and_comes_back_has_everything() throws Exception {
        writesThrough(3, round -> server.restart());
    }

    /** Another session of ours has the holder's znode then, and the same epoch. */
    @Test
    void a_session_that_expires_is_replaced_and_still_has_the_journal() throws Exception {
        try (Journal journal = open(withoutPause(cable.address()), told::countDown)) {
            await(journal.write(end(0)));
            cable.cut();
            assertThat(journal.standing()).isEqualTo(Standing.UNKNOWN);
            awaitHolder(false);
            CompletionStage<Void> meanwhile = journal.write(end(1));
            cable.mend();
            await(meanwhile);
            awaitHolder(true);
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
            try (Journal next = open(server.address(), () -> {})) {
                assertThat(next.tookOver()).as("it had shown itself again").isTrue();
                assertThat(next.epoch()).isGreaterThan(journal.epoch());
                assertThat(next.recall().acknowledged().keySet()).containsExactlyElementsOf(launches(2));
                assertThat(journal.standing()).isEqualTo(Standing.FENCED);
            }
        }
    }

    private void awaitHolder(boolean there) throws Exception {
        ZooKeeper admin = OneServer.admin(server.address());
        try {
            String holder = layout().holder();
            while ((admin.exists(holder, false) != null) != there) {
                // The session lasts for two seconds; the time of the test is the limit.
                Thread.onSpinWait();
            }
        } finally {
            admin.close();
        }
    }

    /** The older one is cut off while another takes the journal over; what it had begun does not count when it is back. */
    @Test
    void who_is_cut_off_is_fenced_when_it_is_back() throws Exception {
        try (Journal first = open(withoutPause(cable.address()), told::countDown)) {
            await(first.write(end(0)));
            cable.cut();
            CompletionStage<Void> late = first.write(end(1));
            try (Journal second = open(server.address(), () -> {})) {
                await(second.write(end(2)));
                assertThat(first.standing()).isEqualTo(Standing.UNKNOWN);
                cable.mend();
                assertThatThrownBy(() -> await(late)).hasRootCauseMessage("another driver has taken the journal over");
                assertThat(told.await(60, SECONDS)).isTrue();
                assertThat(first.standing()).isEqualTo(Standing.FENCED);
                await(second.write(end(3)));
            }
        }
        assertThat(recalled()).containsExactly(launch(0), launch(2), launch(3));
    }

    /** Servers that take what is sent, and answer nothing. */
    @Test
    void servers_that_hang_give_no_leave() throws Exception {
        try (Journal journal = open(server.address(), told::countDown)) {
            await(journal.write(end(0)));
            server.freeze();
            assertThat(journal.standing()).isEqualTo(Standing.UNKNOWN);
            CompletionStage<Void> stage = journal.write(end(1));
            server.thaw();
            await(stage);
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
        assertThat(recalled()).containsExactlyElementsOf(launches(2));
    }

    private Journal openAs(String user, JournalKey key) throws Exception {
        Path file = Files.writeString(directory.resolve("secret-" + user), user + ":hunter2\n");
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, server.address() + path)
                .set(ZooKeeperJournalProvider.CREDENTIALS, file.toString())
                .build();
        return new ZooKeeperJournalProvider()
                .open(new JournalProvider.Context(key, settings, InstantSource.system(), () -> {}));
    }

    @Test
    void with_credentials_nobody_else_reads_it() throws Exception {
        try (Journal journal = openAs("ops", KEY)) {
            await(journal.write(
                    new JournalEntry.Lease(InstantSource.system().instant(), Duration.ofDays(1), Map.of())));
            assertThatThrownBy(() -> open(server.address(), () -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("ISTHMUS_JOURNAL_ZK_CREDENTIALS")
                    .hasMessageContaining("framework")
                    .hasMessageContaining(server.address());
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
    }

    /** What is above the journals belongs to whoever came first. */
    @Test
    void with_other_credentials_another_framework_has_its_journal_besides() throws Exception {
        JournalKey other = new JournalKey("default", new FrameworkId("another"));
        JournalKey elsewhere = new JournalKey("elsewhere", new FrameworkId("another"));
        try (Journal first = openAs("ops", KEY);
                Journal second = openAs("dev", other);
                Journal third = openAs("dev", elsewhere)) {
            await(first.write(end(0)));
            await(second.write(end(1)));
            await(third.write(end(2)));
            assertThatThrownBy(() -> openAs("dev", KEY))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining(layout().directory());
            assertThat(first.standing()).isEqualTo(Standing.STANDS);
        }
        try (Journal again = openAs("dev", other)) {
            assertThat(again.recall().acknowledged().keySet()).containsExactly(launch(1));
        }
    }

    @Test
    void where_no_server_answers_that_is_said() throws Exception {
        String address = cable.address();
        cable.close();
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, address + path)
                .build();
        assertThatThrownBy(() -> new ZooKeeperJournalProvider(
                                ClientZnodes.lasting(Duration.ofSeconds(2)),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1),
                                System::nanoTime)
                        .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), () -> {})))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(address)
                .hasMessageContaining("ISTHMUS_JOURNAL_ZK");
    }

    /** Whoever comes with a version of before must not write over what it cannot read, nor take it away. */
    @Test
    void what_a_newer_version_has_written_is_left_to_it() throws Exception {
        try (Journal journal = open(server.address(), told::countDown)) {
            ZooKeeper admin = OneServer.admin(server.address());
            try {
                admin.setData(
                        layout().state(),
                        "isthmus-journal 2\nsomething\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        -1);
            } finally {
                admin.close();
            }
            assertThatThrownBy(() -> open(server.address(), () -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("newer version of Isthmus")
                    .hasMessageContaining(layout().state());
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
    }
}
