package dev.isthmus.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalOwner;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal in a file. Its thread writes everything that was queued since the last write with one sync, if its epoch is valid before and
 * after; between writes it checks whether it still is, and whether a driver of a version without epochs claims the journal.
 */
final class FileJournal implements Journal {

    private static final Duration LOOK = Duration.ofMillis(250);
    private static final String TAKEN = "another driver has taken the journal over";
    private static final Logger log = LoggerFactory.getLogger(FileJournal.class);

    private record Write(@Nullable JournalFact fact, CompletableFuture<Void> done) {}

    private final JournalFile file;
    private final EpochFile epoch;
    private final boolean tookOver;
    private final Runnable taken;
    private final JournalContent recalled;
    private final JournalOwner owner;
    private final Thread thread;
    private final BlockingQueue<Write> queue = new LinkedBlockingQueue<>();
    private final Object closing = new Object();
    /** Why nothing more is written; guarded by {@link #closing}. */
    private @Nullable String closed;
    /** Whether that is because another driver has it. */
    private volatile boolean lost;
    /** For the thread alone; so is what follows. */
    private final WrittenEntries entries;

    private JournalLock lock;
    private long lookedAt = System.nanoTime();
    /** Whether the last write failed: that is said once. */
    private boolean failing;
    /** Whether the epoch could not be read: so is that. */
    private volatile boolean blind;

    FileJournal(
            JournalFile file,
            EpochFile epoch,
            JournalLock lock,
            boolean tookOver,
            List<JournalFact> facts,
            JournalProvider.Context context) {
        this.file = file;
        this.epoch = epoch;
        this.lock = lock;
        this.tookOver = tookOver;
        this.taken = context.taken();
        this.owner = context.key().owner();
        this.entries = new WrittenEntries(file, facts, context.clock());
        this.recalled = JournalContent.of(facts);
        this.thread = new Thread(this::run, "isthmus-journal-" + FileJournalProvider.name(owner));
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public JournalSnapshot recall() {
        return recalled.ofFramework();
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return recalled.ofMaster();
    }

    @Override
    public boolean tookOver() {
        return tookOver;
    }

    @Override
    public Epoch epoch() {
        return epoch.epoch();
    }

    @Override
    public Standing standing() {
        if (isClosed()) {
            return Standing.FENCED;
        }
        try {
            if (epoch.stands()) {
                blind = false;
                // A claim may have been granted meanwhile.
                return isClosed() ? Standing.FENCED : Standing.STANDS;
            }
        } catch (IOException e) {
            if (!blind) {
                blind = true;
                log.error(
                        "{} cannot be read, which says whether another driver has come: {}. Until it can be, nothing is launched, stopped or"
                                + " written. Mend that. This is said once",
                        epoch.path(),
                        e.toString());
            }
            return Standing.UNKNOWN;
        }
        lose();
        return Standing.FENCED;
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        synchronized (closing) {
            String refusal = owner.takes(fact) ? closed : "the journal of " + owner + " takes no " + fact;
            if (refusal != null) {
                return CompletableFuture.failedFuture(new JournalException(refusal));
            }
            CompletableFuture<Void> done = new CompletableFuture<>();
            queue.add(new Write(fact, done));
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

    /** Takes no more writes; what is in the queue is still written, if it may be. Says whether it was open. */
    private boolean end(String reason) {
        synchronized (closing) {
            if (closed != null) {
                return false;
            }
            closed = reason;
            // Wakes the thread.
            queue.add(new Write(null, new CompletableFuture<>()));
            return true;
        }
    }

    /** Another driver has it. */
    private void lose() {
        synchronized (closing) {
            lost |= end(TAKEN);
        }
    }

    private void run() {
        try {
            while (true) {
                List<Write> batch = nextBatch();
                put(batch);
                if (isClosed() && queue.isEmpty()) {
                    return;
                }
                look();
            }
        } catch (InterruptedException e) {
            end("the journal's thread was interrupted");
            log.error("the journal's thread was interrupted; nothing is written any more", e);
        } finally {
            release();
            if (lost) {
                taken.run();
            }
        }
    }

    private void look() {
        if (isClosed() || System.nanoTime() - lookedAt < LOOK.toNanos()) {
            return;
        }
        lookedAt = System.nanoTime();
        if (standing() != Standing.STANDS) {
            return;
        }
        if (lock.isClaimed()) {
            lose();
            return;
        }
        try {
            if (!lock.isInPlace()) {
                JournalLock orphan = lock;
                lock = JournalLock.replace(file.disk(), file.path(), epoch());
                orphan.close();
            }
        } catch (IOException e) {
            log.debug("the lock of {} is another's, and stays so for now", file.path(), e);
        }
    }

    private boolean isClosed() {
        synchronized (closing) {
            return closed != null;
        }
    }

    private List<Write> nextBatch() throws InterruptedException {
        List<Write> batch = new ArrayList<>();
        Write first = queue.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            queue.drainTo(batch);
        }
        return batch;
    }

    private void put(List<Write> batch) {
        List<JournalFact> added =
                batch.stream().flatMap(write -> Stream.ofNullable(write.fact())).toList();
        if (!added.isEmpty()) {
            try {
                requireStanding();
                file.append(added);
                // Whoever came meanwhile may have read the file before this was in it.
                requireStanding();
            } catch (TakenOverException e) {
                batch.forEach(write -> write.done().completeExceptionally(new JournalException(TAKEN, e)));
                return;
            } catch (IOException | RuntimeException e) {
                fail(batch, e);
                return;
            }
            if (failing) {
                failing = false;
                log.info("the journal {} can be written again", file.path());
            }
            entries.add(added);
        }
        batch.forEach(write -> write.done().complete(null));
    }

    private void requireStanding() throws IOException {
        // A claim is granted once all that was written before is durable.
        if (!epoch.stands()) {
            lose();
            throw new TakenOverException();
        }
    }

    private void fail(List<Write> batch, Exception cause) {
        JournalException failure = new JournalException(
                "The journal " + file.path() + " cannot be written: " + file.words(cause)
                        + ". Mend that: what is not written is not known after a restart",
                cause);
        if (!failing) {
            failing = true;
            log.error("{}. This is said once", failure.getMessage(), cause);
        }
        batch.forEach(write -> write.done().completeExceptionally(failure));
    }

    private void release() {
        List<Write> left = new ArrayList<>();
        queue.drainTo(left);
        left.forEach(write -> write.done().completeExceptionally(new JournalException("the journal is closed")));
        try {
            try {
                file.close();
            } finally {
                lock.close();
            }
        } catch (IOException e) {
            log.warn("the journal {} cannot be closed", file.path(), e);
        }
    }
}
