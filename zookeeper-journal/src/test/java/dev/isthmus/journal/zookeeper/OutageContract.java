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
import org.apache.zookeeper.ZooKeeper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper goes and comes back, in every way there is: nothing is lost, nothing written twice, and never by two. */
@Timeout(180)
abstract class OutageContract {

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("framework"));

    private final ZooKeeperServer.Release release;

    @TempDir
    private Path directory;

    private ZooKeeperServer server;
    private Cable cable;
    private final CountDownLatch told = new CountDownLatch(1);

    OutageContract(ZooKeeperServer.Release release) {
        this.release = release;
    }

    private void start() throws Exception {
        server = ZooKeeperServer.start(release, directory.resolve("data"));
        cable = Cable.to(server);
    }

    @BeforeEach
    void nothing() {
        server = null;
        cable = null;
    }

    @AfterEach
    void stop() throws Exception {
        if (cable != null) {
            cable.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Journal open(String address, Runnable taken) {
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, address + "/journals")
                .build();
        return new ZooKeeperJournalProvider(
                        ClientZnodes.lasting(Duration.ofSeconds(2)), Duration.ofSeconds(30), Duration.ofSeconds(1))
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), taken));
    }

    private static JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(KEY.framework(), new TaskId("task-" + number), "offer"),
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
    private void writesThrough(Fault fault) throws Exception {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        int number = 0;
        try (Journal journal = open(cable.address(), told::countDown)) {
            for (int round = 0; round < 5; round++) {
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
    void connectionsThatBreakLoseNothing() throws Exception {
        start();
        writesThrough(round -> {
            cable.cut();
            cable.mend();
        });
    }

    @Test
    void aServerThatIsKilledAndComesBackHasEverything() throws Exception {
        start();
        writesThrough(round -> server.restart());
    }

    /** Another session of ours has the holder's znode then, and the same epoch. */
    @Test
    void aSessionThatExpiresIsReplacedAndStillHasTheJournal() throws Exception {
        start();
        try (Journal journal = open(cable.address(), told::countDown)) {
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
            String path = Layout.of("/journals", KEY).holder();
            while ((admin.exists(path, false) != null) != there) {
                // The session lasts for two seconds; the time of the test is the limit.
                Thread.onSpinWait();
            }
        } finally {
            admin.close();
        }
    }

    /** The older one is cut off while another takes the journal over; what it had begun does not count when it is back. */
    @Test
    void whoIsCutOffIsFencedWhenItIsBack() throws Exception {
        start();
        try (Journal first = open(cable.address(), told::countDown)) {
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
    void serversThatHangGiveNoLeave() throws Exception {
        start();
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

    @Test
    void withCredentialsNobodyElseReadsIt() throws Exception {
        start();
        Path file = Files.writeString(directory.resolve("secret"), "ops:hunter2\n");
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, server.address() + "/journals")
                .set(ZooKeeperJournalProvider.CREDENTIALS, file.toString())
                .build();
        try (Journal journal = new ZooKeeperJournalProvider()
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), () -> {}))) {
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

    @Test
    void whereNoServerAnswersThatIsSaid() throws Exception {
        start();
        String address = server.address();
        server.kill();
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, address)
                .build();
        assertThatThrownBy(() -> new ZooKeeperJournalProvider(
                                ClientZnodes.lasting(Duration.ofSeconds(2)),
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(1))
                        .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), () -> {})))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(address)
                .hasMessageContaining("ISTHMUS_JOURNAL_ZK");
    }

    /** Whoever comes with a version of before must not write over what it cannot read, nor take it away. */
    @Test
    void whatANewerVersionHasWrittenIsLeftToIt() throws Exception {
        start();
        try (Journal journal = open(server.address(), told::countDown)) {
            ZooKeeper admin = OneServer.admin(server.address());
            try {
                admin.setData(
                        Layout.of("/journals", KEY).state(),
                        "isthmus-journal 2\nsomething\n".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        -1);
            } finally {
                admin.close();
            }
            assertThatThrownBy(() -> open(server.address(), () -> {}))
                    .isInstanceOf(JournalException.class)
                    .hasMessageContaining("newer version of Isthmus")
                    .hasMessageContaining(Layout.of("/journals", KEY).state());
            assertThat(journal.standing()).isEqualTo(Standing.STANDS);
        }
    }
}
