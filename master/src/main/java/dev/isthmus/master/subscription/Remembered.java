package dev.isthmus.master.subscription;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of frameworks when a master starts.
 *
 * @param absent those that have tasks, which are removed if they have not come back when their time is over
 * @param removed the ids of those that may not come back, oldest first; some of them are among the absent, without any time
 */
public record Remembered(List<Absent> absent, List<String> removed) {

    /** What one knows without a journal. */
    public static final Remembered NOTHING = new Remembered(List.of(), List.of());

    /**
     * How long at least a framework has to find a master that has started, however short its failover timeout: until the master before it ended it may
     * have been there. As long as Mesos waits for agents after a failover ({@code agent_reregister_timeout}, docs/high-availability.md).
     */
    public static final Duration GRACE = Duration.ofMinutes(10);

    /**
     * For how long after a framework was removed a master that starts looks for what is left of it: the one before may have ended while it had tasks killed. Those that were
     * removed earlier are too many to be looked for at each start.
     */
    private static final Duration CLEARED = Duration.ofHours(1);

    /**
     * How long a master that has started waits for a framework until it looks after its tasks without it: longer than clients take to find a master again, so that those
     * are not asked for twice, and short beside what is left until ECS forgets an end that the master before has not kept.
     */
    public static final Duration EXPECTED = Duration.ofMinutes(2);

    /** About as long as a failover timeout can be. */
    private static final Duration LONGEST = Duration.ofDays(100_000);

    /** Copies the lists. */
    public Remembered {
        absent = List.copyOf(absent);
        removed = List.copyOf(removed);
    }

    /**
     * A framework that was there.
     *
     * @param info what is known of its description: its id, what it may not change, and what else was remembered
     * @param expected the steady time until which it is likely to come back by itself; its tasks are looked after from then on, as those of any that is away
     * @param deadline the steady time until which it may come back; not before {@code expected}
     */
    public record Absent(FrameworkInfo info, Instant expected, Instant deadline) {}

    /**
     * What a journal comes to.
     *
     * @param shown the time that people see now
     * @param now the steady time now
     */
    public static Remembered of(
            SortedMap<FrameworkId, MasterJournalSnapshot.OfFramework> journal, Instant shown, Instant now) {
        List<Absent> absent = new ArrayList<>();
        Map<String, Instant> removed = new TreeMap<>();
        journal.forEach((framework, its) -> {
            JournalSnapshot own = its.own();
            if (own.removed().isPresent()) {
                Instant at = own.removed().get();
                removed.put(framework.value(), at);
                if (!at.isBefore(shown.minus(CLEARED))) {
                    Map<String, String> terms =
                            own.lease().map(JournalEntry.Lease::terms).orElse(Map.of());
                    absent.add(new Absent(RememberedTerms.read(framework, terms), now, now));
                }
            } else {
                own.lease().ifPresent(lease -> absent.add(absent(framework, lease, shown, now)));
            }
        });
        List<String> oldestFirst = removed.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(Map.Entry::getKey)
                .toList();
        return new Remembered(absent, oldestFirst);
    }

    private static Absent absent(FrameworkId framework, JournalEntry.Lease lease, Instant shown, Instant now) {
        FrameworkInfo info = RememberedTerms.read(framework, lease.terms());
        Duration left = lease.expiry()
                .map(expiry -> Duration.between(shown, expiry))
                .filter(time -> time.compareTo(LONGEST) < 0)
                .orElse(LONGEST);
        return new Absent(info, now.plus(EXPECTED), now.plus(left.compareTo(GRACE) < 0 ? GRACE : left));
    }
}
