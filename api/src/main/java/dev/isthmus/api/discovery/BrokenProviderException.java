package dev.isthmus.api.discovery;

/** A provider on the class path cannot be loaded or does not fit this API. The message names its class, its jar and what to do. */
public final class BrokenProviderException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the message for the user. */
    public BrokenProviderException(String message, Throwable cause) {
        super(message, cause);
    }
}
