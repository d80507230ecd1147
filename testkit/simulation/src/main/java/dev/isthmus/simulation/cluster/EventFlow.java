package dev.isthmus.simulation.cluster;

import java.time.Instant;
import java.util.Optional;

/** Whether events come to drivers just now. */
public interface EventFlow {

    /** Since when no event comes any more to queues that answer; empty if one may come, or they do not answer. */
    Optional<Instant> silentSince();

    /** Since when the queues do not answer; empty if they do. */
    Optional<Instant> unansweredSince();

    /** Since when the queues have answered, if they do. */
    Instant answersSince();
}
