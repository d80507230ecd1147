package dev.isthmus.testkit.server;

/** A command line that is wrong. The message says what, and what is wanted. */
final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UsageException(String message) {
        super(message);
    }
}
