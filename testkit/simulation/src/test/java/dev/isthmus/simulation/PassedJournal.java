package dev.isthmus.simulation;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.util.concurrent.CompletionStage;

/** A journal that is passed on, but for what a subclass does to it. */
public abstract class PassedJournal implements Journal {

    protected final Journal real;

    protected PassedJournal(Journal real) {
        this.real = real;
    }

    /** Whether it is the end of a task, as acknowledged. */
    protected static boolean isEnd(JournalFact fact) {
        return fact.fold(
                entry -> entry.fold(end -> true, lease -> false, moved -> false, removal -> false),
                ofMaster -> ofMaster.fold(its -> isEnd(its.entry()), end -> false, setting -> false));
    }

    @Override
    public JournalSnapshot recall() {
        return real.recall();
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return real.recallMaster();
    }

    @Override
    public boolean tookOver() {
        return real.tookOver();
    }

    @Override
    public Epoch epoch() {
        return real.epoch();
    }

    @Override
    public Standing standing() {
        return real.standing();
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        return real.write(fact);
    }

    @Override
    public void close() {
        real.close();
    }
}
