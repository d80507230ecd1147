package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One test's journals, what it opens of them, and what it writes. */
final class JournalScene implements AutoCloseable {

    static final FrameworkId FRAMEWORK = new FrameworkId("framework with:odd chars/0001-\u00e9\u00df");
    static final Duration WEEK = Duration.ofDays(7);

    private final ManualClock clock;
    private final List<ExaminedJournals> places = new ArrayList<>();
    private final List<ExaminedJournal> opened = new CopyOnWriteArrayList<>();

    private final JournalKey key;

    JournalScene(ManualClock clock, ExaminedJournals place, JournalKey key) {
        this.key = key;
        this.clock = clock;
        places.add(place);
    }

    ManualClock clock() {
        return clock;
    }

    /** The journal that is examined. */
    JournalKey key() {
        return key;
    }

    /** Where journals are opened now. */
    ExaminedJournals place() {
        return places.get(places.size() - 1);
    }

    ExaminedJournal open() {
        return open(key);
    }

    ExaminedJournal open(JournalKey key) {
        ExaminedJournal journal = ExaminedJournal.open(place().provider(), place(), key, this);
        opened.add(journal);
        return journal;
    }

    /** Opens what would be left if the power failed now. Goes on there. */
    ExaminedJournal openAfterAPowerCut() {
        places.add(place().afterAPowerCut());
        return open();
    }

    // What is written.

    JournalEntry.Acknowledged end(int number) {
        return new JournalEntry.Acknowledged(
                LaunchId.of(FRAMEWORK, new TaskId("task-" + number), "offer"), clock.instant());
    }

    JournalEntry.Lease lease(Duration failoverTimeout) {
        return new JournalEntry.Lease(
                clock.instant(),
                failoverTimeout,
                Map.of("principal", "ops", "an odd=name\n", "an odd %2F+value\u00e9"));
    }

    JournalEntry.Removed removal() {
        return new JournalEntry.Removed(clock.instant());
    }

    /** Writes; what is thrown breaks the rule. */
    CompletionStage<Void> write(String rule, ExaminedJournal journal, JournalEntry entry) {
        try {
            return journal.write(entry);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    rule + ": writing " + entry + " threw " + e + ", want a stage that completes exceptionally", e);
        }
    }

    /** Writes this as it is; what is thrown breaks the rule. */
    CompletionStage<Void> put(String rule, ExaminedJournal journal, JournalFact fact) {
        try {
            return journal.put(fact);
        } catch (RuntimeException e) {
            throw new AssertionError(
                    rule + ": writing " + fact + " threw " + e + ", want a stage that completes exceptionally", e);
        }
    }

    /** What is seen of the framework in the journal without opening it. */
    JournalSnapshot look() {
        JournalContent content = ExaminedJournal.call(() -> place().provider().look(key, place().settings()));
        return key.owner()
                .fold(
                        framework -> content.ofFramework(),
                        master -> content.ofMaster().framework(FRAMEWORK).own());
    }

    /** Whether somebody is said to have the journal open. */
    JournalProvider.Hold hold() {
        return ExaminedJournal.call(() -> place().provider().hold(key, place().settings()));
    }

    /** Writes each and waits for it. */
    void written(ExaminedJournal journal, JournalEntry... entries) {
        for (JournalEntry entry : entries) {
            requireWritten("R-JN-04", entry, journal.write(entry));
        }
    }

    /** Wants it to complete normally. */
    void requireWritten(String rule, JournalFact entry, CompletionStage<Void> stage) {
        failure(rule, entry, stage).ifPresent(failure -> {
            throw new AssertionError(rule + ": writing " + entry + " failed with " + failure, failure);
        });
    }

    /** What a write came to: nothing if it succeeded. */
    Optional<Throwable> failure(String rule, JournalFact entry, CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().get(place().patience().toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw new AssertionError(
                    rule + ": writing " + entry + " neither succeeded nor failed within " + place().patience(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Wants a write to fail, with a reason in words, and not to throw. */
    void requireFailing(String rule, String when, ExaminedJournal journal, JournalEntry entry) {
        Optional<Throwable> failure = failure(rule, entry, write(rule, journal, entry));
        require(failure.isPresent(), rule, "a write " + when + " succeeded, want it to fail");
        String message = failure.map(Throwable::getMessage).orElse("");
        require(!message.isBlank(), rule, "a write " + when + " failed with " + failure + ", which gives no reason");
    }

    @Override
    public void close() {
        opened.forEach(ExaminedJournal::close);
        places.forEach(ExaminedJournals::close);
    }
}
