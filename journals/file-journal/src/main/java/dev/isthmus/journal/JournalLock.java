package dev.isthmus.journal;

import dev.isthmus.api.identity.Epoch;
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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says who owns a journal, among processes and among class loaders of one process. An owner with an {@link EpochFile epoch} says so in the
 * lock, and nobody waits for it: the next opening fences it, and replaces the lock with its own. Every other owner, such as a driver of a
 * version without epochs, keeps the lock until it releases it: whoever wants the journal puts a claim beside it, a file whose time it keeps
 * up to date; the owner checks for claims, and releases the lock.
 *
 * <p>The lock is a file of its own beside the journal. It is deleted with the journal, or replaced, so whoever has locked it checks whether
 * it is still the current one.
 */
final class JournalLock implements AutoCloseable {

    /** What the name of the file adds to the journal's. */
    static final String SUFFIX = ".lock";

    /** What a lock says after the process, if its holder looks for newer epochs. */
    private static final String BY_EPOCH = " (by epoch)";

    private static final Logger log = LoggerFactory.getLogger(JournalLock.class);
    private static final Duration TRY_EVERY = Duration.ofMillis(50);
    /** A claim that has not been touched for so long is that of a process that has died waiting. */
    private static final Duration CLAIM_LASTS = Duration.ofSeconds(5);

    /**
     * The lock files that drivers of this process have open; guards all that is static. POSIX gives up all locks that a process has on a file
     * as soon as it closes the file anywhere, so no file is opened twice.
     */
    private static final Map<Path, Hold> OPEN = new HashMap<>();

    /** Those that a driver of another class loader of this process has locked: if they were closed, its lock would be gone. */
    private static final Map<Path, LockFile> LEFT_OPEN = new HashMap<>();

    /**
     * An open lock file.
     *
     * @param identity tells it from any other file that was or will be at its place; empty where the system does not say
     */
    private record LockFile(FileChannel channel, Optional<Object> identity) {}

    /** Somebody's hold on a lock file, in this process. Its own identity tells it from others. */
    private static final class Hold {
        private final boolean byEpoch;

        private Hold(boolean byEpoch) {
            this.byEpoch = byEpoch;
        }
    }

    /** How an attempt came out. */
    private sealed interface Attempt {

        /** What follows from it, in each of its cases. */
        <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held);

        /** The lock, if it is ours. */
        default Optional<JournalLock> lock() {
            return fold(taken -> Optional.of(taken.held()), held -> Optional.empty());
        }

