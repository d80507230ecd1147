package dev.isthmus.api.journal;

/** A journal cannot be opened or, as the reason of a failed write, cannot be written. The message says which one, why, and what to do. */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the message for the user. */
    public JournalException(String message) {
        super(message);
    }

    /** With the message for the user and what caused it. */
    public JournalException(String message, Throwable cause) {
        super(message, cause);
    }
}
