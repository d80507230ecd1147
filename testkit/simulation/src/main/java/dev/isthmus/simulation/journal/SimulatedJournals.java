package dev.isthmus.simulation.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Column;
import dev.isthmus.simulation.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The journals of a world, with their store, which outlives the processes. What was written is durable only after a while; what was not by the death
 * of its process may be, and may not. They keep the rules R-JN of {@code docs/spec.md}. Not thread-safe.
 */
public final class SimulatedJournals {

    /** How late a driver may learn that it was replaced, if it does not ask. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(2);

    private static final double THOUSAND = 1000;

    private final Draws draws;
    private final Trace trace;
    private final Observer observer;
    private final Map<String, Stored> stored = new TreeMap<>();
    private JournalDisk disk = JournalDisk.FAIR;

    /** An entry in a trace, the same in every JVM. */
    private record Shown(JournalFact fact) {
        @Override
        public String toString() {
            return EntryCodec.write(fact);
        }
    }

    /** What the store has of one journal. */
    private static final class Stored {
        private final List<JournalFact> facts = new ArrayList<>();
        private long epoch;
        private @Nullable SimulatedJournal newest;
    }

    /** None yet. */
    public SimulatedJournals(Draws draws, Trace trace, Observer observer) {
        this.draws = draws;
        this.trace = trace;
        this.observer = observer;
    }

    /** How the store is from now on. */
    public void disk(JournalDisk next) {
        disk = next;
    }

    /** How the store is. */
    public JournalDisk disk() {
        return disk;
    }

    /**
     * Opens a journal for a process, and takes it over from whoever has it.
     *
     * @param writes asked before each write; false if it is not made, because the process is dead
     * @throws JournalException if the store is out of reach
     */
    public Journal open(JournalProvider.Context context, ProcessTime process, BooleanSupplier writes) {
        JournalKey key = context.key();
        if (disk.unreachable()) {
            throw new JournalException("The journal of " + key + " cannot be opened: its store does not answer");
        }
        Stored its = stored.computeIfAbsent(key.toString(), first -> new Stored());
        SimulatedJournal before = its.newest;
        boolean tookOver = before != null && before.isHeld();
        its.epoch++;
        SimulatedJournal opened = new SimulatedJournal(
                this, process, writes, context, JournalContent.of(its.facts), new Epoch(its.epoch), tookOver);
        its.newest = opened;
        trace.add(Column.JOURNAL, name(key), "opened", "epoch " + its.epoch + (tookOver ? ", taken over" : ""));
        observer.opened(key);
        if (before != null) {
            before.replaced(draws.upTo(TOLD_WITHIN));
        }
        return opened;
    }

    private static String name(JournalKey key) {
        return key.owner().fold(framework -> framework.id().value(), master -> "master");
    }

    /** A process has died: of what it has written and was not synced, a part may be durable. */
    public void died(ProcessTime process) {
        for (Stored its : stored.values()) {
            SimulatedJournal newest = its.newest;
            if (newest != null && newest.isOf(process)) {
                newest.died();
            }
        }
    }

    boolean isNewest(SimulatedJournal journal) {
        Stored its = stored.get(journal.key().toString());
        return its != null && its.newest == journal;
    }

    Duration syncTime() {
        return draws.between(disk.syncAtLeast(), disk.syncAtMost());
    }

    /** Whether what had not been synced when its process died is durable nevertheless. */
    boolean survives() {
        return draws.oneIn(2);
    }

    /** Makes an entry durable. */
    void store(SimulatedJournal journal, JournalFact fact) {
        Stored its = stored.get(journal.key().toString());
        if (its == null) {
            throw new IllegalStateException("the journal of " + journal.key() + " was never opened");
        }
        its.facts.add(fact);
        trace.add(Column.JOURNAL, name(journal.key()), "durable", new Shown(fact));
        fact.<Runnable>fold(
                        entry -> () -> observer.durable(journal.key(), entry),
                        entry -> () -> tell(journal.key(), entry))
                .run();
    }

    private void tell(JournalKey key, MasterEntry entry) {
        entry.match(
                its -> {
                    observer.durable(key, its.entry());
                    if (its.entry() instanceof JournalEntry.Removed) {
                        observer.removed(its.framework().value());
                    }
                },
                end -> {},
                this::tell);
    }

    private void tell(MasterEntry.ClusterSetting setting) {
        setting.match(
                weights -> weights.byRole()
                        .forEach((role, weight) -> observer.weighed(role, weight.thousandths() / THOUSAND)),
                quotas -> quotas.byRole().forEach((role, quota) -> observer.quotaSet(role, !quota.isNone())),
                maintenance -> {},
                reserved -> {});
    }

    /** What is in a journal, without opening it. */
    public JournalContent look(JournalKey key) {
        if (disk.unreachable()) {
            throw new JournalException("The journal of " + key + " cannot be read: its store does not answer");
        }
        Stored its = stored.get(key.toString());
        return its == null ? JournalContent.NOTHING : JournalContent.of(its.facts);
    }

    void failed(SimulatedJournal journal, JournalFact fact) {
        trace.add(Column.JOURNAL, name(journal.key()), "not written", new Shown(fact));
    }
}