        /** It is ours. */
        record Taken(JournalLock held) implements Attempt {
            @Override
            public <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held) {
                return taken.apply(this);
            }
        }

        /** Somebody has it, who has the journal by an epoch, or for as long as it likes. */
        record Held(boolean byEpoch) implements Attempt {
            @Override
            public <R> R fold(Function<? super Taken, ? extends R> taken, Function<? super Held, ? extends R> held) {
                return held.apply(this);
            }
        }
    }

    /**
     * What came of taking it.
     *
     * @param lock the lock; empty if somebody has it who is to be fenced
     * @param tookOver whether somebody had it
     */
    record Outcome(Optional<JournalLock> lock, boolean tookOver) {}

    private final Path journal;
    private final LockFile locked;
    private final Hold hold;

    private JournalLock(Path journal, LockFile locked, Hold hold) {
        this.journal = journal;
        this.locked = locked;
        this.hold = hold;
    }

    /**
     * Takes the lock of a journal for an opening by epoch, from whoever has it for as long as it likes.
     *
     * @param whose whose journal it is, for the user
     * @param patience how long to wait for that
     * @throws JournalException if it is not given up
     */
    static Outcome take(Path journal, String whose, Duration patience) throws IOException {
        Path claim = claim(journal);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            boolean claiming = false;
            boolean seenByEpoch = false;
            while (true) {
                Attempt attempt = attempt(journal, true);
                Optional<JournalLock> ours = attempt.lock();
                if (ours.isPresent()) {
                    return new Outcome(ours, claiming);
                }
                // Where files cannot be told from each other (Windows), none can be put in the place of one that is
                // open.
                if (attempt.fold(taken -> false, Attempt.Held::byEpoch)
                        && identity(file(journal)).isPresent()) {
                    // What is said there may be of the one before, as who has just locked it to take it away has not
                    // said
                    // otherwise yet: it must say so twice.
                    if (seenByEpoch) {
                        return new Outcome(Optional.empty(), true);
                    }
                    seenByEpoch = true;
                    pause();
                    continue;
                }
                seenByEpoch = false;
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

    /** Takes the lock if nobody has it, to have it for as long as it takes. */
    static Optional<JournalLock> tryTake(Path journal) throws IOException {
        return attempt(journal, false).lock();
    }

    private static Attempt attempt(Path journal, boolean byEpoch) throws IOException {
        Path file = file(journal);
        Hold hold = new Hold(byEpoch);
        synchronized (OPEN) {
            Hold other = OPEN.putIfAbsent(file, hold);
            if (other != null) {
                return new Attempt.Held(other.byEpoch);
            }
        }
        boolean taken = false;
        try {
            Attempt attempt = lock(journal, file, hold);
            taken = attempt.lock().isPresent();
            return attempt;
        } finally {
            if (!taken) {
                leave(file, hold);
            }
        }
    }

    private static Attempt lock(Path journal, Path file, Hold hold) throws IOException {
        LockFile opened = open(file);
        boolean close = true;
        try {
            @Nullable FileLock lock = opened.channel().tryLock();
            if (lock == null) {
                // Another process has it.
                return new Attempt.Held(isSignedByEpoch(opened.channel()));
            }
            if (!isThere(file, opened)) {
                // It has gone with its journal since it was opened, or another is in its place.
                return new Attempt.Held(false);
            }
            sign(opened.channel(), hold.byEpoch);
            close = false;
            return new Attempt.Taken(new JournalLock(journal, opened, hold));
        } catch (OverlappingFileLockException e) {
            if (isThere(file, opened)) {
                synchronized (OPEN) {
                    LEFT_OPEN.put(file, opened);
                }
                close = false;
            }
            return new Attempt.Held(isSignedByEpoch(opened.channel()));
        } finally {
            if (close) {
                opened.channel().close();
            }
        }
    }

    private static boolean isThere(Path file, LockFile opened) throws IOException {
        return Files.exists(file) && identity(file).equals(opened.identity());
    }

    /**
     * Puts a lock of this process in the place of what is there, which a driver has that is fenced by now.
     *
     * @throws IOException if the system does not let it; who has the lock then keeps it
     */
    static JournalLock replace(Disk disk, Path journal, Epoch epoch) throws IOException {
        Path file = file(journal);
        Path fresh = file.resolveSibling(file.getFileName() + "-" + epoch);
        Hold hold = new Hold(true);
        FileChannel channel =
                FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        boolean placed = false;
        try {
            if (channel.tryLock() == null) {
                throw new IOException("another process has locked " + fresh);
            }
            sign(channel, true);
            JournalLock lock = new JournalLock(journal, new LockFile(channel, identity(fresh)), hold);
            synchronized (OPEN) {
                disk.replace(fresh, file);
                OPEN.put(file, hold);
            }
            placed = true;
            return lock;
        } finally {
            if (!placed) {
                channel.close();
            }
        }
    }

    /** Whether what is locked is still the lock of the journal, and not another that was put in its place. */
    boolean isInPlace() throws IOException {
        return isThere(file(journal), locked);
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
                return new LockFile(
                        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE), identity);
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

    /** Says who has it, and how, for whoever comes next. */
    private static void sign(FileChannel channel, boolean byEpoch) {
        try {
            String words = ProcessHandle.current().pid() + (byEpoch ? BY_EPOCH : "");
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            // A full disk: the lock holds all the same, and will be asked for.
            log.debug("a lock cannot be signed", e);
        }
    }

    private static boolean isSignedByEpoch(FileChannel channel) {
        try {
            ByteBuffer bytes = ByteBuffer.allocate(100);
            while (bytes.hasRemaining() && channel.read(bytes, bytes.position()) > 0) {}
            return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).endsWith(BY_EPOCH);
        } catch (IOException e) {
            // Not to be read while it is locked, as on Windows.
            log.debug("a lock cannot be read", e);
            return false;
        }
    }

    /** Who has it, as far as that can be said, for the end of a sentence. */
    static String holder(Path journal) {
        Path file = file(journal);
        Hold hold = new Hold(false);
        synchronized (OPEN) {
            if (LEFT_OPEN.containsKey(file) || OPEN.putIfAbsent(file, hold) != null) {
                return " (in this process)";
            }
        }
        try {
            return " (process " + Files.readString(file).replace(BY_EPOCH, "").strip() + ")";
        } catch (IOException e) {
            // Gone, or not to be read while it is locked, as on Windows.
            return "";
        } finally {
            leave(file, hold);
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

    private static void leave(Path file, Hold hold) {
        synchronized (OPEN) {
            OPEN.remove(file, hold);
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
            if (locked.identity().isPresent() && isInPlace()) {
                Files.deleteIfExists(file(journal));
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            locked.channel().close();
        } finally {
            leave(file(journal), hold);
        }
    }
}
