package dev.isthmus.driver.client.machine;

import java.util.Optional;

/** What a master answered, where it is no stream. Immutable. */
public final class MasterAnswer {

    private static final int REDIRECT = 307;

    private final int status;
    private final Optional<String> location;
    private final String body;

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param location where it sends to, if it does
     * @param body its text, perhaps cut
     */
    public MasterAnswer(int status, Optional<String> location, String body) {
        this.status = status;
        this.location = location;
        this.body = body;
    }

    /** Whether the master took the call. */
    public boolean isTaken() {
        return status >= 200 && status < 300;
    }

    /** Whether it does not know who asks. */
    boolean isUnauthenticated() {
        return status == 401;
    }

    /** Whether asking once more, or somewhere else, may help: another leads, or nobody does yet, or something broke. */
    boolean isPassing() {
        return (status >= 300 && status < 400) || status >= 500 || status == 404 || status == 408 || status == 429;
    }

    /** Where the leader is. */
    Optional<String> location() {
        return status == REDIRECT || status == 308 ? location : Optional.empty();
    }

    /** The status and what the master said. */
    @Override
    public String toString() {
        return status + (body.isEmpty() ? "" : " " + body);
    }
}
