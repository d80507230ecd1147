package dev.isthmus.api.settings;

/** A setting has an invalid value. The message names the setting, the value, where it was set, and what is valid. */
public final class InvalidSettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** With the message for whoever set it. */
    public InvalidSettingException(String message, Throwable cause) {
        super(message, cause);
    }
}
