package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.time.ManualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("20260101-0000/a b.c"));

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
        return LaunchId.of(KEY.framework(), new TaskId("task-" + number), "offer");
    }

    private JournalEntry end(int number) {
        return new JournalEntry.Acknowledged(launch(number), clock.instant());
    }

    private static void write(Journal journal, JournalEntry entry) throws Exception {
        CompletionStage<Void> written = journal.write(entry);
        written.toCompletableFuture().get(30, SECONDS);
    }

    @Test
    void whatWasWrittenIsRecalledByTheNextWhoOpens() throws Exception {
        JournalEntry.Lease first =
                new JournalEntry.Lease(clock.instant(), Duration.ofDays(7), Map.of("principal", "ops"));
        JournalEntry.Lease second =
                new JournalEntry.Lease(clock.instant().plusSeconds(15), Duration.ofDays(7), Map.of("principal", "ops"));
        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).isEmpty();
            write(journal, first);
            write(journal, end(1));
            write(journal, end(2));
            write(journal, second);
        }

        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(1), launch(2));
            assertThat(journal.recall().lease()).contains(second);
            assertThat(journal.recall().removed()).isEmpty();
        }
    }

    @Test
    void closeWritesWhatWasNotYetWritten() throws Exception {
        List<CompletionStage<Void>> written = new ArrayList<>();
        try (Journal journal = open()) {
            for (int i = 0; i < 500; i++) {
                written.add(journal.write(end(i)));
            }
        }

        for (CompletionStage<Void> stage : written) {
            assertThat(stage.toCompletableFuture()).isCompleted();
        }
        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).hasSize(500);
        }
    }

    @Test
    void aWriteAfterCloseFailsAndSaysWhy() {
        Journal journal = open();
        journal.close();
        journal.close();

        assertThatThrownBy(() -> write(journal, end(1))).hasRootCauseMessage("the journal is closed");
    }

    @Test
    void whatACrashLeftHalfWrittenIsCutOff() throws Exception {
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
    void damageInTheMiddleIsToldWithTheLine() throws Exception {
        try (Journal journal = open()) {
            write(journal, end(1));
            write(journal, end(2));
        }
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        lines.set(1, lines.get(1).replace("acknowledged", "acknowledgeD"));
        Files.write(file(), lines);

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageContaining(file().toString())
                .hasMessageContaining("line 2")
                .hasMessageContaining("checksum")
                .hasMessageContaining("move it away");
    }

    @Test
    void aFileOfSomethingElseIsNotTouched() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "a shopping list\nmilk\n");

        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessageContaining("line 1");
        assertThat(file()).hasContent("a shopping list\nmilk\n");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsToldWithWhatToSet() throws Exception {
        Path notADirectory = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> new FileJournalProvider()
                        .open(new JournalProvider.Context(KEY, in(notADirectory), clock, () -> {})))
                .isInstanceOf(JournalException.class)
                .hasMessageContaining("ISTHMUS_JOURNAL_DIR");
    }

    @Test
    void leasesDoNotMakeItGrowForEver() throws Exception {
        try (Journal journal = open()) {
            journal.write(end(1));
            for (int i = 0; i < 20 * FileJournal.WORTH_REWRITING; i++) {
                CompletionStage<Void> written =
                        journal.write(new JournalEntry.Lease(clock.instant().plusSeconds(i), Duration.ZERO, Map.of()));
                if (i % 100 == 0) {
                    written.toCompletableFuture().get(30, SECONDS);
                }
            }
            write(journal, end(2));
        }

        assertThat(Files.readAllLines(file())).hasSizeLessThan(2 * FileJournal.WORTH_REWRITING);
        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(1), launch(2));
            assertThat(journal.recall().lease().orElseThrow().seen())
                    .isEqualTo(clock.instant().plusSeconds(20L * FileJournal.WORTH_REWRITING - 1));
        }
    }

    @Test
    void acknowledgementsThatNobodyCanAskForAnyMoreAreForgotten() throws Exception {
        try (Journal journal = open()) {
            for (int i = 0; i < 2 * FileJournal.WORTH_REWRITING; i++) {
                journal.write(end(i));
            }
            write(journal, end(-1));
            clock.advance(FileJournal.ACKNOWLEDGEMENTS_MATTER.plusSeconds(1));
            write(journal, end(-2));
        }

        try (Journal journal = open()) {
            assertThat(journal.recall().acknowledged()).containsOnlyKeys(launch(-2));
        }
    }

    @Test
    void anotherDriverTakesItOverAndTheFirstIsToldSo() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        Journal first = open(told::countDown);
        write(first, end(1));

        try (Journal second = open()) {
            assertThat(told.await(30, SECONDS)).isTrue();
            assertThat(second.recall().acknowledged()).containsOnlyKeys(launch(1));
            assertThatThrownBy(() -> write(first, end(2)))
                    .hasRootCauseMessage("another driver has taken the journal over");
            write(second, end(3));
        }
        first.close();
    }

    @Test
    void aJournalIsTakenOverAgainAndAgain() throws Exception {
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
    void aClaimOfAProcessThatDiedWaitingIsNotHeeded() throws Exception {
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
    void frameworksWhoseIdsDifferHaveFilesOfTheirOwn() {
        List<String> ids =
                List.of("a/b", "a%2Fb", "a b", "a+b", "A/B", ".", "..", "*", "é", "x".repeat(300), "x".repeat(301));

        assertThat(ids.stream()
                        .map(id -> FileJournalProvider.path(directory, new JournalKey("c", new FrameworkId(id)))))
                .doesNotHaveDuplicates()
                .allSatisfy(path -> assertThat(path.getParent()).isEqualTo(directory.resolve("c")))
                .allSatisfy(path -> assertThat(path.getFileName().toString()).hasSizeLessThan(250));
    }

    @Test
    void nothingIsLeftOpenWhenItCannotBeRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "something else\n");
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class);
        Files.delete(file());

        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).isEmpty();
        }
    }
}
