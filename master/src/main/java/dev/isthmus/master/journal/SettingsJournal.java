package dev.isthmus.master.journal;

import dev.isthmus.master.setting.OperatorFact;
import java.util.concurrent.CompletionStage;

/** What outlives a master of that which operators have set. */
public interface SettingsJournal {

    /** Writes a change, all of it or nothing; does not block. It is done, on any thread, when the change outlives the master, and without a journal at once. */
    CompletionStage<Void> write(OperatorFact fact);
}
