package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.master.setting.OperatorFact;
import dev.isthmus.master.setting.OperatorSettings;
import dev.isthmus.master.subscription.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one journal of a master, behind what the master asks of each framework: a framework that comes may have to be adopted, which blocks, so it is done on
 * other threads, in order for each.
 */
public final class SharedJournal implements FrameworkJournals, SettingsJournal {

    private static final Logger log = LoggerFactory.getLogger("dev.isthmus.master.Master");

    /** After the journal did not say whether another master has come, when it is asked again. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    /** After an end could not be written, when that is tried again. */
    private static final Duration WRITE_AGAIN = Duration.ofMinutes(1);

    /** After a framework's own journal could not be read, when that is tried again. */
    private static final Duration SEEK_AGAIN = Duration.ofMinutes(1);

    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final MasterJournal journal;
    private final AtomicBoolean isTaken;
    private final ScheduledExecutorService timers;
    private final JournalListener listener;

    private final ExecutorService threads;
    /** Those that are open, or being opened. */
    private final Set<FrameworkId> served = ConcurrentHashMap.newKeySet();
    /** What was asked last of each framework, as long as it is not done. */
    private final Map<FrameworkId, CompletableFuture<Void>> last = new ConcurrentHashMap<>();

    private SharedJournal(
            MasterJournal journal,
            AtomicBoolean isTaken,
            ScheduledExecutorService timers,
            ExecutorService threads,
            JournalListener listener) {
        this.journal = journal;
        this.isTaken = isTaken;
        this.timers = timers;
        this.threads = threads;
        this.listener = listener;
    }

    /**
     * Opens the journal of a cluster's master, and fences whoever leads it now. May block on the store.
     *
     * @param provider empty: there is none, and nothing outlives the master
     * @param cluster the name of the backend's cluster
     * @param timers wait; not shut down
     * @param threads ask the journal, which may block; shut down when this is closed
     * @param taken called once, on any thread, if another master takes the journal over; this one is to serve nobody from then on
     * @throws JournalException if it cannot be opened; the message says what to do
     */
    public static SharedJournal open(
            Optional<JournalProvider> provider,
            String cluster,
            Settings settings,
            InstantSource clock,
            ScheduledExecutorService timers,
            ExecutorService threads,
            JournalListener listener,
            Runnable taken) {
        AtomicBoolean isTaken = new AtomicBoolean();
        MasterJournal journal = provider.map(real -> MasterJournal.open(real, cluster, settings, clock, () -> {
                    isTaken.set(true);
                    taken.run();
                }))
                .orElseGet(MasterJournal::none);
        return new SharedJournal(journal, isTaken, timers, threads, listener);
    }

    @Override
    public void open(FrameworkId framework) {
        served.add(framework);
        inOrder(framework, () -> recall(framework));
    }

