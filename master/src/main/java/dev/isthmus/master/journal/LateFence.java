package dev.isthmus.master.journal;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.journal.Standing;

/** A fence for a backend that is opened before the journals are there. */
public final class LateFence implements Fence {

    private volatile Fence journals = () -> Standing.UNKNOWN;

    /** Asks these from now on. */
    public void of(Fence opened) {
        journals = opened;
    }

    @Override
    public Standing standing() {
        return journals.standing();
    }
}
