package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rules for what a journal recalls: R-JN-06, 07 and 10 of {@code docs/spec.md}. Inherit {@link JournalContract}, which has them all. */
@Timeout(60)
public abstract class RecallContract extends JournalExamination {

    /** How many histories are tried, unless less is said. */
    private static final int HISTORIES = FewerHistories.MOST;

    /** A moment before it may be forgotten. */
    private static final Duration ALMOST = Journal.RETENTION.minusSeconds(1);

    /** More entries than any journal keeps side by side when one would do. */
    private static final int MANY = 3_000;

    RecallContract() {}

    @Provide
    Arbitrary<List<JournalHistory.Step>> histories() {
        return JournalHistory.arbitrary();
    }

    /**
     * R-JN-06, R-JN-07. If it fails: whatever happened just before the last reopening of the history that is shown lost an entry, brought one back,
     * or changed the order. Many renewals are there to provoke that a long journal is made short.
     */
    @Property(tries = HISTORIES, edgeCases = EdgeCasesMode.NONE)
    public void required_JN07_order_any_history_is_recalled_as_a_simple_list_would(
            @ForAll("histories") List<JournalHistory.Step> steps) throws Exception {
        examine(scene -> new JournalHistory(scene).play(steps));
    }

    /** R-JN-07, R-JN-10. If it fails: more is forgotten of a framework that was over twice than what it had one of those times. */
    @Test
    public void required_JN07_order_a_framework_that_was_over_twice_is_recalled_as_of_one_of_them() throws Exception {
        JournalHistory.Step longer = new JournalHistory.Step.Pass(Journal.RETENTION.plusHours(1));
        examine(scene -> new JournalHistory(scene)
                .play(List.of(
                        new JournalHistory.Step.Removal(),
                        longer,
                        new JournalHistory.Step.Renewal(Duration.ZERO),
                        longer)));
    }

    /** R-JN-06. If it fails: a write completes before what it wrote is where it outlives the process, and the machine. */
    @Test
    public void required_JN06_durability_a_completed_write_is_there_after_a_power_cut() throws Exception {
        examine(scene -> {
            JournalEntry[] entries = {scene.end(1), scene.lease(JournalScene.WEEK), scene.removal()};
            for (JournalEntry entry : entries) {
                ExaminedJournal journal = scene.open();
                scene.written(journal, entry);
                requireRecalled("R-JN-06", "the power failed", scene.openAfterAPowerCut(), entry);
            }
        });
    }

    /** R-JN-06. If it fails: only {@code close} puts things in order, or what a crash leaves behind is in the way. */
    @Test
    public void required_JN06_durability_is_there_without_a_close() throws Exception {
        examine(scene -> {
            JournalEntry entry = scene.end(1);
            scene.written(scene.open(), entry);
            requireRecalled("R-JN-06", "another driver opened it", scene.open(), entry);
        });
    }

