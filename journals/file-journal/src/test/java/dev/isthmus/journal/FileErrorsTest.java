package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when something is wrong with the file: what, where, and what to do. */
@Timeout(60)
class FileErrorsTest {

    private static final JournalKey KEY = new JournalKey("default", new FrameworkId("framework"));
    private static final JournalEntry REMOVED = new JournalEntry.Removed(Instant.EPOCH);
    private static final JournalEntry LEASE = new JournalEntry.Lease(Instant.EPOCH, Duration.ofDays(7), Map.of());
    private static final Duration AT_ONCE = Duration.ZERO;
    private static final String WITHOUT =
            "then ends that were not acknowledged are told only when the framework reconciles, ends of the last"
                    + " hour may come a second time at the restart after this one, failover_timeout counts anew, and an id that was torn down"
                    + " registers again";

    @TempDir
    private Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private Path file;

    @BeforeEach
    void find() {
        file = FileJournalProvider.path(directory, KEY);
    }

    private Journal open(Disk on) {
        Settings settings = Settings.builder()
                .set(FileJournalProvider.DIRECTORY, directory.toString())
                .build();
        return new FileJournalProvider(on, AT_ONCE)
                .open(new JournalProvider.Context(KEY, settings, InstantSource.system(), () -> {}));
    }

    private Journal open() {
        return open(disk);
    }

    private static void write(Journal journal, JournalEntry entry) throws Exception {
        journal.write(entry).toCompletableFuture().get(30, SECONDS);
    }

    private List<String> twoEntries() throws Exception {
        try (Journal journal = open()) {
            write(journal, LEASE);
            write(journal, REMOVED);
        }
        return new ArrayList<>(Files.readAllLines(file));
    }

    private void requireRefusal(String message) throws IOException {
        byte[] before = Files.readAllBytes(file);
        assertThatThrownBy(this::open).isInstanceOf(JournalException.class).hasMessage(message);
        assertThat(Files.readAllBytes(file)).as("it is left as it was").isEqualTo(before);
    }

