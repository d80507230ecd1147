package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that one driver at a time has a journal, among processes, and among class loaders of one process. Who wants a journal that
 * another has lays a claim beside it, a file whose time it keeps fresh; who has it looks for claims, and lets go.
 *
 * <p>The lock is a file of its own beside the journal. It goes when the journal goes, so whoever has locked it looks whether it is still
 * the one that is there.
 */
final class JournalLock implements AutoCloseable {

    /** What the name of the file adds to the journal's. */
    static final String SUFFIX = ".lock";

    private static final Logger log = LoggerFactory.getLogger(JournalLock.class);
    private static final Duration TRY_EVERY = Duration.ofMillis(50);
    /** A claim that has not been touched for so long is that of a process that has died waiting. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(5);

    /**
     * The lock files that drivers of this process have open; guards all that is static. POSIX gives up all locks that a process has on a file
     * as soon as it closes the file anywhere, so no file is opened twice.
     */
    private static final Set<Path> OPEN = new HashSet<>();

    /** Those that a driver of another class loader of this process has locked: if they were closed, its lock would be gone. */
    private static final Map<Path, LockFile> LEFT_OPEN = new HashMap<>();

    /**
     * An open lock file.
     *
     * @param identity tells it from any other file that was or will be at its place; empty where the system does not say
     */
    private record LockFile(FileChannel channel, Optional<Object> identity) {}

    private final Path journal;
    private final FileChannel channel;
    private final boolean claimed;

    private JournalLock(Path journal, FileChannel channel, boolean claimed) {
        this.journal = journal;
        this.channel = channel;
        this.claimed = claimed;
    }

    /**
     * Takes the lock of a journal, from whoever has it.
     *
     * @param whose whose journal it is, for the user
     * @param patience how long to wait for that
     * @throws JournalException if it is not given up
     */
    static JournalLock take(Path journal, String whose, Duration patience) throws IOException {
        Path claim = claim(journal);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            boolean claiming = false;
            while (true) {
                Optional<JournalLock> lock = tryTake(journal);
                if (lock.isPresent()) {
                    return new JournalLock(journal, lock.get().channel, claiming);
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new JournalException("The journal " + journal + " of " + whose
                            + " is in use by another driver, which does not let go of it" + holder(journal)
                            + ". Stop that driver, or give this one another framework id");
                }
                lay(claim);
                claiming = true;
                pause();
            }
        } finally {
            Files.deleteIfExists(claim);
        }
    }

    /** Takes the lock if nobody has it. */
    static Optional<JournalLock> tryTake(Path journal) throws IOException {
        Path file = file(journal);
        synchronized (OPEN) {
            if (!OPEN.add(file)) {
                return Optional.empty();
            }
        }
        boolean taken = false;
        try {
            Optional<JournalLock> lock = lock(journal, file);
            taken = lock.isPresent();
            return lock;
        } finally {
            if (!taken) {
                leave(file);
            }
        }
    }

    private static Optional<JournalLock> lock(Path journal, Path file) throws IOException {
        LockFile opened = open(file);
        boolean close = true;
        try {
            @Nullable FileLock lock = opened.channel().tryLock();
            if (lock == null || !Files.exists(file) || !identity(file).equals(opened.identity())) {
                // Another process has it, or it has gone with its journal since it was opened.
                return Optional.empty();
            }
            sign(opened.channel());
            close = false;
            return Optional.of(new JournalLock(journal, opened.channel(), false));
        } catch (OverlappingFileLockException e) {
            synchronized (OPEN) {
                LEFT_OPEN.put(file, opened);
            }
            close = false;
            return Optional.empty();
        } finally {
            if (close) {
                opened.channel().close();
            }
        }
    }

    private static LockFile open(Path file) throws IOException {
        synchronized (OPEN) {
            LockFile left = LEFT_OPEN.remove(file);
            if (left != null) {
                return left;
            }
        }
        while (true) {
            if (!Files.exists(file)) {
                Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        .close();
            }
            // Asked before it is opened: if it is the same once it is locked, it is the one that was opened.
            Optional<Object> identity = identity(file);
            try {
                return new LockFile(FileChannel.open(file, StandardOpenOption.WRITE), identity);
            } catch (NoSuchFileException e) {
                log.debug("{} went with its journal just now", file);
            }
        }
    }

    private static Optional<Object> identity(Path file) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(file, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Says who has it, for whoever is kept out. */
    private static void sign(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            // A full disk: the lock holds all the same.
            log.debug("a lock cannot be signed", e);
        }
    }

    /** Who has it, as far as that can be said, for the end of a sentence. */
    static String holder(Path journal) {
        Path file = file(journal);
        synchronized (OPEN) {
            if (LEFT_OPEN.containsKey(file) || !OPEN.add(file)) {
                return " (in this process)";
            }
        }
        try {
            return " (process " + Files.readString(file).strip() + ")";
        } catch (IOException e) {
            // Gone, or not to be read while it is locked, as on Windows.
            return "";
        } finally {
            leave(file);
        }
    }

    private static Path file(Path journal) {
        return journal.resolveSibling(journal.getFileName() + SUFFIX).toAbsolutePath();
    }

    private static Path claim(Path journal) {
        return journal.resolveSibling(journal.getFileName() + ".claim");
    }

    /** When somebody last had the lock, by the clock of this machine or, on a shared disk, its own. */
    static Instant lastTaken(Path journal) throws IOException {
        return Files.getLastModifiedTime(file(journal)).toInstant();
    }

    private static void leave(Path file) {
        synchronized (OPEN) {
            OPEN.remove(file);
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

    /** Whether it was had by another driver until it was given up for this one. */
    boolean wasClaimed() {
        return claimed;
    }

    /** Whether another driver wants it now. */
    boolean isClaimed() {
        try {
            return Files.exists(claim(journal))
                    && Files.getLastModifiedTime(claim(journal))
                            .toInstant()
                            .isAfter(Instant.now().minus(CLAIM_LASTS));
        } catch (IOException e) {
            // It was there and is not: whoever laid it has gone.
            return false;
        }
    }

    /** Takes the lock file away, with what belongs to it, and gives the lock up; whoever waits for it makes another. */
    void remove() throws IOException {
        try (this) {
            Files.deleteIfExists(claim(journal));
            // Where files cannot be told from each other, somebody may lock this one after it has gone, and another its
            // successor.
            if (identity(file(journal)).isPresent()) {
                Files.deleteIfExists(file(journal));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            leave(file(journal));
        }
    }
}
