package dev.isthmus.journal;

import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalFact;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What stands in the file of a journal; once much of it is of no more use, the file is written anew without that. For one thread. */
final class WrittenEntries {

    /** Fewer needless lines than this are not worth writing the file anew. */
    static final int WORTH_REWRITING = 1_000;

    private static final Duration LOOK_AGAIN = Duration.ofHours(1);

    private static final Logger log = LoggerFactory.getLogger(WrittenEntries.class);

    private final JournalFile file;
    private final InstantSource clock;
    private final List<JournalFact> entries;
    /** Of how many entries on it is worth being written anew. */
    private int tidyFrom = WORTH_REWRITING;
    /** When it is looked anew how many of them can be forgotten by now. */
    private Instant tidyAt;

    WrittenEntries(JournalFile file, List<JournalFact> entries, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.entries = new ArrayList<>(entries);
        this.tidyAt = clock.instant().plus(LOOK_AGAIN);
    }

    /** These stand in the file now, after the others. */
    void add(List<JournalFact> added) {
        entries.addAll(added);
        tidy();
    }

    private void tidy() {
        Instant now = clock.instant();
        if (entries.size() < WORTH_REWRITING || (entries.size() < tidyFrom && now.isBefore(tidyAt))) {
            return;
        }
        tidyAt = now.plus(LOOK_AGAIN);
        JournalContent kept = JournalContent.of(entries).kept(now);
        List<JournalFact> fewest = kept.facts();
        int needless = entries.size() - fewest.size();
        int enough = Math.max(WORTH_REWRITING / 2, fewest.size());
        if (needless < enough) {
            // Adding them up takes as long as there are many: that is done once for as many as were added.
            tidyFrom = entries.size() + Math.max(WORTH_REWRITING / 2, enough - needless);
            return;
        }
        try {
            file.rewrite(kept);
            entries.clear();
            entries.addAll(fewest);
            tidyFrom = WORTH_REWRITING;
        } catch (IOException | RuntimeException e) {
            // The old file still holds everything; it only stays long. It is not tried at each write.
            tidyFrom = entries.size() + WORTH_REWRITING;
            log.warn("the journal {} cannot be made shorter, and stays as it is: {}", file.path(), file.words(e));
        }
    }
}
