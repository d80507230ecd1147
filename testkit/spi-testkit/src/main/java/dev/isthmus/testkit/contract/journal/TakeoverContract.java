package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireAtOnce;

import dev.isthmus.api.journal.JournalEntry;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The rules for how a journal changes hands: R-JN-08 and 11 of {@code docs/spec.md}. Inherit {@link JournalContract}, which has them all. */
public abstract class TakeoverContract extends FenceContract {

    TakeoverContract() {}

    /** R-JN-08. If it fails: nobody looks whether another driver wants it, or each look tells anew. */
    @Test
    public void required_JN08_takeover_is_told_once() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            ExaminedJournal second = scene.open();
            require(
                    first.isTold(scene.place().patience()),
                    "R-JN-08",
                    "another driver opened the journal, and the first was not told within "
                            + scene.place().patience());
            ExaminedJournal third = scene.open();
            require(
                    second.isTold(scene.place().patience()),
                    "R-JN-08",
                    "a third driver opened the journal, and the second was not told within "
                            + scene.place().patience());
            third.close();
            boolean again = first.isTold(MOMENT) || second.isTold(MOMENT) || third.timesTold() > 0;
            require(
                    !again,
                    "R-JN-08",
                    "being taken over was told " + first.timesTold() + ", " + second.timesTold() + " and "
                            + third.timesTold() + " times, want 1, 1 and 0");
        });
    }

    /** R-JN-11. If it fails: a framework whose driver is replaced counts as one that was away, and loses its tasks. */
    @Test
    public void required_JN11_takeover_who_takes_it_knows() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            require(!first.tookOver(), "R-JN-11", "nobody had the journal open, and it was said to be taken over");
            ExaminedJournal second = scene.open();
            require(second.tookOver(), "R-JN-11", "the journal was taken over, and that was not said");
            second.close();
            require(second.tookOver(), "R-JN-11", "after close it was no longer said that it had been taken over");
        });
    }

    /** R-JN-08. If it fails: two have the journal at once, and each writes over what the other wrote. */
    @Test
    public void required_JN08_takeover_the_first_writes_no_more() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            scene.written(first, scene.end(1));
            ExaminedJournal second = scene.open();
            scene.requireFailing("R-JN-08", "after another driver had taken the journal over", first, scene.end(2));
            JournalEntry entry = scene.end(3);
            scene.requireWritten("R-JN-08", entry, second.write(entry));
            first.close();
            scene.requireFailing("R-JN-08", "after that and close", first, scene.end(4));
            second.close();
            List<JournalEntry> recalled = scene.open().recall().entries();
            require(
                    recalled.equals(List.of(scene.end(1), entry)),
                    "R-JN-08",
                    "recalled was " + recalled
                            + ", want what the first wrote before and the second after the takeover");
        });
    }

    /** R-JN-08. If it fails: what was on its way when another came is told to be written, and is not. */
    @Test
    public void required_JN08_takeover_what_was_written_before_is_recalled_after() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            Map<JournalEntry, CompletionStage<Void>> stages = new LinkedHashMap<>();
            for (int i = 0; i < 100; i++) {
                JournalEntry entry = scene.end(i);
                stages.put(entry, first.write(entry));
            }
            ExaminedJournal second = scene.open();
            stages.forEach((entry, stage) -> {
                if (scene.failure("R-JN-08", entry, stage).isEmpty()) {
                    RecallContract.requireRecalled("R-JN-08", "it was taken over", second, entry);
                }
            });
        });
    }

    /** R-JN-08. If it fails: whoever opens a journal asks the one who has it to let go, and that one is stopped, or hangs. */
    @Test
    public void required_JN08_takeover_nobody_is_waited_for() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            scene.written(first, scene.end(1));
            scene.place().fallSilent();
            JournalEntry held = scene.end(2);
            CompletionStage<Void> stage = first.write(held);
            AtomicReference<@Nullable ExaminedJournal> opened = new AtomicReference<>();
            JournalEntry entry = scene.end(3);
            try {
                requireAtOnce(
                        "R-JN-08", "opening a journal whose driver has been stopped", () -> opened.set(scene.open()));
                ExaminedJournal second = Objects.requireNonNull(opened.get());
                RecallContract.requireRecalled("R-JN-08", "it was taken over", second, scene.end(1));
                scene.requireWritten("R-JN-08", entry, second.write(entry));
            } finally {
                scene.place().answerAgain();
            }
            requireNothingLate(scene, first, Objects.requireNonNull(opened.get()), held, stage, entry);
        });
    }

    /** The first goes on, after the second has long been there. */
    private static void requireNothingLate(
            JournalScene scene,
            ExaminedJournal first,
            ExaminedJournal second,
            JournalEntry held,
            CompletionStage<Void> stage,
            JournalEntry entry) {
        require(
                scene.failure("R-JN-08", held, stage).isPresent()
                        || second.recall().entries().contains(held),
                "R-JN-08",
                "another driver opened the journal, and the first wrote " + held + ", which that one does not recall");
        scene.requireFailing("R-JN-08", "after the takeover", first, scene.end(4));
        require(
                first.isTold(scene.place().patience()),
                "R-JN-08",
                "another driver opened the journal, and the first was not told when it went on");
        JournalEntry last = scene.end(5);
        scene.requireWritten("R-JN-08", last, second.write(last));
        second.close();
        Set<JournalEntry> recalled = new HashSet<>(scene.open().recall().entries());
        recalled.remove(held);
        require(
                recalled.equals(Set.of(scene.end(1), entry, last)),
                "R-JN-08",
                "the first went on after it had been taken over, and recalled was " + recalled
                        + ", want what the second wrote, after what was there before");
    }
}
