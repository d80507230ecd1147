package dev.isthmus.master.shell;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Standing;

/** A fence for a backend that is opened before the journals are there. */
final class LateFence implements Fence {

    private volatile Fence journals = () -> Standing.UNKNOWN;

    /** Asks these from now on. */
    void of(Fence opened) {
        journals = opened;
    }

    @Override
    public Standing standing() {
        return journals.standing();
    }
}
