package dev.isthmus.master.journal;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a framework's own journal knows and the master's does not. Pure. */
final class Adoption {

    private Adoption() {}

    /**
     * Whether a framework's own journal has something to import: whoever had it last wrote a lease, or a removal, and nobody has adopted the framework since.
     */
    static boolean isDue(JournalSnapshot own, JournalSnapshot masters) {
        return own.lease().isPresent()
                || own.removed().filter(at -> masters.removed().isEmpty()).isPresent();
    }

    /** Whether a driver of its own has been there after all that the master knows. */
    static boolean isElsewhere(JournalSnapshot own, JournalSnapshot masters) {
        return own.lease().filter(lease -> isNewer(lease, masters)).isPresent();
    }

    /** What is to be written to the master's journal; done again, after a crash in the midst of it, it comes to the same. */
    static List<MasterEntry> imports(FrameworkId framework, JournalSnapshot own, JournalSnapshot masters) {
        List<JournalEntry> entries = new ArrayList<>();
        own.acknowledged().forEach((launch, at) -> {
            if (!masters.acknowledged().containsKey(launch)) {
                entries.add(new JournalEntry.Acknowledged(launch, at));
            }
        });
        own.lease().filter(lease -> isNewer(lease, masters)).ifPresent(entries::add);
        own.removed()
                .filter(at -> masters.removed().isEmpty())
                .ifPresent(at -> entries.add(new JournalEntry.Removed(at)));
        return entries.stream()
                .<MasterEntry>map(entry -> new MasterEntry.OfFramework(framework, entry))
                .toList();
    }

    /** The master's own lease of it counts if both were written at once: it was imported, or the framework is here. */
    private static boolean isNewer(JournalEntry.Lease lease, JournalSnapshot masters) {
        Optional<JournalEntry.Lease> known = masters.lease();
        return known.map(its -> lease.seen().isAfter(its.seen())).orElse(true);
    }
}
