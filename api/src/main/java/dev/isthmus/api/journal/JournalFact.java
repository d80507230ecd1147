package dev.isthmus.api.journal;

import java.util.function.Function;

/** What is written to a journal in one: an entry of a framework in the journal that it has to itself, or of a master in the master's. */
public sealed interface JournalFact permits JournalEntry, MasterEntry {

    /** What follows from it, in each of its cases. */
    <R> R fold(
            Function<? super JournalEntry, ? extends R> ofFramework,
            Function<? super MasterEntry, ? extends R> ofMaster);
}
