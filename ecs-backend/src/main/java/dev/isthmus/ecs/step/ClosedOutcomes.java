package dev.isthmus.ecs.step;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import java.util.List;

/** The outcomes of requests that are open when the backend is closed: of a start nobody knows what became of it. */
public final class ClosedOutcomes {

    private static final BackendFailure CLOSED =
            new BackendFailure(BackendFailure.Category.TRANSIENT, "the backend was closed meanwhile");

    /** Of a start. */
    public static final LaunchOutcome LAUNCH = new LaunchOutcome.Unknown(CLOSED.message());

    /** Of a stop. */
    public static final StopOutcome STOP = new StopOutcome.Failed(CLOSED);

    /** Of a list. */
    public static final List<TaskEvent> LIST = List.of();

    private ClosedOutcomes() {}
}
