package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import java.time.Duration;

/**
 * The journals of one place, as a contract suite sees it: whatever outlives the processes that write there, and what can happen to it.
 * Write one for your journal, over a fake of where it keeps them, or over the real thing with a fault put in between.
 *
 * <p>There are no journals at first. Its methods are called on the thread of the test.
 */
public interface ExaminedJournals extends AutoCloseable {

    /** What opens a journal in this place; the same each time. */
    JournalProvider provider();

    /** What the provider has to be told to find this place. */
    Settings settings();

    /** From now on every write fails, as on a full disk. */
    void failWrites();

    /** Writes succeed again. */
    void restoreWrites();

    /**
     * From now on what is written to the journals that are open now neither succeeds nor fails, as of processes that have been stopped. Whoever
     * opens one later is not stopped.
     */
    void fallSilent();

    /** Those that were stopped go on with what they were about to do, and whatever comes. */
    void answerAgain();

    /** From now on nobody can read in the store who has a journal, as where a network disk is away. What is open stays so. */
    void failReads();

    /** That can be read again. */
    void restoreReads();

    /**
     * Another place, with what would be left if the power failed now: only what is durable. This one goes on as it is. Used to see
     * that a write that has completed is really there.
     */
    ExaminedJournals afterAPowerCut();

    /** How long, in real time, at most is waited for what has to come. */
    default Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** Throws the place away, after its journals have been closed. */
    @Override
    void close();
}
