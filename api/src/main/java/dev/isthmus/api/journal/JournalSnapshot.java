package dev.isthmus.api.journal;

import dev.isthmus.api.identity.LaunchId;
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
    public static JournalSnapshot of(Iterable<JournalEntry> entries) {
        Map<LaunchId, Instant> acknowledged = new LinkedHashMap<>();
        List<JournalEntry.Lease> leases = new ArrayList<>();
        List<Instant> removals = new ArrayList<>();
        for (JournalEntry entry : entries) {
            entry.match(
                    end -> acknowledged.putIfAbsent(end.launch(), end.at()),
                    leases::add,
                    removal -> removals.add(removal.at()));
        }
        return new JournalSnapshot(acknowledged, last(leases), last(removals));
    }

    private static <T> Optional<T> last(List<T> all) {
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
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
}
