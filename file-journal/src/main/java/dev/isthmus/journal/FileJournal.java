package dev.isthmus.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.Recollection;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a file. Its thread writes what has gathered since it last wrote, all of it with one sync; between writes it looks whether
 * another driver claims the journal.
 */
final class FileJournal implements Journal {

    /** Fewer needless lines than this are not worth writing the file anew. */
    static final int WORTH_REWRITING = 1_000;

    private static final Duration LOOK_FOR_CLAIMS = Duration.ofMillis(250);
    private static final Logger log = LoggerFactory.getLogger(FileJournal.class);

    private record Write(@Nullable JournalEntry entry, CompletableFuture<Void> done) {}

    private final JournalFile file;
    private final JournalLock lock;
    private final InstantSource clock;
    private final Runnable taken;
    private final Recollection recalled;
    private final Thread thread;
    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Object closing = new Object();
    /** Why nothing more is written; guarded by {@link #closing}. */
    private @Nullable String closed;
    /** Of the file as it is now, for the thread alone; so is what follows. */
    private final List<JournalEntry> entries;

    /** Of how many entries on it is worth being written anew. */
    private int tidyFrom = WORTH_REWRITING;
    /** Whether the last write failed: that is said once. */
    private boolean failing;

    FileJournal(
            JournalFile file,
            JournalLock lock,
            List<JournalEntry> entries,
            String name,
            InstantSource clock,
            Runnable taken) {
        this.file = file;
        this.lock = lock;
        this.clock = clock;
        this.taken = taken;
        this.entries = new ArrayList<>(entries);
        this.recalled = Recollection.of(entries);
        this.thread = new Thread(this::run, "isthmus-journal-" + name);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Recollection recall() {
        return recalled;
    }

    @Override
    public boolean tookOver() {
        return lock.wasClaimed();
    }

    @Override
    public CompletionStage<Void> write(JournalEntry entry) {
        return submit(entry);
    }

    private CompletableFuture<Void> submit(@Nullable JournalEntry entry) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        synchronized (closing) {
            if (closed == null) {
                queue.add(new Write(entry, done));
                return done;
            }
            done.completeExceptionally(new JournalException(closed));
            return done;
        }
    }

    @Override
    public void close() {
        end("the journal is closed");
        boolean interrupted = false;
        while (thread.isAlive() && Thread.currentThread() != thread) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                // What was written is to be durable all the same; the caller learns of it afterwards.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes no more writes; what is in the queue is still written. */
    private void end(String reason) {
        synchronized (closing) {
            if (closed == null) {
                closed = reason;
                // Wakes the thread.
                queue.add(new Write(null, new CompletableFuture<>()));
            }
        }
    }

    private void run() {
        boolean claimed = false;
        try {
            while (true) {
                List<Write> batch = nextBatch();
                put(batch);
                if (isClosed() && queue.isEmpty()) {
                    return;
                }
                if (!claimed && lock.isClaimed()) {
                    claimed = true;
                    end("another driver has taken the journal over");
                }
            }
        } catch (InterruptedException e) {
            end("the journal's thread was interrupted");
            log.error("the journal's thread was interrupted; nothing is written any more", e);
        } finally {
            release();
            if (claimed) {
                taken.run();
            }
        }
    }

    private boolean isClosed() {
        synchronized (closing) {
            return closed != null;
        }
    }

    private List<Write> nextBatch() throws InterruptedException {
        List<Write> batch = new ArrayList<>();
        Write first = queue.poll(LOOK_FOR_CLAIMS.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch);
        }
        return batch;
    }

    private void put(List<Write> batch) {
        List<JournalEntry> added = new ArrayList<>();
        for (Write write : batch) {
            if (write.entry() != null) {
                added.add(write.entry());
            }
        }
        if (!added.isEmpty()) {
            try {
                file.append(added);
            } catch (IOException | RuntimeException e) {
                fail(batch, e);
                return;
            }
            if (failing) {
                failing = false;
                log.info("the journal {} can be written again", file.path());
            }
            entries.addAll(added);
            tidy();
        }
        batch.forEach(write -> write.done().complete(null));
    }

    private void fail(List<Write> batch, Exception cause) {
        JournalException failure = new JournalException(
                "The journal " + file.path() + " cannot be written: " + cause
                        + ". Mend that: what is not written is not known after a restart",
                cause);
        if (!failing) {
            failing = true;
            log.error("{}. This is said once", failure.getMessage(), cause);
        }
        batch.forEach(write -> write.done().completeExceptionally(failure));
    }

    private void tidy() {
        if (entries.size() < tidyFrom) {
            return;
        }
        Recollection kept = Recollection.of(entries).since(clock.instant().minus(RETENTION));
        List<JournalEntry> fewest = kept.entries();
        if (entries.size() - fewest.size() < Math.max(WORTH_REWRITING / 2, fewest.size())) {
            return;
        }
        try {
            file.rewrite(kept);
            entries.clear();
            entries.addAll(fewest);
            tidyFrom = WORTH_REWRITING;
        } catch (IOException | RuntimeException e) {
            // The old file still holds everything; it only stays long. It is not tried at each write.
            tidyFrom = entries.size() + WORTH_REWRITING;
            log.warn("the journal {} cannot be made shorter, and stays as it is: {}", file.path(), e.toString());
        }
    }

    private void release() {
        try (lock;
                file) {
            List<Write> left = new ArrayList<>();
            queue.drainTo(left);
            left.forEach(write -> write.done().completeExceptionally(new JournalException("the journal is closed")));
        } catch (IOException e) {
            log.warn("the journal {} cannot be closed", file.path(), e);
        }
    }
}
