package dev.isthmus.driver.state;

/** Why a future of a state failed: the cause of its {@link java.util.concurrent.ExecutionException}. Says what, where, and what to do. */
public final class StateException extends Exception {

    private static final long serialVersionUID = 1L;

    StateException(String message) {
        super(message);
    }

    StateException(String message, Throwable cause) {
        super(message, cause);
    }
}
