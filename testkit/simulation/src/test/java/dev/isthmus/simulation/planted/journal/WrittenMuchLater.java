package dev.isthmus.simulation.planted.journal;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.simulation.PassedJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Acknowledgements are written ten at a time, long after they are answered as written. */
public final class WrittenMuchLater extends PassedJournal {

    private final List<JournalFact> waiting = new ArrayList<>();

    /** Over the real one. */
    public WrittenMuchLater(Journal real) {
        super(real);
    }

    @Override
    public CompletionStage<Void> write(JournalFact fact) {
        if (!isEnd(fact)) {
            return real.write(fact);
        }
        waiting.add(fact);
        if (waiting.size() == 10) {
            waiting.forEach(real::write);
            waiting.clear();
        }
        return CompletableFuture.completedStage(null);
    }
}
