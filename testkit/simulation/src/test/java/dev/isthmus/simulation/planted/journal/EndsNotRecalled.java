package dev.isthmus.simulation.planted.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.simulation.PassedJournal;
import java.util.Map;

/** What was acknowledged is not recalled. */
public final class EndsNotRecalled extends PassedJournal {

    /** Over the real one. */
    public EndsNotRecalled(Journal real) {
        super(real);
    }

    @Override
    public JournalSnapshot recall() {
        JournalSnapshot all = real.recall();
        return new JournalSnapshot(Map.of(), all.lease(), all.removed());
    }

    @Override
    public MasterJournalSnapshot recallMaster() {
        return MasterJournalSnapshot.of(real.recallMaster().entries().stream()
                .filter(entry -> !isEnd(entry))
                .toList());
    }
}
