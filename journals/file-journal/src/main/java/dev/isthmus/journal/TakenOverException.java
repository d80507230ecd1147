package dev.isthmus.journal;

import java.io.IOException;

/** A newer opening came while this one was in progress. */
final class TakenOverException extends IOException {

    private static final long serialVersionUID = 1L;

    TakenOverException() {
        super("another driver has taken the journal over");
    }
}
