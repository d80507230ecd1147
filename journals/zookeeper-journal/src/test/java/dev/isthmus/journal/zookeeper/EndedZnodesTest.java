package dev.isthmus.journal.zookeeper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.testkit.time.ManualClock;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What frameworks leave that never come back goes, and nothing else. */
@Timeout(60)
class EndedZnodesTest {

    private final ManualClock clock = new ManualClock();
    private ExaminedZnodes place;
    private ZooKeeper admin;

    @BeforeEach
    void place() throws Exception {
        OneServer server = OneServer.of(ZooKeeperServer.Release.CURRENT);
        admin = server.admin();
        place = new ExaminedZnodes(admin, server.server().address());
    }

    @AfterEach
    void close() {
        place.close();
    }

    private Journal open(String framework) {
        return place.provider()
                .open(new JournalProvider.Context(
                        new JournalKey("default", new FrameworkId(framework)), place.settings(), clock, () -> {}));
    }

    private void leave(String framework, JournalEntry... entries) throws Exception {
        try (Journal journal = open(framework)) {
            for (JournalEntry entry : entries) {
                journal.write(entry).toCompletableFuture().get(30, SECONDS);
            }
        }
    }

    private JournalEntry lease(Duration failoverTimeout) {
        return new JournalEntry.Lease(clock.instant(), failoverTimeout, Map.of());
    }

    private JournalEntry end(String framework, int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(new FrameworkId(framework), new TaskId("task-" + number), "offer"), clock.instant());
    }

    private Set<String> there() throws Exception {
        return new TreeSet<>(admin.getChildren(place.path() + "/default", false));
    }

    /** Opens another, and keeps it until they have gone: nobody waits for the looking. */
    private void awaitGone(String... names) throws Exception {
        try (Journal looks = open("looks")) {
            assertThat(looks.recall().lease()).isEmpty();
            while (there().stream().anyMatch(List.of(names)::contains)) {
                // The time of the test is the limit.
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void what_is_over_a_day_goes_and_nothing_else() throws Exception {
        leave("removed", lease(Duration.ofDays(7)), end("removed", 1), new JournalEntry.Removed(clock.instant()));
        leave("lapsed", lease(Duration.ZERO), end("lapsed", 1));
        leave("awaited", lease(Duration.ofDays(7)));
        leave("untouched");
        try (Journal held = open("held")) {
            held.write(lease(Duration.ZERO)).toCompletableFuture().get(30, SECONDS);
            clock.advance(Journal.RETENTION.plusMinutes(1));
            leave("fresh", lease(Duration.ZERO));

            awaitGone("removed", "lapsed");

            assertThat(there()).contains("awaited", "held", "fresh", "untouched");
            held.write(end("held", 1)).toCompletableFuture().get(30, SECONDS);
        }
        clock.advance(Duration.ofDays(15));
        leave("returns", lease(Duration.ZERO));
        awaitGone("awaited", "fresh");
    }

    /** What others have protected from us is in nobody's way. */
    @Test
    void what_may_not_be_read_does_not_keep_the_rest() throws Exception {
        leave("lapsed", lease(Duration.ZERO));
        for (int i = 0; i < 20; i++) {
            admin.create(
                    place.path() + "/default/private-" + i,
                    new byte[0],
                    new ArrayList<>(List.of(new ACL(ZooDefs.Perms.ALL, new Id("digest", "others:" + "x".repeat(28))))),
                    CreateMode.PERSISTENT);
        }
        clock.advance(Journal.RETENTION.plusMinutes(1));
        awaitGone("lapsed");
        assertThat(there()).contains("private-7");
        for (int i = 0; i < 20; i++) {
            admin.delete(place.path() + "/default/private-" + i, -1);
        }
    }

    @Test
    void one_that_had_gone_begins_anew() throws Exception {
        leave("job", lease(Duration.ZERO), new JournalEntry.Removed(clock.instant()));
        clock.advance(Journal.RETENTION.plusMinutes(1));
        awaitGone("job");

        try (Journal again = open("job")) {
            assertThat(again.recall().entries()).isEmpty();
            assertThat(again.tookOver()).isFalse();
        }
    }

    @Test
    void an_acknowledgement_of_the_last_day_keeps_all() throws Exception {
        leave("lapsed", lease(Duration.ZERO));
        clock.advance(Journal.RETENTION.plusMinutes(1));
        leave("acknowledged", lease(Duration.ZERO));
        clock.advance(Duration.ofHours(23));
        try (Journal journal = open("acknowledged")) {
            journal.write(end("acknowledged", 1)).toCompletableFuture().get(30, SECONDS);
        }
        clock.advance(Duration.ofHours(2));
        awaitGone("lapsed");
        assertThat(there()).contains("acknowledged");
    }
}
