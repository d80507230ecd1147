package dev.isthmus.api.settings;

/** A setting was given a text that it cannot be. The message names the setting, the text, where it was set, and what is wanted. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With the message for whoever set it. */
    public InvalidSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
