package dev.isthmus.master.journal;

import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.MasterEntry;

/**
 * What outlives a master, of each of its frameworks. Its methods are called by the master's thread, and none but {@link #standing} and {@link #close()} blocks. What is asked
 * of one framework is done in order; frameworks do not wait for each other.
 */
public interface FrameworkJournals extends Fence, AutoCloseable {

    /** Opens what is kept of a framework; answered by {@link JournalListener#opened} or {@link JournalListener#failed}, once. */
    void open(FrameworkId framework);

    /** Writes an entry of a framework that is open. What cannot be written is logged. */
    void write(FrameworkId framework, JournalEntry entry);

    /** Writes an end of a task of a framework that is open. What cannot be written is logged. */
    void write(MasterEntry.TaskEnd end);

    /**
     * Asks, until there is an answer or it is closed, whether this master still serves the framework; answered by {@link JournalListener#stands}, or not at all if
     * another master serves it now.
     *
     * @param seen goes into the answer
     */
    void ask(FrameworkId framework, Epoch seen);

    /**
     * Finds out, however long it takes, whether a framework that is away is with a driver of its own, and leaves it to that; answered by {@link
     * JournalListener#takenOver} or {@link JournalListener#gone}.
     */
    void seek(FrameworkId framework);

    /** Closes what is kept of a framework after what was written to it; one that is being opened, after that. */
    void close(FrameworkId framework);

    /** Closes all, after what was written. May block for a while. */
    @Override
    void close();
}
