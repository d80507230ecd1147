package dev.isthmus.api.launch;

import dev.isthmus.api.failure.BackendFailure;

/** How a request to stop a task came out. */
public sealed interface StopOutcome {

    /** The backend has been told, or will be as soon as it can be; that the task has ended comes as an event. */
    record Accepted() implements StopOutcome {}

    /** There is no such task that could be stopped: none was launched, or it has ended (R-TL-15). */
    record NotFound() implements StopOutcome {}

    /** The backend refused for good. */
    record Failed(BackendFailure failure) implements StopOutcome {}
}
