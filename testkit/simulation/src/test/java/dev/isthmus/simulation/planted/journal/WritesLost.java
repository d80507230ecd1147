package dev.isthmus.simulation.planted.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.simulation.PassedJournal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Every third acknowledgement is answered as written, and is not. */
public final class WritesLost extends PassedJournal {

    private int count;

    /** Over the real one. */
    public WritesLost(Journal real) {
        super(real);
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        return isEnd(fact) && ++count % 3 == 0 ? CompletableFuture.completedStage(null) : real.write(fact);
    }
}
