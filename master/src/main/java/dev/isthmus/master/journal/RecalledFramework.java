package dev.isthmus.master.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import java.util.Optional;

/**
 * What a master knows of a framework that comes.
 *
 * @param past what is remembered of it; empty if nothing is, for want of a journal
 * @param tookOver whether another process served it until now, so that it has not been away
 * @param epoch of the master's journal; empty without one
 */
public record RecalledFramework(
        Optional<MasterJournalSnapshot.OfFramework> past, boolean tookOver, Optional<Epoch> epoch) {

    static final RecalledFramework UNKNOWN = new RecalledFramework(Optional.empty(), false, Optional.empty());
}
