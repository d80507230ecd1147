package dev.isthmus.ecs.definition;

/** A field of a task is not supported. The message says which one, why, and what to do. The planner converts it into a refusal. */
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
