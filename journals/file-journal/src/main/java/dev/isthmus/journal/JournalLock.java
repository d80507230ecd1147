package dev.isthmus.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    private static final String IN_THIS_PROCESS = " (in this process)";

    private static final Duration TRY_EVERY = Duration.ofMillis(50);

    /**
     * The lock files that drivers of this process have open; guards all that is static. POSIX gives up all locks that a process has on a file
     * as soon as it closes the file anywhere, so no file is opened twice.
     */
    private static final Map<Path, Hold> OPEN = new HashMap<>();

    /** Somebody's hold on a lock file, in this process. Its own identity tells it from others. */
    private static final class Hold {
        private final boolean byEpoch;

        private Hold(boolean byEpoch) {
            this.byEpoch = byEpoch;
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
        LockClaim claim = LockClaim.of(journal);
        try {
            long deadline = System.nanoTime() + patience.toNanos();
            boolean claiming = false;
            boolean seenByEpoch = false;
            while (true) {
                LockAttempt attempt = attempt(journal, true);
                Optional<JournalLock> ours = attempt.lock();
                if (ours.isPresent()) {
                    return new Outcome(ours, claiming);
                }
                // Where files cannot be told from each other (Windows), none can be put in the place of one that is
                // open.
                if (attempt.fold(taken -> false, LockAttempt.Held::byEpoch)
                        && LockFile.identity(file(journal)).isPresent()) {
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
                claim.lay();
                claiming = true;
                pause();
            }
        } finally {
            claim.withdraw();
        }
    }

    /** Takes the lock if nobody has it, to have it for as long as it takes. */
    static Optional<JournalLock> tryTake(Path journal) throws IOException {
        return attempt(journal, false).lock();
    }

    /** Whether somebody has it. It is not taken, and who takes it by epoch at this moment tries again and notices nothing. */
    static boolean isHeld(Path journal) throws IOException {
        Path file = file(journal);
        Hold look = new Hold(true);
        synchronized (OPEN) {
            if (OPEN.putIfAbsent(file, look) != null) {
                return true;
            }
        }
        try {
            return Files.exists(file) && LockFile.isLocked(file);
        } finally {
            leave(file, look);
        }
    }

    private static LockAttempt attempt(Path journal, boolean byEpoch) throws IOException {
        Path file = file(journal);
        Hold hold = new Hold(byEpoch);
        synchronized (OPEN) {
            Hold other = OPEN.putIfAbsent(file, hold);
            if (other != null) {
                return new LockAttempt.Held(other.byEpoch);
            }
        }
        boolean taken = false;
        try {
            LockAttempt attempt = lock(journal, file, hold);
            taken = attempt.lock().isPresent();
            return attempt;
        } finally {
            if (!taken) {
                leave(file, hold);
            }
        }
    }

    private static LockAttempt lock(Path journal, Path file, Hold hold) throws IOException {
        LockFile opened = LockFile.open(file);
        boolean close = true;
        try {
            @Nullable FileLock lock = opened.channel().tryLock();
            if (lock == null) {
                // Another process has it.
                return new LockAttempt.Held(LockSignature.isByEpoch(opened.channel()));
            }
            if (!opened.isAt(file)) {
                // It has gone with its journal since it was opened, or another is in its place.
                return new LockAttempt.Held(false);
            }
            LockSignature.write(opened.channel(), hold.byEpoch);
            close = false;
            return new LockAttempt.Taken(new JournalLock(journal, opened, hold));
        } catch (OverlappingFileLockException e) {
            close = !opened.isLeftOpen(file);
            return new LockAttempt.Held(LockSignature.isByEpoch(opened.channel()));
        } finally {
            if (close) {
                opened.channel().close();
            }
        }
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
            LockSignature.write(channel, true);
            JournalLock lock = new JournalLock(journal, new LockFile(channel, LockFile.identity(fresh)), hold);
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
        return locked.isAt(file(journal));
    }

    /** Who has it, as far as that can be said, for the end of a sentence. */
    static String holder(Path journal) {
        Path file = file(journal);
        Hold hold = new Hold(false);
        synchronized (OPEN) {
            if (OPEN.putIfAbsent(file, hold) != null) {
                return IN_THIS_PROCESS;
            }
        }
        try {
            return LockFile.hasBeenLeftOpen(file) ? IN_THIS_PROCESS : " (process " + LockSignature.process(file) + ")";
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

    /** When somebody last had the lock, by the clock of this machine or, on a shared disk, its own. */
    static Instant lastTaken(Path journal) throws IOException {
        return Files.getLastModifiedTime(file(journal)).toInstant();
    }

    private static void leave(Path file, Hold hold) {
        synchronized (OPEN) {
            OPEN.remove(file, hold);
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
        return LockClaim.of(journal).isFresh();
    }

    /** Takes the lock file away, with what belongs to it, and gives the lock up; whoever waits for it makes another. */
    void remove() throws IOException {
        try (this) {
            LockClaim.of(journal).withdraw();
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
