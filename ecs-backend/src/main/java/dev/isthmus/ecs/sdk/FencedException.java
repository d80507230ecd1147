package dev.isthmus.ecs.sdk;

import dev.isthmus.api.journal.Standing;
import java.io.IOException;

/** A request was not sent, because a newer driver has fenced this one, or because the fence could not be checked. */
public final class FencedException extends IOException {

    private static final long serialVersionUID = 1L;

    private final String why;

    FencedException(String operation, Standing standing) {
        super(why(operation, standing));
        this.why = why(operation, standing);
    }

    private static String why(String operation, Standing standing) {
        return standing == Standing.FENCED
                ? operation + " was not sent: another driver has the framework now"
                : operation + " was not sent: it cannot be learnt just now whether another driver has the framework;"
                        + " see what the log says of the journal";
    }

    /** What is said of it. */
    public String why() {
        return why;
    }
}
