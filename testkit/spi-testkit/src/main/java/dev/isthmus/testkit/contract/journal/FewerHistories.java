package dev.isthmus.testkit.contract.journal;

import dev.isthmus.testkit.contract.FewerTries;

/** How many histories, or ids, a journal is tried with. */
final class FewerHistories extends FewerTries {

    /** So many, where nothing is said. */
    static final int MOST = 40;

    FewerHistories() {
        super("isthmus.journal.histories", MOST);
    }
}
