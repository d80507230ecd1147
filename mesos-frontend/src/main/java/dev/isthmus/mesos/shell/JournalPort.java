package dev.isthmus.mesos.shell;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.Standing;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes the machine's entries to the journal, if there is one. */
final class JournalPort implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(JournalPort.class);

    private final Optional<Journal> journal;
    private volatile boolean closed;

    private JournalPort(Optional<Journal> journal) {
        this.journal = journal;
    }

    static JournalPort of(Optional<Journal> journal) {
        return new JournalPort(journal);
    }

    /** What the journal held when it was opened; empty if there is no journal. */
    Optional<JournalSnapshot> recall() {
        return journal.map(Journal::recall);
    }

    /** Whether another driver had the journal until it was opened. */
    boolean tookOver() {
        return journal.filter(Journal::tookOver).isPresent();
    }

    /** Which of the framework's drivers this is; empty if there is no journal. */
    Optional<Epoch> epoch() {
        return journal.map(Journal::epoch);
    }

    /** Whether it still is the framework's driver; without a journal no other can take its place. May block. */
    Standing standing() {
        return journal.map(Journal::standing).orElse(Standing.STANDS);
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

    /** Whether this driver has closed it, or is about to. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        journal.ifPresent(Journal::close);
    }
}
