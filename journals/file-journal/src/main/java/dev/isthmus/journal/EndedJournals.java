package dev.isthmus.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalSnapshot;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes the journals of frameworks that no longer exist. A framework that gets a new id at each start, as a Spark job does, would leave a
 * file for each; whoever opens a journal checks some of the others of its cluster.
 *
 * <p>A journal is deleted {@link Journal#RETENTION} after its framework was removed; or that long after its lease expired, or another
 * failover timeout after it, whichever is longer: a framework with a timeout of a week may come back after ten days, and must be told that
 * it is too late. A journal is deleted only while this process holds its lock, and never if this version cannot read it.
 */
final class EndedJournals {

    /** How many are looked at, at most. The rest have their turn at another opening: they are chosen at random. */
    static final int AT_ONCE = 100;
    /** How much is read of them, about. */
    private static final long BYTES_AT_ONCE = 16L << 20;

    private static final Logger log = LoggerFactory.getLogger(EndedJournals.class);

    private final Path directory;
    private final Instant now;
    /** What there is beside each journal, its lock aside. */
    private final Map<String, List<Path>> beside = new HashMap<>();

    private long bytesLeft = BYTES_AT_ONCE;
    private int deleted;
    private int failed;
    private Optional<Exception> failure = Optional.empty();

    private EndedJournals(Path directory, Instant now) {
        this.directory = directory;
        this.now = now;
    }

    /** Deletes those of this directory whose time is over. What fails is logged, once. */
    static void delete(Path directory, Instant now) {
        EndedJournals ended = new EndedJournals(directory, now);
        try {
            ended.some().forEach(ended::consider);
        } catch (IOException | RuntimeException e) {
            ended.failure(e);
        }
        ended.report();
    }

    /** Each journal has had a lock, and the lock is what would be left if this was interrupted. */
    private List<Path> some() throws IOException {
        List<Path> journals = new ArrayList<>();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(directory, "*" + FileJournalProvider.SUFFIX + ".*")) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                // No dots but these: they are encoded.
                String journal = name.substring(0, name.indexOf('.') + FileJournalProvider.SUFFIX.length());
                if (FileJournalProvider.isOfMaster(Path.of(journal))) {
                    // It forgets its frameworks itself, one by one.
                    continue;
                }
                if (name.equals(journal + JournalLock.SUFFIX)) {
                    journals.add(file.resolveSibling(journal));
                } else {
                    beside.computeIfAbsent(journal, key -> new ArrayList<>()).add(file);
                }
            }
        }
        Collections.shuffle(journals);
        return journals.subList(0, Math.min(AT_ONCE, journals.size()));
    }

    private void consider(Path journal) {
        try {
            // Looked at before it is locked, so that nobody who lives is disturbed.
            boolean untouched = isUntouched(journal);
            if (bytesLeft > 0 && isOver(journal, untouched)) {
                Optional<JournalLock> lock = JournalLock.tryTake(journal);
                if (lock.isPresent()) {
                    delete(journal, lock.get(), untouched);
                }
            }
        } catch (NoSuchFileException e) {
            log.debug("{} went just now: another driver looks too", journal);
        } catch (JournalException e) {
            log.debug("left alone: {}", e.getMessage());
        } catch (IOException | RuntimeException e) {
            failure(e);
        }
    }

    private void delete(Path journal, JournalLock lock, boolean untouched) throws IOException {
        boolean gone = false;
        try {
            // Somebody may have had it in between.
            if (isOver(journal, untouched) && lock.isInPlace()) {
                Files.deleteIfExists(journal);
                for (Path file : beside.getOrDefault(journal.getFileName().toString(), List.of())) {
                    Files.deleteIfExists(file);
                }
                gone = true;
                deleted++;
            }
        } finally {
            if (gone) {
                lock.remove();
            } else {
                lock.close();
            }
        }
    }

    private boolean isOver(Path journal, boolean untouched) throws IOException {
        if (!Files.exists(journal)) {
            return untouched;
        }
        bytesLeft -= Files.size(journal);
        JournalSnapshot past =
                JournalContent.of(JournalText.read(journal).facts()).ofFramework();
        boolean hasBegun = past.lease().isPresent() || past.removed().isPresent();
        return past.isOver(now) && (hasBegun || untouched);
    }

    /** What nobody has written a lease in may be about to get its first: that is told by the file's time alone. */
    private static boolean isUntouched(Path journal) throws IOException {
        return JournalLock.lastTaken(journal).isBefore(Instant.now().minus(Journal.RETENTION));
    }

    private void failure(Exception e) {
        failed++;
        failure = Optional.of(e);
    }

    private void report() {
        if (deleted > 0) {
            log.info("{} journals in {} of frameworks that are no more were deleted", deleted, directory);
        }
        failure.ifPresent(last -> log.warn(
                "{} journals in {} of frameworks that are no more cannot be deleted, and stay: {}",
                failed,
                directory,
                last.toString()));
    }
}
