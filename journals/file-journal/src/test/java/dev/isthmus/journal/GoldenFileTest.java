package dev.isthmus.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that a version before has written, word for word: this version writes the same and reads it. */
class GoldenFileTest {

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("golden/0001"));
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final List<JournalEntry> ENTRIES = List.of(
            new JournalEntry.Lease(
                    NOW,
                    Duration.ofDays(7).plusMillis(500),
                    Map.of("principal", "who am \"I\"", "user", "ünï|code\nline", "checkpoint", "true")),
            new JournalEntry.Acknowledged(
                    LaunchId.of(KEY.framework(), new TaskId("task 1"), "offer"), NOW.plusSeconds(1)),
            new JournalEntry.Acknowledged(
                    LaunchId.of(KEY.framework(), new TaskId("task 2"), "offer"), NOW.plusNanos(1)),
            new JournalEntry.Removed(NOW.plusSeconds(2)));

    @TempDir
    private Path directory;

    private Journal open() {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        InstantSource clock = InstantSource.fixed(NOW.plusSeconds(3));
        return new FileJournalProvider().open(new JournalProvider.Context(KEY, settings, clock, () -> {}));
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = GoldenFileTest.class.getResourceAsStream("/golden/journal.txt")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    @Test
    void what_is_written_is_the_same() throws Exception {
        try (Journal journal = open()) {
            for (JournalEntry entry : ENTRIES) {
                journal.write(entry).toCompletableFuture().get(30, TimeUnit.SECONDS);
            }
        }
        assertThat(Files.readString(FileJournalProvider.path(directory, KEY)))
                .isEqualTo(new String(golden(), StandardCharsets.UTF_8));
        assertThat(directory.relativize(FileJournalProvider.path(directory, KEY)))
                .isEqualTo(Path.of("default", "golden%2F0001.journal"));
    }

    @Test
    void what_was_written_is_read() throws Exception {
        Path file = FileJournalProvider.path(directory, KEY);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, golden());
        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).containsExactlyInAnyOrderElementsOf(ENTRIES);
        }
    }
}
