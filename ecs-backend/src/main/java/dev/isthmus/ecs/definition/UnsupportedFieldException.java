package dev.isthmus.ecs.definition;

/** A field of a task is not supported. The message says which one, why, and what to do. The planner converts it into a refusal. */
public final class UnsupportedFieldException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String why;
    private final boolean elsewhere;

    public UnsupportedFieldException(String why) {
        this(why, false);
    }

    private UnsupportedFieldException(String why, boolean elsewhere) {
        super(why);
        this.why = why;
        this.elsewhere = elsewhere;
    }

    /** Of a field that is not supported on Fargate, and may be on a container instance. */
    public static UnsupportedFieldException onFargate(String why) {
        return new UnsupportedFieldException(why, true);
    }

    /** Which field, why, and what to do. */
    public String why() {
        return why;
    }

    /** Whether another agent may support it. */
    public boolean isElsewhere() {
        return elsewhere;
    }
}
