package dev.isthmus.api.journal;

import dev.isthmus.api.identity.LaunchId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The state that the entries of a journal add up to.
 *
 * @param acknowledged the launches whose end was acknowledged, with the time, oldest first
 * @param lease the newest lease
 * @param removed when the framework was removed, if it was
 */
public record JournalSnapshot(
        Map<LaunchId, Instant> acknowledged, Optional<JournalEntry.Lease> lease, Optional<Instant> removed) {

    /** Of a journal in which nothing was written. */
    public static final JournalSnapshot NOTHING = new JournalSnapshot(Map.of(), Optional.empty(), Optional.empty());

    /** Copies, in order. */
    public JournalSnapshot {
        acknowledged = Collections.unmodifiableMap(new LinkedHashMap<>(acknowledged));
    }

    /** What all these entries, in their order, come to. */
    public static JournalSnapshot of(Iterable<? extends JournalEntry> entries) {
        MasterTally.OfFramework tally = new MasterTally.OfFramework();
        entries.forEach(tally::add);
        return tally.snapshot();
    }

    /** When the framework was no more, or will be: when it was removed, or else its lease is over; empty if neither is known. */
    public Optional<Instant> end() {
        return removed.or(() -> lease.flatMap(JournalEntry.Lease::expiry));
    }

    /** The fewest entries that come to this. */
    public List<JournalEntry> entries() {
        List<JournalEntry> entries = new ArrayList<>();
        acknowledged.forEach((launch, at) -> entries.add(new JournalEntry.Acknowledged(launch, at)));
        lease.ifPresent(entries::add);
        removed.ifPresent(at -> entries.add(new JournalEntry.Removed(at)));
        return entries;
    }

    /** This without the acknowledgements from before a time, for when no backend can tell of those tasks any more. */
    public JournalSnapshot since(Instant oldest) {
        Map<LaunchId, Instant> kept = new LinkedHashMap<>(acknowledged);
        kept.values().removeIf(at -> at.isBefore(oldest));
        return new JournalSnapshot(kept, lease, removed);
    }

    /**
     * Whether nothing in it can matter any more (R-JN-10): no end was acknowledged within {@link Journal#RETENTION}, and for longer than that its
     * framework was removed, or its lease is over. One that may be away for a week may come back after ten days, to be told that it is too late: so
     * its lease has also been over for as long as it ran. Without either it is as one that was never there.
     */
    public boolean isOver(Instant now) {
        Instant oldest = now.minus(Journal.RETENTION);
        if (acknowledged.values().stream().anyMatch(at -> !at.isBefore(oldest))) {
            return false;
        }
        if (removed.isPresent()) {
            // Who writes a lease after that is there, whatever for.
            return removed.get().isBefore(oldest)
                    && lease.filter(its -> !its.seen().isBefore(oldest)).isEmpty();
        }
        return lease.isEmpty()
                || end().filter(end -> end.isBefore(oldest)
                                && Duration.between(end, now)
                                                .compareTo(lease.get().failoverTimeout())
                                        > 0)
                        .isPresent();
    }
}
