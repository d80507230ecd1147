package dev.isthmus.master.serving;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalSnapshot;
import java.util.Optional;

/**
 * What was found when the journal of a framework was opened.
 *
 * @param snapshot what it holds; empty without a journal
 * @param tookOver whether somebody else had it until then
 * @param epoch which opening it is; empty without a journal
 */
public record RecalledJournal(Optional<JournalSnapshot> snapshot, boolean tookOver, Optional<Epoch> epoch) {

    /** There is none, so nothing outlives the master. */
    public static final RecalledJournal NONE = new RecalledJournal(Optional.empty(), false, Optional.empty());
}
