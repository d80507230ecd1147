package dev.isthmus.simulation.planted.master;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.simulation.PassedJournal;

/** A master that starts does not know which frameworks were removed. */
public final class RemovedTakenAgain extends PassedJournal {

    /** Over the real one. */
    public RemovedTakenAgain(Journal real) {
        super(real);
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return MasterJournalSnapshot.of(real.recallMaster().entries().stream()
                .filter(entry -> !isRemoval(entry))
                .toList());
    }

    private static boolean isRemoval(MasterEntry entry) {
        return entry instanceof MasterEntry.OfFramework its && its.entry() instanceof JournalEntry.Removed;
    }
}
