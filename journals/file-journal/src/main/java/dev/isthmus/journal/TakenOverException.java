package dev.isthmus.journal;

import java.io.IOException;

/** A newer opening has come while this one was at it. */
final class TakenOverException extends IOException {

    private static final long serialVersionUID = 1L;

    TakenOverException() {
        super("another driver has taken the journal over");
    }
}
