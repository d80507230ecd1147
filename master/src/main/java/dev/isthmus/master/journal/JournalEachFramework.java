package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A journal for each framework, the one that its own driver would open: so a framework may move between the two, and the one that it has left is fenced. Whoever asks
 * whether the master stands, asks all of the journals that are open, as a call to the backend may be for any of them: while one is another driver's, none is sent, until the
 * master has let go of that framework.
 */
public final class JournalEachFramework implements FrameworkJournals {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    private static final int MOST_THREADS = 8;
    private static final Duration IDLE = Duration.ofSeconds(10);
    /** After a journal did not say whether another driver has come, when it is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Function<JournalProvider.Context, Optional<Journal>> provider;
    private final String cluster;
    private final Settings settings;
    private final InstantSource clock;
    private final ScheduledExecutorService timers;
    private final JournalListener listener;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            MOST_THREADS, MOST_THREADS, IDLE.toSeconds(), TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                Thread thread = new Thread(work, "isthmus-master-journals");
                thread.setDaemon(true);
                return thread;
            });
    private final Map<FrameworkId, HeldJournal> held = new ConcurrentHashMap<>();
    /** What was asked last of each framework, as long as it is not done. */
    private final Map<FrameworkId, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    /**
     * None is open.
     *
     * @param provider opens a journal, and may block; empty: there is none, and nothing outlives the master
     * @param cluster the name of the backend's cluster
     * @param timers wait; not shut down
     */
    public JournalEachFramework(
            Function<JournalProvider.Context, Optional<Journal>> provider,
            String cluster,
            Settings settings,
            InstantSource clock,
            ScheduledExecutorService timers,
            JournalListener listener) {
        this.provider = provider;
        this.cluster = cluster;
        this.settings = settings;
        this.clock = clock;
        this.timers = timers;
        this.listener = listener;
        threads.allowCoreThreadTimeOut(true);
    }

    @Override
    public void open(FrameworkId framework) {
        HeldJournal opening = new HeldJournal(framework, listener);
        held.put(framework, opening);
        inOrder(framework, () -> open(opening));
    }

    private void open(HeldJournal opening) {
        FrameworkId framework = opening.framework();
        try {
            opening.open(provider.apply(new JournalProvider.Context(
                    new JournalKey(cluster, framework), settings, clock, opening::takenOver)));
        } catch (RuntimeException e) {
            held.remove(framework, opening);
            if (e instanceof JournalException) {
                // The message says it all.
                log.error("framework {} cannot be served: {}", framework, e.getMessage());
            } else {
                log.error("framework {} cannot be served", framework, e);
            }
            listener.failed(framework, "The framework cannot be served: " + e.getMessage());
        }
    }

    @Override
    public void write(FrameworkId framework, JournalEntry entry) {
        find(framework).ifPresent(journal -> journal.write(entry));
    }

    private Optional<HeldJournal> find(FrameworkId framework) {
        return Optional.ofNullable(held.get(framework));
    }

    @Override
    public void ask(FrameworkId framework, Epoch seen) {
        find(framework).ifPresent(journal -> ask(journal, seen));
    }

    private void ask(HeldJournal journal, Epoch seen) {
        if (!journal.isClosed()) {
            threads.execute(() -> answer(journal, seen));
        }
    }

    private void answer(HeldJournal journal, Epoch seen) {
        switch (journal.standing()) {
            case FENCED -> {
                // Which has been told.
            }
            case STANDS -> listener.stands(journal.framework(), seen);
            case UNKNOWN -> later(() -> ask(journal, seen));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it runs does not throw, and nobody waits for it.
    private void later(Runnable work) {
        try {
            timers.schedule(work, ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the master's timers were shut down, so no journal is asked again", e);
        }
    }

    /** May block. */
    @Override
    public Standing standing() {
        for (HeldJournal journal : held.values()) {
            if (!journal.isClosed() && journal.standing() != Standing.STANDS) {
                return Standing.UNKNOWN;
            }
        }
        return Standing.STANDS;
    }

    @Override
    public void close(FrameworkId framework) {
        HeldJournal closing = held.remove(framework);
        if (closing != null) {
            closing.closing();
            inOrder(framework, closing::close);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // That of the removal, which does not throw.
    private void inOrder(FrameworkId framework, Runnable work) {
        CompletableFuture<Void> before = last.getOrDefault(framework, CompletableFuture.completedFuture(null));
        CompletableFuture<Void> done = before.thenRunAsync(work, threads).exceptionally(failure -> {
            log.error("the journal of framework {} failed", framework, failure);
            return null;
        });
        last.put(framework, done);
        done.thenRun(() -> last.remove(framework, done));
    }

    @Override
    public void close() {
        held.keySet().forEach(this::close);
        CompletableFuture<Void> all = CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new));
        try {
            all.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.error("not all journals were closed; what was written last may be lost", e);
        }
        threads.shutdown();
    }
}
