package dev.isthmus.mesos.shell;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.Recollection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries what is to outlive the driver to the journal, if there is one. */
final class JournalPort implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalPort.class);

    private final Optional<Journal> journal;

    private JournalPort(Optional<Journal> journal) {
        this.journal = journal;
    }

    static JournalPort of(Optional<Journal> journal) {
        return new JournalPort(journal);
    }

    /** What the journal held when it was opened; empty if there is no journal. */
    Optional<Recollection> recall() {
        return journal.map(Journal::recall);
    }

    /** Whether another driver had the journal until it was opened. */
    boolean tookOver() {
        return journal.filter(Journal::tookOver).isPresent();
    }

    void write(JournalEntry entry) {
        journal.ifPresent(open -> open.write(entry).whenComplete((done, failure) -> {
            if (failure != null) {
                log.error(
                        "{} could not be written to the journal; after a restart it will not be known: {}",
                        entry,
                        failure.toString());
            }
        }));
    }

    @Override
    public void close() {
        journal.ifPresent(Journal::close);
    }
}
