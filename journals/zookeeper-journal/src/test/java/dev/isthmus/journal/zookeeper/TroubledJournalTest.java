package dev.isthmus.journal.zookeeper;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.journal.zookeeper.RecordedZnodes.Answers;
import dev.isthmus.journal.zookeeper.log.CapturedJournalLog;
import dev.isthmus.journal.zookeeper.znode.Layout;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A journal over a ZooKeeper that does what it likes. */
@Timeout(60)
class TroubledJournalTest {

    /** Of each test its own, so that each finds its lines in the log. */
    private final JournalKey key =
            new JournalKey("default", new FrameworkId(UUID.randomUUID().toString()));

    private final Layout layout = Layout.of("/journals", key);
    private final RecordedZnodes znodes = new RecordedZnodes(layout);
    private final AtomicLong gone = new AtomicLong();
    private final Semaphore told = new Semaphore(0);
    private final Journal journal = open();

    private Journal open() {
        Settings settings = Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, "127.0.0.1:1/journals")
                .build();
        return new ZooKeeperJournalProvider(
                        znodes.connector(),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(30),
                        () -> System.nanoTime() + gone.get())
                .open(new JournalProvider.Context(key, settings, InstantSource.system(), told::release));
    }

    @AfterEach
    void close() {
        znodes.answer(Answers.AS_IT_SHOULD);
        znodes.goodbye.countDown();
        journal.close();
    }

    private CompletableFuture<Void> write(int number) {
        return journal.write(new JournalEntry.Acknowledged(
                        LaunchId.of(new FrameworkId("framework"), new TaskId("task-" + number), "offer"),
                        InstantSource.system().instant()))
                .toCompletableFuture();
    }

    private void pass(Duration time) {
        gone.addAndGet(time.toNanos());
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "NEVER"})
    void an_outage_of_hours_loses_nothing_and_is_said_once(Answers during) throws Exception {
        znodes.answer(during);
        CompletableFuture<Void> first = write(1);
        znodes.writes.acquire();
        for (int hour = 0; hour < 4; hour++) {
            pass(Duration.ofHours(1));
            // It has looked at the time, and goes on to ask.
            znodes.writes.acquire();
        }
        CompletableFuture<Void> second = write(2);
        assertThat(first).isNotDone();
        assertThat(CapturedJournalLog.errorsAbout(layout.directory()))
                .singleElement()
                .asString()
                .contains("ISTHMUS_JOURNAL_ZK", "waits");

        znodes.answer(Answers.AS_IT_SHOULD);
        pass(Duration.ofMinutes(2));
        first.get(30, SECONDS);
        second.get(30, SECONDS);
        assertThat(znodes.store.launches()).hasSize(2);
        assertThat(journal.standing()).isEqualTo(Standing.STANDS);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOST", "NEVER"})
    void who_closes_meanwhile_waits_for_ten_seconds(Answers during) throws Exception {
        znodes.answer(during);
        CompletableFuture<Void> lost = write(1);
        znodes.writes.acquire();
        CompletableFuture<Void> closing = CompletableFuture.runAsync(journal::close);
        while (!lost.isDone()) {
            // The closing began some time after this.
            pass(Duration.ofSeconds(1));
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> lost.get(30, SECONDS)).hasMessageContaining("ZooKeeper has not answered");
        closing.get(30, SECONDS);
    }

    /** The first asking was granted, and the server that is asked has not heard of it. */
    @Test
    void whether_a_write_was_granted_is_not_read_from_a_server_that_is_behind() throws Exception {
        write(1).get(30, SECONDS);
        znodes.fallBehind();
        znodes.answer(Answers.LOST_AND_DONE);
        write(2).get(30, SECONDS);
        assertThat(znodes.store.launches()).hasSize(2);
    }

    @Test
    void what_nobody_is_prepared_for_ends_in_a_safe_state() throws Exception {
        write(1).get(30, SECONDS);
        znodes.answer(Answers.BROKEN);
        CompletableFuture<Void> failing = write(2);
        assertThatThrownBy(() -> failing.get(30, SECONDS)).hasMessageContaining("broken on purpose");
        assertThat(told.tryAcquire(30, SECONDS)).as("the driver is told").isTrue();
        assertThat(journal.standing()).isEqualTo(Standing.FENCED);
        assertThatThrownBy(() -> write(3).get(30, SECONDS)).hasMessageContaining("broken on purpose");
        assertThat(CapturedJournalLog.errorsAbout(layout.directory()))
                .singleElement()
                .asString()
                .contains("Nothing is written any more");
        journal.close();
        assertThat(told.availablePermits()).as("told once").isZero();
        assertThat(znodes.isThere(layout.holder())).as("nobody has it").isFalse();
    }

    @Test
    void being_taken_over_is_told_before_the_goodbye() throws Exception {
        znodes.holdGoodbye();
        CompletableFuture<Void> first = write(1);
        first.get(30, SECONDS);
        znodes.change(layout.child(Layout.epoch(znodes.children(layout.directory())
                        .toCompletableFuture()
                        .get()
                        .orElseThrow())
                .orElseThrow()));
        assertThatThrownBy(() -> write(2).get(30, SECONDS)).hasMessageContaining(Keeper.TAKEN);
        assertThat(told.tryAcquire(30, SECONDS)).isTrue();
        journal.close();
        assertThat(znodes.isGone()).isFalse();
        assertThat(znodes.isThere(layout.holder())).as("it is another's by now").isTrue();
    }

    @Test
    void who_closes_does_not_wait_for_the_goodbye() throws Exception {
        znodes.holdGoodbye();
        write(1).get(30, SECONDS);
        assertThat(znodes.isThere(layout.holder())).isTrue();
        journal.close();
        assertThat(znodes.isThere(layout.holder()))
                .as("it is free all the same")
                .isFalse();
        assertThat(told.availablePermits()).isZero();
        assertThat(znodes.isGone()).isFalse();
    }
}