    @Test
    void a_full_disk_fails_the_write_and_names_the_file() throws Exception {
        try (Journal journal = open()) {
            write(journal, LEASE);
            disk.fail("No space left on device");
            assertThatThrownBy(() -> write(journal, REMOVED))
                    .hasRootCauseMessage("No space left on device")
                    .cause()
                    .isInstanceOf(JournalException.class)
                    .hasMessage("The journal " + file + " cannot be written: no space left on device."
                            + " Mend that: what is not written is not known after a restart");
            disk.work();
            write(journal, REMOVED);
        }
        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).containsExactly(LEASE, REMOVED);
        }
    }

    @Test
    void a_full_disk_at_the_opening_is_told() {
        disk.fail("No space left on device");

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage("The journal " + file
                        + " of framework framework on cluster default cannot be opened: no space left on"
                        + " device. Mend that, or set ISTHMUS_JOURNAL_DIR to another directory");

        disk.work();
        open().close();
    }

    @Test
    void what_may_not_be_written_is_told() {
        assertThatThrownBy(() -> open((path, options) -> {
                    throw new AccessDeniedException(path.toString());
                }))
                .isInstanceOf(JournalException.class)
                .hasMessageMatching(
                        Pattern.quote("The journal " + file
                                        + " of framework framework on cluster default cannot be opened: " + file
                                        + ".epoch-")
                                + "[0-9]+ is not accessible. Let this user write there, or set ISTHMUS_JOURNAL_DIR to another directory");
    }

    @Test
    void a_file_in_place_of_the_directory_is_told() throws Exception {
        Path cluster = Files.writeString(directory.resolve("default"), "");

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessage(
                        "The journal " + file + " of framework framework on cluster default cannot be opened: "
                                + cluster
                                + " is a file and should be a directory. Move it away, or set ISTHMUS_JOURNAL_DIR to another directory");
    }

    @Test
    void a_directory_in_place_of_the_file_is_told() throws Exception {
        Files.createDirectories(file);

        assertThatThrownBy(this::open)
                .isInstanceOf(JournalException.class)
                .hasMessageStartingWith(
                        "The journal " + file + " of framework framework on cluster default cannot be opened: ")
                .hasMessageContaining("irectory");
    }

    /** A driver of a version that knows no epochs. */
    @Test
    void who_does_not_let_go_is_told() throws Exception {
        Files.createDirectories(file.getParent());
        try (JournalLock theirs = JournalLock.tryTake(file).orElseThrow()) {
            assertThatThrownBy(this::open)
                    .as("held by %s", theirs)
                    .isInstanceOf(JournalException.class)
                    .hasMessage("The journal " + file
                            + " of framework framework on cluster default is in use by another driver, which does not let go of it"
                            + " (in this process). Stop that driver, or give this one another framework id");
        }
        open().close();
    }

    @Test
    void damage_in_the_middle_is_told_with_the_line() throws Exception {
        List<String> lines = twoEntries();
        lines.set(1, lines.get(1).replace("lease", "leasE"));
        Files.write(file, lines);

        requireRefusal("The journal " + file
                + " is damaged: the checksum of line 2 is wrong. Restore it, or move it away: " + WITHOUT);
    }

    @Test
    void damage_in_the_last_line_is_what_a_crash_leaves() throws Exception {
        List<String> lines = twoEntries();
        lines.set(2, lines.get(2).replace("removed", "removeD"));
        Files.write(file, lines);

        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).containsExactly(LEASE);
        }
    }

    @Test
    void a_newer_version_is_told() throws Exception {
        List<String> lines = twoEntries();
        lines.set(0, "isthmus-journal 2");
        Files.write(file, lines);

        requireRefusal("The journal " + file
                + " was written by a newer version of Isthmus (its first line is 'isthmus-journal 2', and"
                + " this version reads 'isthmus-journal 1'). Use that version, or move the file away: " + WITHOUT);
    }

    /** The last line too: its checksum shows that it is no accident, and it is not to be cut off. */
    @Test
    void an_entry_of_a_newer_version_is_told() throws Exception {
        twoEntries();
        Files.writeString(file, "289ecb57 paused 2026-01-01T00:00:00Z\n", StandardOpenOption.APPEND);
        String line = Files.readAllLines(file).get(3);
        assertThat(EntryCodec.isWhole(line)).as(line).isTrue();

        requireRefusal("The journal " + file
                + " was written by a newer version of Isthmus (line 4: it is of a kind, 'paused', that"
                + " this version does not know). Use that version, or move the file away: " + WITHOUT);
    }

    @Test
    void a_file_of_something_else_is_not_touched() throws Exception {
        for (String text : List.of("a shopping list\nmilk\n", "a shopping list")) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);

            requireRefusal("The file " + file
                    + " is no journal: its first line is 'a shopping list', want 'isthmus-journal 1'."
                    + " Move it away, or set ISTHMUS_JOURNAL_DIR to a directory of its own");
        }
    }

    @Test
    void what_a_crash_leaves_of_a_first_line_is_begun_anew() throws Exception {
        for (byte[] text :
                List.of(new byte[0], "isthmus-jo".getBytes(UTF_8), new byte[18], "isth\0\0\0".getBytes(UTF_8))) {
            Files.createDirectories(file.getParent());
            Files.write(file, text);
            try (Journal journal = open()) {
                write(journal, LEASE);
            }
            try (Journal journal = open()) {
                assertThat(journal.recall().entries()).containsExactly(LEASE);
            }
        }
    }

    /** A full disk while the file is written anew: the old one stays, whole, and nothing is left beside it. */
    @Test
    void a_file_that_cannot_be_made_shorter_stays() throws Exception {
        Disk noRoom = (path, options) -> {
            if (path.toString().endsWith(JournalFile.NEW)) {
                Files.writeString(path, "half");
                throw new IOException("No space left on device");
            }
            return disk.open(path, options);
        };
        int count = 3 * WrittenEntries.WORTH_REWRITING;
        try (Journal journal = open(noRoom)) {
            for (int i = 0; i < count; i++) {
                write(journal, LEASE);
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(1 + count);
        assertThat(file.getParent())
                .isDirectoryNotContaining(left -> left.toString().endsWith(JournalFile.NEW));
        try (Journal journal = open()) {
            assertThat(journal.recall().entries()).containsExactly(LEASE);
        }
    }
}