    private void recall(FrameworkId framework) {
        try {
            listener.opened(framework, journal.open(framework));
        } catch (RuntimeException e) {
            served.remove(framework);
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
        if (served.contains(framework)) {
            written(framework, entry, journal.write(framework, entry));
        }
    }

    @Override
    public void write(MasterEntry.TaskEnd end) {
        if (served.contains(end.framework())) {
            CompletionStage<Void> write = journal.write(end);
            written(end.framework(), end, write);
            // It is said once by the machine, and ECS knows it for a while yet.
            onFailure(write, failure -> later(WRITE_AGAIN, () -> write(end)));
        }
    }

    private void written(FrameworkId framework, JournalFact fact, CompletionStage<Void> write) {
        onFailure(
                write,
                failure -> log.error(
                        "{} of framework {} could not be written to the journal; after a restart it will not be known: {}",
                        fact,
                        framework,
                        failure.toString()));
    }

    /** Does something about a write that has failed, unless another master has the journal: then all do. */
    @SuppressWarnings("FutureReturnValueIgnored") // What is done does not throw, and nobody waits for it.
    private void onFailure(CompletionStage<Void> write, Consumer<Throwable> then) {
        write.whenComplete((done, failure) -> {
            if (failure != null && !isTaken.get()) {
                then.accept(failure);
            }
        });
    }

    @Override
    public void ask(FrameworkId framework, Epoch seen) {
        if (served.contains(framework)) {
            threads.execute(() -> answer(framework, seen));
        }
    }

    private void answer(FrameworkId framework, Epoch seen) {
        switch (standing()) {
            case FENCED -> log.debug("framework {} is another master's", framework);
            case STANDS -> listener.stands(framework, seen);
            case UNKNOWN -> later(ASK_AGAIN, () -> ask(framework, seen));
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What it runs does not throw, and nobody waits for it.
    private void later(Duration wait, Runnable work) {
        try {
            timers.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("the master's timers were shut down, so the journal is not asked again", e);
        }
    }

    @Override
    public void seek(FrameworkId framework) {
        inOrder(framework, () -> find(framework));
    }

    private void find(FrameworkId framework) {
        try {
            if (journal.isElsewhere(framework)) {
                log.info("framework {} went to a driver of its own, and is left to it with its tasks", framework);
                journal.leave(framework);
                listener.takenOver(framework);
            } else {
                listener.gone(framework);
            }
        } catch (JournalException e) {
            log.warn(
                    "framework {} is away, and its tasks are left alone until it is known whether a driver of its own has it: {}",
                    framework,
                    e.getMessage());
            later(SEEK_AGAIN, () -> seek(framework));
        }
    }

    /** Those that were there before; to be asked before the first framework is opened. */
    public Remembered remembered(Instant shown, Instant now) {
        return Remembered.of(journal.frameworks(), shown, now);
    }

    /**
     * The weights of roles that hold: those that are remembered, or where none is, those that the master is started with, which are remembered from now on. So what an
     * operator has set while a master ran is not undone by the next one's options. Source: Mesos 1.11.0, src/master/master.cpp ({@code _recover}).
     */
    public SortedMap<String, Amount> weights(SortedMap<String, Amount> initial) {
        SortedMap<String, Amount> known = journal.weights();
        if (!known.isEmpty()) {
            if (!initial.isEmpty() && !initial.equals(known)) {
                log.warn(
                        "--weights {} is ignored, as the weights {} are remembered. To change them, PUT /weights",
                        initial,
                        known);
            }
            return known;
        }
        if (!initial.isEmpty()) {
            onFailure(
                    journal.write(new MasterEntry.Weights(initial)),
                    failure -> log.error(
                            "the weights {} could not be written to the journal; a master without --weights will not know them: {}",
                            initial,
                            failure.toString()));
        }
        return initial;
    }

    /** What is set when a master begins. */
    public OperatorSettings settings(SortedMap<String, Amount> weights) {
        return new OperatorSettings(
                new RoleSettings(weights(weights), journal.quotas()), journal.maintenance(), journal.reservations());
    }

    @Override
    public CompletionStage<Void> write(OperatorFact fact) {
        return journal.write(fact.entry());
    }

    /** May block. */
    @Override
    public Standing standing() {
        return journal.standing();
    }

    @Override
    public void close(FrameworkId framework) {
        // What was written is in the journal, in order, before whatever is recalled next.
        served.remove(framework);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // That of the removal, which does not throw.
    private synchronized void inOrder(FrameworkId framework, Runnable work) {
        CompletableFuture<Void> before = last.getOrDefault(framework, CompletableFuture.completedFuture(null));
        CompletableFuture<Void> done = before.thenRunAsync(work, threads).exceptionally(failure -> {
            log.error("the journal failed on framework {}", framework, failure);
            return null;
        });
        last.put(framework, done);
        done.thenRun(() -> last.remove(framework, done));
    }

    @Override
    public void close() {
        served.clear();
        CompletableFuture<Void> all = CompletableFuture.allOf(last.values().toArray(CompletableFuture[]::new));
        try {
            all.get(CLOSING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            log.error("a framework is still being recalled from the journal, which is closed now", e);
        }
        threads.shutdown();
        journal.close();
    }
}
