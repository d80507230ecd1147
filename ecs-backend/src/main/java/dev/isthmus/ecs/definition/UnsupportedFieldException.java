package dev.isthmus.ecs.definition;

/** A field of a task that cannot be honoured; the message says which, why, and what to do. Does not leave this package. */
public final class UnsupportedFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;

    public UnsupportedFieldException(String why) {
        super(why);
        this.why = why;
    }

    /** Which field, why, and what to do. */
    public String why() {
        return why;
    }
}
