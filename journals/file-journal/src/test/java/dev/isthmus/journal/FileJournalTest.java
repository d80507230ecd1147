package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.discovery.Discovery;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FileJournalTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("20260101-0000/a b.c");
    private static final JournalKey KEY = new JournalKey("default", FRAMEWORK);

    @TempDir
    private Path directory;

    private final ManualClock clock = new ManualClock();

    private Journal open() {
        return open(() -> {});
    }

    private Journal open(Runnable taken) {
        return new FileJournalProvider().open(new JournalProvider.Context(KEY, in(directory), clock, taken));
    }

    private static Settings in(Path directory) {
        return Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
    }

    private Path file() {
        return FileJournalProvider.path(directory, KEY);
    }

    private static LaunchId launch(int number) {
        return LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer");
    }

    private JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(launch(number), clock.instant());
    }

    private static void write(Journal journal, JournalEntry entry) throws Exception {
        CompletionStage<Void> written = journal.write(entry);
        written.toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void it_is_installed() {
        Settings settings =
                in(directory).toBuilder().set(JournalProvider.JOURNAL, "file").build();

        assertThat(JournalProvider.select(Discovery.installed(), settings).orElseThrow())
                .isInstanceOf(FileJournalProvider.class);
    }

    @Test
    void what_a_crash_left_half_written_is_cut_off() throws Exception {
        try (Journal journal = open()) {
            write(journal, end(1));
            write(journal, end(2));
        }
        byte[] whole = Files.readAllBytes(file());

        for (int length = 0; length <= whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            try (Journal journal = open()) {
                int lines = (int) new String(whole, 0, length, UTF_8)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
                assertThat(journal.recall().acknowledged())
                        .as("%d bytes", length)
                        .hasSize(Math.max(0, lines - 1));
                write(journal, end(3));
            }
            try (Journal journal = open()) {
                assertThat(journal.recall().acknowledged()).containsKey(launch(3));
            }
        }
    }

    @Test
    void leases_do_not_make_it_grow_for_ever() throws Exception {
        try (Journal journal = open()) {
            journal.write(end(1));
            for (int i = 0; i < 20 * WrittenEntries.WORTH_REWRITING; i++) {
                CompletionStage<Void> written =
                        journal.write(new JournalEntry.Lease(clock.instant().plusSeconds(i), Duration.ZERO, Map.of()));
                if (i % 100 == 0) {
                    written.toCompletableFuture().get(30, SECONDS);
                }
            }
            write(journal, end(2));
        }

        assertThat(Files.readAllLines(file())).hasSizeLessThan(2 * WrittenEntries.WORTH_REWRITING);
        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(1), launch(2));
            assertThat(journal.recall().lease().orElseThrow().seen())
                    .isEqualTo(clock.instant().plusSeconds(20L * WrittenEntries.WORTH_REWRITING - 1));
        }
    }

    @Test
    void acknowledgements_that_nobody_can_ask_for_any_more_are_forgotten() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 2 * WrittenEntries.WORTH_REWRITING; i++) {
                journal.write(end(i));
            }
            write(journal, end(-1));
            clock.advance(Journal.RETENTION.plusSeconds(1));
            write(journal, end(-2));
        }

        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(-2));
        }
    }

    @Test
    void a_journal_is_taken_over_again_and_again() throws Exception {
        Journal journal = open();
        for (int i = 0; i < 5; i++) {
            CompletableFuture<String> told = new CompletableFuture<>();
            write(journal, end(i));
            Journal next = open(() -> told.complete("taken"));
            journal.close();
            journal = next;
            assertThat(told).isNotDone();
        }
        assertThat(journal.recall().acknowledged()).hasSize(5);
        journal.close();
    }

    @Test
    void a_claim_of_a_process_that_died_waiting_is_not_heeded() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (Journal journal = open(told::countDown)) {
            Path claim = file().resolveSibling(file().getFileName() + ".claim");
            Files.writeString(claim, "pid 1\n", StandardOpenOption.CREATE);
            Files.setLastModifiedTime(claim, FileTime.from(Instant.now().minusSeconds(60)));
            for (int i = 0; i < 20; i++) {
                write(journal, end(i));
            }
            assertThat(told.getCount()).isEqualTo(1);
        }
    }

    @Test
    void frameworks_whose_ids_differ_have_files_of_their_own() {
        List<String> ids =
                List.of("a/b", "a%2Fb", "a b", "a+b", "A/B", ".", "..", "*", "é", "x".repeat(300), "x".repeat(301));

        assertThat(ids.stream()
                        .map(id -> FileJournalProvider.path(directory, new JournalKey("c", new FrameworkId(id)))))
                .doesNotHaveDuplicates()
                .allSatisfy(path -> assertThat(path.getParent()).isEqualTo(directory.resolve("c")))
                .allSatisfy(path -> assertThat(path.getFileName().toString()).hasSizeLessThan(250));
    }

    @Test
    void nothing_is_left_open_when_it_cannot_be_read() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "something else\n");
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
        Files.delete(file());

        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).isEmpty();
        }
    }
}
