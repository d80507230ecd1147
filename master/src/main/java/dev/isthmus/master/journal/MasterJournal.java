package dev.isthmus.master.journal;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.MasterTally;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.master.reservation.ReservedShares;
import dev.isthmus.master.serving.RecalledJournal;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a master remembers: one journal for all its frameworks. A framework that comes from a driver of its own is adopted: its journal is opened, which
 * fences that driver, and imported once. Without a journal all of it works, and nothing is remembered.
 *
 * <p>Its methods may be called on any thread, for one framework by one at a time. {@link #open(FrameworkId)}, {@link #standing} and {@link #isElsewhere}
 * may block on the store; no lock is held meanwhile.
 */
public final class MasterJournal implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(MasterJournal.class);
    /** After so many entries it is looked what need not be remembered any more. */
    private static final int FORGET_AFTER = 10_000;

    /** The journals of a cluster, and how they are opened. */
    private record Store(JournalProvider provider, String cluster, Settings settings, InstantSource clock) {

        Journal open(JournalKey key, Runnable taken) {
            return provider.open(new JournalProvider.Context(key, settings, clock, taken));
        }

        JournalKey own(FrameworkId framework) {
            return new JournalKey(cluster, framework);
        }

        JournalSnapshot look(FrameworkId framework) {
            return provider.look(own(framework), settings).ofFramework();
        }
    }

    /** What is there where there is a journal. */
    private record Kept(Store store, Journal journal) {}

    private final Optional<Kept> kept;
    private final Object lock = new Object();
    /** Guarded by the lock, as is what follows. */
    private final MasterTally tally = new MasterTally();
    /** Those that the journal knew at its opening and that have not come since: whoever had it before may have served them. */
    private final Set<FrameworkId> awaited = new TreeSet<>();

    private int untilForgetting = FORGET_AFTER;

    private MasterJournal(Optional<Kept> kept) {
        this.kept = kept;
        kept.ifPresent(its -> {
            MasterJournalSnapshot recalled = its.journal().recallMaster();
            recalled.entries().forEach(tally::add);
            awaited.addAll(recalled.frameworks().keySet());
        });
    }

    /** One that remembers nothing ({@code ISTHMUS_JOURNAL=none}). */
    public static MasterJournal none() {
        return new MasterJournal(Optional.empty());
    }

    /**
     * Opens the journal of the master of a cluster, and fences whoever leads it now. May block on the store.
     *
     * @param taken called once, on a thread of the journal's, if another master takes it over; this one serves nobody from then on
     * @throws JournalException if it cannot be opened; the message says what to do
     */
    public static MasterJournal open(
            JournalProvider provider, String cluster, Settings settings, InstantSource clock, Runnable taken) {
        Store store = new Store(provider, cluster, settings, clock);
        return new MasterJournal(Optional.of(new Kept(store, store.open(JournalKey.ofMaster(cluster), taken))));
    }

    /** The epoch of this master; empty without a journal. */
    public Optional<Epoch> epoch() {
        return kept.map(its -> its.journal().epoch());
    }

    /** The frameworks that are remembered, with their leases: those that do not come back in time are to be removed. */
    public SortedMap<FrameworkId, MasterJournalSnapshot.OfFramework> frameworks() {
        return snapshot().frameworks();
    }

    /** The weights of the roles that were ever given one. */
    public SortedMap<String, Amount> weights() {
        return snapshot().weights();
    }

    /** The quotas of the roles that have one. */
    public SortedMap<String, MasterEntry.Quota> quotas() {
        return snapshot().quotas();
    }

    /** What is reserved of the agents of which something is. */
    public SortedMap<AgentId, ResourcesByReservation> reservations() {
        SortedMap<AgentId, ResourcesByReservation> reserved = new TreeMap<>();
        snapshot().reserved().forEach((agent, shares) -> reserved.put(agent, ReservedShares.read(shares)));
        return reserved;
    }

    /** The maintenance of the cluster's machines. */
    public MaintenancePlan maintenance() {
        return snapshot().maintenance();
    }

    private MasterJournalSnapshot snapshot() {
        synchronized (lock) {
            return tally.snapshot();
        }
    }

    /**
     * A framework comes. If it has had a driver of its own since the master knew it last, that one is fenced, and what it remembered becomes part of what the
     * master does, before this returns.
     *
     * @throws JournalException if its own journal cannot be read, or not be imported: it is then as it was, and the framework is to come again
     */
    public RecalledJournal open(FrameworkId framework) {
        return kept.map(its -> open(framework, its)).orElse(RecalledJournal.NONE);
    }

    private RecalledJournal open(FrameworkId framework, Kept its) {
        boolean adopted =
                Adoption.isDue(its.store().look(framework), past(framework).own()) && adopt(framework, its);
        synchronized (lock) {
            boolean tookOver = awaited.remove(framework) && its.journal().tookOver();
            return new RecalledJournal(
                    Optional.of(tally.framework(framework)),
                    tookOver || adopted,
                    Optional.of(its.journal().epoch()));
        }
    }

    private MasterJournalSnapshot.OfFramework past(FrameworkId framework) {
        synchronized (lock) {
            return tally.framework(framework);
        }
    }

    /** Whether a driver of its own had it until now. */
    private boolean adopt(FrameworkId framework, Kept its) {
        if (its.journal().standing() != Standing.STANDS) {
            throw new JournalException(
                    "Framework " + framework
                            + " has a driver of its own, and is not taken from it: another master has the journal, or its store does not answer");
        }
        try (Journal own = its.store().open(its.store().own(framework), () -> {})) {
            List<MasterEntry> imports =
                    Adoption.imports(framework, own.recall(), past(framework).own());
            await(framework, imports.stream().map(its.journal()::write).toList());
            synchronized (lock) {
                imports.forEach(tally::add);
            }
            // Last: until this is durable, whoever opens it next imports it again.
            await(
                    framework,
                    List.of(own.write(new JournalEntry.Moved(its.store().clock().instant()))));
            log.info(
                    "framework {} comes from a driver of its own; {} entries of its journal were taken over",
                    framework,
                    imports.size());
            return own.tookOver();
        }
    }

    private static void await(FrameworkId framework, List<CompletionStage<Void>> writes) {
        try {
            writes.forEach(write -> write.toCompletableFuture().join());
        } catch (CompletionException e) {
            throw new JournalException(
                    "The journal of framework " + framework + " cannot be taken over: " + e.getCause()
                            + ". It is as it was; the framework may come again",
                    e);
        }
    }

    /** Writes what the framework's machine wants remembered. */
    public CompletionStage<Void> write(FrameworkId framework, JournalEntry entry) {
        return write(new MasterEntry.OfFramework(framework, entry));
    }

    /** Writes an entry. It counts at once, durable or not: this master knows it. */
    public CompletionStage<Void> write(MasterEntry entry) {
        if (kept.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Kept its = kept.get();
        synchronized (lock) {
            tally.add(entry);
            if (--untilForgetting == 0) {
                untilForgetting = FORGET_AFTER;
                tally.forget(its.store().clock().instant());
            }
            // It does not wait (R-JN-03), and what is written is in the order in which it counts.
            return its.journal().write(entry);
        }
    }

    /** Whether this master still is the one that acts for all frameworks; without a journal none can take its place. Asks the store. */
    public Standing standing() {
        return kept.map(its -> its.journal().standing()).orElse(Standing.STANDS);
    }

    /**
     * Whether the framework went back to a driver of its own after it was last here: to be asked before it is removed for being away, which would stop that
     * driver's tasks. If so, {@link #leave} it.
     *
     * @throws JournalException if its own journal cannot be read: it is not to be removed now
     */
    public boolean isElsewhere(FrameworkId framework) {
        return kept.filter(its -> Adoption.isElsewhere(
                        its.store().look(framework), past(framework).own()))
                .isPresent();
    }

    /** Leaves a framework to the driver of its own that it has: its lease here ends, nothing of it is stopped, and it may come again. */
    public CompletionStage<Void> leave(FrameworkId framework) {
        return kept.map(its -> write(
                        framework, new JournalEntry.Moved(its.store().clock().instant())))
                .orElse(CompletableFuture.completedFuture(null));
    }

    /** Everything written before is durable when this returns. */
    @Override
    public void close() {
        kept.ifPresent(its -> its.journal().close());
    }
}
