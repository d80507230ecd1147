package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import java.util.List;
import java.util.Optional;

/**
 * What a master's journal knows of a framework that comes.
 *
 * @param past what is remembered of it; empty if nothing is, for want of a journal
 * @param tookOver whether another process served it until now, so that it has not been away
 * @param epoch of the master's journal; empty without one
 */
public record RecalledJournal(
        Optional<MasterJournalSnapshot.OfFramework> past, boolean tookOver, Optional<Epoch> epoch) {

    /** There is none, so nothing outlives the master. */
    public static final RecalledJournal NONE = new RecalledJournal(Optional.empty(), false, Optional.empty());

    /** What a journal of the framework's own would hold; empty without a journal. */
    public Optional<JournalSnapshot> own() {
        return past.map(MasterJournalSnapshot.OfFramework::own);
    }

    /** The ends that it has not acknowledged, as far as they were kept; oldest first. */
    public List<MasterEntry.TaskEnd> ends() {
        return past.map(its -> List.copyOf(its.unacknowledged().values())).orElse(List.of());
    }
}
