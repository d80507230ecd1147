package dev.isthmus.api.backend;

import dev.isthmus.api.failure.BackendFailure;

/** A backend cannot be opened with these settings. */
public final class BackendException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient BackendFailure failure;

    /** With the failure. */
    public BackendException(BackendFailure failure) {
        super(failure.message());
        this.failure = failure;
    }

    /** With the failure and what caused it. */
    public BackendException(BackendFailure failure, Throwable cause) {
        super(failure.message(), cause);
        this.failure = failure;
    }

    /** What failed. */
    public BackendFailure failure() {
        return failure;
    }
}
