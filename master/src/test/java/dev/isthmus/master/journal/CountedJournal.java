package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.util.concurrent.CompletionStage;

/**
 * A journal whose writes are counted.
 *
 * @param real the journal itself
 * @param before told before each write
 */
record CountedJournal(Journal real, Runnable before) implements Journal {

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
        before.run();
        return real.write(fact);
    }

    @Override
    public void close() {
        real.close();
    }
}
