package dev.isthmus.zookeeper;

import org.jspecify.annotations.Nullable;

/** No server could be reached within the time that the caller allowed, or none ever will. The operation may or may not have been carried out. */
public final class UnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ConnectionState state;

    UnreachableException(String message, ConnectionState state, @Nullable Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    /** How the session stood; if {@link ConnectionState#isFinal() final}, there is no use in asking again. */
    public ConnectionState state() {
        return state;
    }
}
