package dev.isthmus.api.journal;

/**
 * Whether the driver that opened a journal is still the one that acts for its framework, according to the store of the journal at this
 * moment.
 */
public enum Standing {
    /** It is the newest opening. */
    STANDS,
    /** A newer opening has fenced it, or it was closed: nothing is written or changed on its behalf any more. That stays so. */
    FENCED,
    /** The store does not say: it cannot be read just now. That is no leave to change anything; ask again. */
    UNKNOWN
}
