package dev.isthmus.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The rules R-JN of docs/spec.md, for the journal in a file. */
@Timeout(60)
class JournalRulesTest {

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("framework"));

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    private Settings settings() {
        return Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .set(JournalProvider.JOURNAL, "file")
                .build();
    }

    private Journal open(Runnable taken) {
        return new FileJournalProvider().open(new JournalProvider.Context(KEY, settings(), clock, taken));
    }

    private JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(KEY.framework(), new TaskId("task-" + number), "offer"), clock.instant());
    }

    private static void await(CompletionStage<Void> stage) throws Exception {
        stage.toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void required_JN01_discovery_itIsOpenedByTheProviderThatIsInstalled() {
        JournalProvider provider =
                JournalProvider.select(Discovery.installed(), settings()).orElseThrow();

        try (Journal journal = provider.open(new JournalProvider.Context(KEY, settings(), clock, () -> {}))) {
            assertThat(journal.recall().entries()).isEmpty();
        }
    }

    @Test
    void required_JN02_threads_itIsWrittenOnAnyAndCallsOnItsOwn() throws Exception {
        CompletableFuture<Thread> taken = new CompletableFuture<>();
        Journal journal = open(() -> taken.complete(Thread.currentThread()));
        List<CompletionStage<Void>> written = Collections.synchronizedList(new ArrayList<>());
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            int number = i;
            Thread writer = new Thread(() -> written.add(journal.write(end(number))), "writer-" + i);
            writer.start();
            writers.add(writer);
        }
        for (Thread writer : writers) {
            writer.join();
        }
        for (CompletionStage<Void> stage : written) {
            await(stage);
        }

        try (Journal next = open(() -> {})) {
            assertThat(next.recall().acknowledged()).hasSize(8);
            assertThat(taken.get(30, SECONDS)).isNotIn(Thread.currentThread()).isNotIn(writers);
        }
        journal.close();
    }

    @Test
    void required_JN03_blocking_aWriteReturnsThoughTheJournalIsBusy() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Journal journal = open(() -> {
            busy.countDown();
            try {
                goOn.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (Journal next = open(() -> {})) {
            assertThat(busy.await(30, SECONDS)).isTrue();
            // Its own thread is held up in the callback: a call that waited for it would never return.
            CompletableFuture<Boolean> returned = CompletableFuture.supplyAsync(() -> {
                CompletionStage<Void> stage = journal.write(end(1));
                return stage != null && journal.recall().entries().isEmpty();
            });
            assertThat(returned.get(10, SECONDS)).isTrue();
            assertThat(next.recall().entries()).isEmpty();
        } finally {
            goOn.countDown();
            journal.close();
        }
    }

    @Test
    void required_JN04_exceptions_aWriteThatFailsCompletesItsStageWithTheReason() {
        Journal journal = open(() -> {});
        journal.close();

        CompletionStage<Void> late = journal.write(end(1));

        assertThatThrownBy(() -> await(late)).hasRootCauseMessage("the journal is closed");
    }

    @Test
    void required_JN05_close_leavesEverythingDurableAndTheJournalFree() {
        Journal journal = open(() -> {});
        List<CompletionStage<Void>> written = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            written.add(journal.write(end(i)));
        }
        journal.close();
        journal.close();

        assertThat(written)
                .allSatisfy(stage -> assertThat(stage.toCompletableFuture()).isCompleted());
        try (Journal next = open(() -> {})) {
            assertThat(next.recall().acknowledged()).hasSize(200);
        }
    }

    @Test
    void required_JN06_durability_whatWasWrittenIsRecalledByWhoOpensWithoutAClose() throws Exception {
        Journal journal = open(() -> {});
        await(journal.write(end(1)));

        try (Journal next = open(() -> {})) {
            assertThat(next.recall().entries()).containsExactly(end(1));
        }
        journal.close();
    }

    @Test
    void required_JN07_order_ofSeveralLeasesTheLastCounts() throws Exception {
        try (Journal journal = open(() -> {})) {
            for (int i = 0; i < 3; i++) {
                await(journal.write(
                        new JournalEntry.Lease(clock.instant().plusSeconds(i), Duration.ofDays(7), Map.of())));
            }
        }

        try (Journal next = open(() -> {})) {
            assertThat(next.recall().lease().orElseThrow().seen())
                    .isEqualTo(clock.instant().plusSeconds(2));
        }
    }

    @Test
    void required_JN08_takeover_isToldOnceAndWritesFailFromThenOn() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        AtomicInteger times = new AtomicInteger();
        Journal journal = open(() -> {
            times.incrementAndGet();
            told.countDown();
        });
        try (Journal next = open(() -> {})) {
            assertThat(told.await(30, SECONDS)).isTrue();
            assertThatThrownBy(() -> await(journal.write(end(1))))
                    .hasRootCauseMessage("another driver has taken the journal over");
            await(next.write(end(2)));
        }
        journal.close();
        assertThat(times).hasValue(1);
    }
}
