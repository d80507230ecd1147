package dev.isthmus.api.discovery;

/** No provider could be chosen. The message lists every candidate with its priority and why it is unavailable, and what to do. */
public final class ProviderSelectionException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With the message for the user. */
    public ProviderSelectionException(String message) {
        super(message);
    }
}
