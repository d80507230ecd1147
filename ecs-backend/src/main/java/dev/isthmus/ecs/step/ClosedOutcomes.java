package dev.isthmus.ecs.step;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import java.util.List;

/** The outcomes of requests that are open when nobody works on them any more: of a start nobody knows what became of it. */
public final class ClosedOutcomes {

    /** When the backend is closed. */
    public static final ClosedOutcomes CLOSED = new ClosedOutcomes("the backend was closed meanwhile");

    /** When the framework is forgotten. */
    public static final ClosedOutcomes FORGOTTEN = new ClosedOutcomes("the framework was forgotten meanwhile");

    private final BackendFailure why;

    private ClosedOutcomes(String why) {
        this.why = new BackendFailure(BackendFailure.Category.TRANSIENT, why);
    }

    /** Of a start. */
    public LaunchOutcome launch() {
        return new LaunchOutcome.Unknown(why.message());
    }

    /** Of a stop. */
    public StopOutcome stop() {
        return new StopOutcome.Failed(why);
    }

    /** Of a list. */
    public List<TaskEvent> list() {
        return List.of();
    }
}