    /** R-JN-07. If it fails: acknowledgements are kept in a map without order, or sorted by something else. */
    @Test
    public void required_JN07_order_acknowledgements_are_recalled_oldest_first() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            JournalEntry[] ends = new JournalEntry[20];
            for (int i = 0; i < ends.length; i++) {
                ends[i] = scene.end(i);
                scene.clock().advance(Duration.ofSeconds(1));
            }
            scene.written(journal, ends);
            journal.close();
            JournalSnapshot recalled = scene.open().recall();
            require(
                    recalled.entries().equals(List.of(ends)),
                    "R-JN-07",
                    "recalled was " + recalled.entries() + ", want them in the order in which they were written");
        });
    }

    /** R-JN-07. If it fails: an acknowledgement that comes again replaces the first, or is kept beside it. */
    @Test
    public void required_JN07_order_of_several_acknowledgements_the_first_counts() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            JournalEntry first = scene.end(1);
            scene.clock().advance(Duration.ofSeconds(1));
            scene.written(journal, first, scene.end(1));
            journal.close();
            List<JournalEntry> recalled = scene.open().recall().entries();
            require(
                    recalled.equals(List.of(first)),
                    "R-JN-07",
                    "of two acknowledgements of one launch was recalled " + recalled + ", want " + first);
        });
    }

    /** R-JN-07. If it fails: leases are compared by their times, or the first is kept. */
    @Test
    public void required_JN07_order_of_several_leases_the_last_counts() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            JournalEntry.Lease longer = scene.lease(JournalScene.WEEK);
            scene.written(
                    journal, longer, new JournalEntry.Lease(longer.seen().minusSeconds(9), Duration.ZERO, Map.of()));
            journal.close();
            Optional<JournalEntry.Lease> recalled = scene.open().recall().lease();
            require(
                    recalled.map(JournalEntry.Lease::terms).equals(Optional.of(Map.of())),
                    "R-JN-07",
                    "recalled was the lease " + recalled + ", want the one that was written last");
        });
    }

    /** R-JN-07. If it fails: {@code recall} answers from what is written to, instead of from what was there. */
    @Test
    public void required_JN07_order_what_is_recalled_stays_as_it_was() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            scene.written(first, scene.end(1));
            first.close();
            ExaminedJournal journal = scene.open();
            JournalSnapshot before = journal.recall();
            scene.written(journal, scene.end(2), scene.lease(JournalScene.WEEK));
            require(
                    journal.recall().equals(before),
                    "R-JN-07",
                    "recalled was " + before.entries() + ", and after two writes "
                            + journal.recall().entries() + ", want what was there at the opening");
        });
    }

    /** R-JN-10. If it fails: the journal is made shorter by number instead of by age, or its clock is not the one that was given. */
    @Test
    public void required_JN10_retention_an_acknowledgement_is_kept_for_a_day() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            JournalEntry.Acknowledged end = scene.end(-1);
            scene.written(journal, end);
            scene.clock().advance(ALMOST);
            for (int i = 0; i < MANY; i++) {
                journal.write(i % 2 == 0 ? scene.end(i) : scene.lease(JournalScene.WEEK));
            }
            journal.close();
            ExaminedJournal next = scene.open();
            require(
                    next.recall().acknowledged().containsKey(end.launch()),
                    "R-JN-10",
                    end + " was forgotten after " + ALMOST + ", want it kept for " + Journal.RETENTION);
        });
    }

    /** R-JN-10. If it fails: what is thrown away is chosen by when it was last written, instead of by when its lease is over. */
    @Test
    public void required_JN10_retention_a_framework_that_is_away_is_not_forgotten() throws Exception {
        requireKept(scene -> scene.lease(JournalScene.WEEK), JournalScene.WEEK.plus(ALMOST));
    }

    /** R-JN-10. If it fails: journals of removed frameworks are thrown away at once. */
    @Test
    public void required_JN10_retention_a_removal_is_not_forgotten_the_same_day() throws Exception {
        requireKept(JournalScene::removal, ALMOST);
    }

    @FunctionalInterface
    private interface Entry {
        JournalEntry of(JournalScene scene);
    }

    private void requireKept(Entry written, Duration away) throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            JournalEntry entry = written.of(scene);
            scene.written(journal, scene.lease(Duration.ZERO), entry);
            journal.close();
            scene.clock().advance(away);
            ExaminedJournal another = scene.open(new JournalKey("default", new FrameworkId("another")));
            scene.written(another, scene.lease(Duration.ZERO));
            another.close();
            requireRecalled("R-JN-10", away + " went by and another framework came", scene.open(), entry);
        });
    }

    static void requireRecalled(String rule, String after, ExaminedJournal journal, JournalEntry entry) {
        List<JournalEntry> recalled = journal.recall().entries();
        require(
                recalled.contains(entry),
                rule,
                () -> entry + " was written, and after " + after + " was recalled " + recalled);
    }
}
