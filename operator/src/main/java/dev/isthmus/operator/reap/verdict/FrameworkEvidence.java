package dev.isthmus.operator.reap.verdict;

import java.time.Instant;
import java.util.Optional;

/**
 * What is known of whether a framework is still there.
 *
 * @param own its own journal
 * @param masters what the journal of the cluster's master says of it
 * @param lastStart when the newest of its tasks was created, by ECS's clock
 */
public record FrameworkEvidence(JournalLook own, JournalLook masters, Optional<Instant> lastStart) {}
