package dev.isthmus.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who has a journal, seen from other processes too: a lock that the system gives up behind our back is none. */
@Timeout(60)
class JournalLockTest {

    @TempDir
    private Path directory;

    private Path journal;

    @BeforeEach
    void name() {
        journal = directory.resolve("f.journal");
    }

    private Path lockFile() {
        return directory.resolve("f.journal.lock");
    }

    /** Another process: says whether it could take the lock. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(JournalLock.tryTake(Path.of(arguments[0])).isPresent());
    }

    private boolean anotherProcessCanTakeIt() throws Exception {
        Process process = JavaProcess.start(JournalLockTest.class, journal.toString());
        try {
            String said = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            assertThat(process.waitFor(30, SECONDS)).isTrue();
            assertThat(said).isIn("true", "false");
            return said.equals("true");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void who_is_refused_in_this_process_does_not_break_the_lock() throws Exception {
        try (JournalLock lock = JournalLock.tryTake(journal).orElseThrow()) {
            assertThat(JournalLock.tryTake(journal)).isEmpty();
            assertThat(anotherProcessCanTakeIt()).as("held by %s", lock).isFalse();
        }
        assertThat(anotherProcessCanTakeIt()).isTrue();
    }

    @Test
    void who_is_refused_in_another_class_loader_does_not_break_the_lock() throws Exception {
        FileChannel theirs = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (theirs) {
            assertThat(theirs.tryLock()).isNotNull();
            assertThat(JournalLock.tryTake(journal)).isEmpty();
            assertThat(JournalLock.tryTake(journal)).isEmpty();
            assertThat(anotherProcessCanTakeIt()).isFalse();
        }
        try (JournalLock ours = JournalLock.tryTake(journal).orElseThrow()) {
            assertThat(anotherProcessCanTakeIt()).as("held by %s", ours).isFalse();
        }
    }

    @Test
    void a_lock_that_is_removed_leaves_nothing_and_can_be_taken_anew() throws Exception {
        Files.writeString(directory.resolve("f.journal.claim"), "pid 1\n");
        JournalLock.tryTake(journal).orElseThrow().remove();
        assertThat(directory).isEmptyDirectory();

        try (JournalLock lock = JournalLock.tryTake(journal).orElseThrow()) {
            assertThat(anotherProcessCanTakeIt()).as("held by %s", lock).isFalse();
        }
    }

    /** Its lock is on a file that nobody else will ever find. */
    @Test
    void who_locks_a_file_that_has_gone_has_nothing() throws Exception {
        FileChannel theirs = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try (theirs) {
            assertThat(theirs.tryLock()).isNotNull();
            // Opens it, and leaves it open.
            assertThat(JournalLock.tryTake(journal)).isEmpty();
            Files.delete(lockFile());
            Files.createFile(lockFile());
        }

        Optional<JournalLock> lock = JournalLock.tryTake(journal);
        assertThat(lock).as("on the file that has gone").isEmpty();
        try (JournalLock next = JournalLock.tryTake(journal).orElseThrow()) {
            assertThat(lockFile()).exists();
            assertThat(anotherProcessCanTakeIt()).as("held by %s", next).isFalse();
        }
    }

    @Test
    void who_is_kept_out_by_another_process_is_told_which() throws Exception {
        Process process = JavaProcess.start(Holder.class, journal.toString());
        try {
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("held");
            assertThat(JournalLock.holder(journal)).isEqualTo(" (process " + process.pid() + ")");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void who_asks_whether_it_is_held_leaves_no_trace() throws Exception {
        assertThat(JournalLock.isHeld(journal)).isFalse();
        assertThat(directory).isEmptyDirectory();

        Process process = JavaProcess.start(Holder.class, journal.toString());
        try {
            assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("held");
            FileTime taken = FileTime.from(Instant.parse("2026-03-01T12:00:00Z"));
            Files.setLastModifiedTime(lockFile(), taken);
            assertThat(JournalLock.isHeld(journal)).isTrue();
            process.destroyForcibly().waitFor();
            assertThat(JournalLock.isHeld(journal)).isFalse();
            assertThat(lockFile()).hasContent("" + process.pid());
            assertThat(Files.getLastModifiedTime(lockFile())).isEqualTo(taken);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void who_asks_whether_it_is_held_does_not_break_the_lock() throws Exception {
        try (JournalLock lock = JournalLock.tryTake(journal).orElseThrow()) {
            assertThat(JournalLock.isHeld(journal)).isTrue();
            assertThat(anotherProcessCanTakeIt()).as("held by %s", lock).isFalse();
        }
        FileChannel theirs = FileChannel.open(lockFile(), StandardOpenOption.WRITE);
        try (theirs) {
            assertThat(theirs.tryLock()).as("of another class loader").isNotNull();
            assertThat(JournalLock.isHeld(journal)).isTrue();
            assertThat(JournalLock.isHeld(journal)).isTrue();
            assertThat(anotherProcessCanTakeIt()).isFalse();
        }
        assertThat(JournalLock.isHeld(journal)).isFalse();
    }

    /** Another process, that keeps the lock until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws Exception {
            JournalLock lock = JournalLock.tryTake(Path.of(arguments[0])).orElseThrow();
            System.out.println("held");
            System.in.read();
            lock.close();
        }
    }
}
