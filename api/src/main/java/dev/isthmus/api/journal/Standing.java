package dev.isthmus.api.journal;

/** Whether whoever has opened a journal still acts for its framework, as far as the store of the journal says just now. */
public enum Standing {
    /** It is the newest opening. */
    STANDS,
    /** A newer opening has fenced it, or it was closed: nothing is written or changed on its behalf any more. That stays so. */
    FENCED,
    /** The store does not say: it cannot be read just now. That is no leave to change anything; ask again. */
    UNKNOWN
}
