package dev.isthmus.zookeeper;

import org.jspecify.annotations.Nullable;

/** No server could be reached for as long as the caller was ready to wait, or none ever will. Whether the operation was carried out is not known. */
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
