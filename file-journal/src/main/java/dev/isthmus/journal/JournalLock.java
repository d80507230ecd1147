package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one driver at a time has a journal, among processes, and among class loaders of one process. Who wants a journal that
 * another has lays a claim beside it, a file whose time it keeps fresh; who has it looks for claims, and lets go.
 */
final class JournalLock implements AutoCloseable {

    private static final Duration TRY_EVERY = Duration.ofMillis(50);
    /** A claim that has not been touched for so long is that of a process that has died waiting. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(5);

    private final Path claim;
    private final FileChannel channel;

    private JournalLock(Path claim, FileChannel channel) {
        this.claim = claim;
        this.channel = channel;
    }

    /**
     * Takes the lock of a journal, from whoever has it.
     *
     * @param patience how long to wait for that
     * @throws JournalException if it is not given up
     */
    static JournalLock take(Path journal, Duration patience) throws IOException {
        Path claim = journal.resolveSibling(journal.getFileName() + ".claim");
        FileChannel channel = FileChannel.open(
                journal.resolveSibling(journal.getFileName() + ".lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        boolean taken = false;
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            while (!tryLock(channel)) {
                if (System.nanoTime() - deadline > 0) {
                    throw new JournalException("The journal " + journal
                            + " is in use by another driver, which does not let go of it. Stop that driver, or give this one"
                            + " another framework id");
                }
                lay(claim);
                pause();
            }
            Files.deleteIfExists(claim);
            taken = true;
            return new JournalLock(claim, channel);
        } finally {
            if (!taken) {
                Files.deleteIfExists(claim);
                channel.close();
            }
        }
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another driver of this process has it.
            return false;
        }
    }

    private static void lay(Path claim) throws IOException {
        if (Files.exists(claim)) {
            Files.setLastModifiedTime(claim, FileTime.from(Instant.now()));
        } else {
            Files.writeString(claim, "pid " + ProcessHandle.current().pid() + "\n", StandardCharsets.UTF_8);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TRY_EVERY.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("Interrupted while another driver was to let go of the journal", e);
        }
    }

    /** Whether another driver wants it now. */
    boolean isClaimed() {
        try {
            return Files.exists(claim)
                    && Files.getLastModifiedTime(claim)
                            .toInstant()
                            .isAfter(Instant.now().minus(CLAIM_LASTS));
        } catch (IOException e) {
            // It was there and is not: whoever laid it has gone.
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
