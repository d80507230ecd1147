package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;
import static dev.isthmus.testkit.contract.RuleChecks.requireQuiet;

import dev.isthmus.api.discovery.ProviderSelectionException;
import dev.isthmus.api.discovery.ProviderSource;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.testkit.contract.ProviderRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The rules for a {@link dev.isthmus.api.journal.Journal}, as tests to inherit: R-JN of {@code docs/spec.md}. Say {@link #journals}. */
public abstract class JournalContract extends OwnerContract {

    private static final int THREADS = 8;
    private static final int EACH = 20;

    /** For subclasses. */
    protected JournalContract() {}

    /** R-PR-05. If it fails: look at {@code name()}, and for a name given twice in {@code settings()}. */
    @Test
    public void required_PR05_description_is_well_formed_and_stays_the_same() throws Exception {
        examine(scene -> {
            ProviderRules.wellFormed(scene.place().provider());
            ProviderRules.stable(scene.place().provider(), scene.place().settings());
        });
    }

    /** R-JN-01. If it fails: the provider says that it is unavailable, or its name is one that cannot be chosen. */
    @Test
    public void required_JN01_discovery_it_is_chosen_by_name_and_opened() throws Exception {
        examine(scene -> {
            JournalProvider provider = scene.place().provider();
            Optional<JournalProvider> chosen = chosen(provider, scene);
            require(
                    chosen.equals(Optional.of(provider)),
                    "R-JN-01",
                    JournalProvider.JOURNAL.name() + "=" + provider.name() + " chose " + chosen + ", want " + provider);
            List<JournalEntry> recalled = scene.open().recall().entries();
            require(recalled.isEmpty(), "R-JN-01", "a journal that is opened for the first time recalled " + recalled);
        });
    }

    private static Optional<JournalProvider> chosen(JournalProvider provider, JournalScene scene) {
        try {
            return JournalProvider.select(
                    ProviderSource.of(provider),
                    scene.place().settings().toBuilder()
                            .set(JournalProvider.JOURNAL, provider.name())
                            .build());
        } catch (ProviderSelectionException e) {
            throw new AssertionError(
                    "R-JN-01: " + JournalProvider.JOURNAL.name() + "=" + provider.name() + " came to " + e.getMessage(),
                    e);
        }
    }

    /** R-JN-02. If it fails: what is written is kept in something that only one thread at a time may use. */
    @Test
    public void required_JN02_threads_it_may_be_written_on_any() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            Map<JournalEntry, CompletionStage<Void>> stages = writeOnManyThreads(scene, journal);
            stages.forEach((entry, stage) -> scene.requireWritten("R-JN-02", entry, stage));
            journal.close();
            Set<LaunchId> recalled = scene.open().recall().acknowledged().keySet();
            require(
                    recalled.size() == THREADS * EACH,
                    "R-JN-02",
                    THREADS + " threads wrote " + THREADS * EACH + " entries, and recalled were " + recalled.size());
            for (int thread = 0; thread < THREADS; thread++) {
                int of = thread;
                List<LaunchId> wanted = numbers(thread).stream()
                        .map(number -> scene.end(number).launch())
                        .toList();
                List<LaunchId> found =
                        recalled.stream().filter(wanted::contains).toList();
                require(
                        found.equals(wanted),
                        "R-JN-02",
                        "what thread " + of + " wrote one after the other was recalled in another order");
            }
        });
    }

    private static List<Integer> numbers(int thread) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            numbers.add(thread * EACH + i);
        }
        return numbers;
    }

    private static Map<JournalEntry, CompletionStage<Void>> writeOnManyThreads(
            JournalScene scene, ExaminedJournal journal) throws InterruptedException {
        Map<JournalEntry, CompletionStage<Void>> stages = Collections.synchronizedMap(new LinkedHashMap<>());
        List<Runnable> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            List<Integer> numbers = numbers(i);
            calls.add(() -> numbers.forEach(number -> {
                JournalEntry entry = scene.end(number);
                stages.put(entry, journal.write(entry));
            }));
        }
        requireOnAnyThread("R-JN-02", "writing", calls);
        return stages;
    }

    /** R-JN-02. If it fails: whoever opens, or writes, is made to tell the older driver. Leave that to a thread of the journal. */
    @Test
    public void required_JN02_threads_nothing_is_told_within_a_call() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            ExaminedJournal second = scene.open();
            first.isTold(scene.place().patience());
            second.close();
            first.close();
            require(!first.wasNested(), "R-JN-02", "being taken over was told within a call, on the caller's thread");
        });
    }

    /** R-JN-03. If it fails: {@code write} waits for the disk, or for a lock that is held while somebody waits for it. */
    @Test
    public void required_JN03_blocking_nobody_waits_for_the_store() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            scene.written(journal, scene.end(0));
            scene.place().fallSilent();
            JournalEntry entry = scene.end(1);
            List<CompletionStage<Void>> stages = Collections.synchronizedList(new ArrayList<>());
            try {
                requireAtOnce("R-JN-03", "writing", () -> {
                    stages.add(journal.write(entry));
                    journal.write(scene.end(2));
                });
                requireAtOnce("R-JN-03", "recalling", journal::recall);
            } finally {
                scene.place().answerAgain();
            }
            stages.forEach(stage -> scene.requireWritten("R-JN-03", entry, stage));
        });
    }

    /** R-JN-04. If it fails: {@code write} throws, or its stage is completed whatever happens, or not at all. */
    @Test
    public void required_JN04_exceptions_a_write_that_fails_completes_its_stage_with_the_reason() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            scene.place().failWrites();
            for (JournalEntry entry : List.of(scene.end(1), scene.lease(JournalScene.WEEK), scene.removal())) {
                scene.requireFailing("R-JN-04", "to a store that fails", journal, entry);
            }
            scene.place().restoreWrites();
        });
    }

    /** R-JN-04. If it fails: after a failure the journal gives up, or goes on from where the failed write left off, in the middle of it. */
    @Test
    public void required_JN04_exceptions_those_after_a_failure_are_still_tried() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            scene.written(journal, scene.end(1));
            scene.place().failWrites();
            List<CompletionStage<Void>> failing = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                failing.add(scene.write("R-JN-04", journal, scene.end(100 + i)));
            }
            failing.forEach(stage -> scene.failure("R-JN-04", scene.end(100), stage));
            scene.place().restoreWrites();
            JournalEntry after = scene.end(2);
            scene.requireWritten("R-JN-04", after, scene.write("R-JN-04", journal, after));
            ExaminedJournal next = scene.openAfterAPowerCut();
            RecallContract.requireRecalled("R-JN-04", "the power failed", next, scene.end(1));
            RecallContract.requireRecalled("R-JN-04", "the power failed", next, after);
        });
    }

    /** R-JN-05. If it fails: {@code close} returns while something is still to be written, or throws it away. */
    @Test
    public void required_JN05_close_leaves_everything_durable() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            List<CompletionStage<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                stages.add(journal.write(scene.end(i)));
            }
            journal.close();
            long open = stages.stream()
                    .filter(stage -> !stage.toCompletableFuture().isDone())
                    .count();
            require(open == 0, "R-JN-05", "after close " + open + " of 200 writes had neither succeeded nor failed");
            stages.forEach(stage -> scene.requireWritten("R-JN-05", scene.end(0), stage));
            int recalled = scene.openAfterAPowerCut().recall().acknowledged().size();
            require(recalled == 200, "R-JN-05", "of 200 entries written before close " + recalled + " were recalled");
        });
    }

    /** R-JN-05. If it fails: the lock outlives the journal, so that whoever comes next has to take it over. */
    @Test
    public void required_JN05_close_leaves_the_journal_free() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            journal.close();
            ExaminedJournal next = scene.open();
            scene.written(next, scene.end(1));
            require(
                    !journal.isTold(MOMENT),
                    "R-JN-05",
                    "a journal that had been closed was told that another driver has taken it over");
        });
    }

    /** R-JN-05. If it fails: a late write is put into a queue that nobody empties any more, or passed over in silence. */
    @Test
    public void required_JN05_close_a_write_from_then_on_fails() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            journal.close();
            scene.requireFailing("R-JN-05", "after close", journal, scene.end(1));
        });
    }

    /** R-JN-05. If it fails: the second {@code close} gives a lock back that is another's by now, or throws. */
    @Test
    public void required_JN05_close_closing_again_does_nothing() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            journal.close();
            ExaminedJournal next = scene.open();
            requireQuiet("R-JN-05", "closing again", journal::close);
            JournalEntry entry = scene.end(1);
            scene.requireWritten("R-JN-05", entry, next.write(entry));
            ExaminedJournal third = scene.open();
            require(
                    next.isTold(scene.place().patience()),
                    "R-JN-05",
                    "a closed journal was closed again, and the next driver's hold was gone with it: a third came and the next was"
                            + " not told");
            RecallContract.requireRecalled("R-JN-05", "it was taken over", third, entry);
        });
    }
}
