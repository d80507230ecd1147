package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;
import static dev.isthmus.testkit.contract.RuleChecks.requireOnAnyThread;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.Standing;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rules for who has a journal: R-JN-12 to 14 of {@code docs/spec.md}. Inherit {@link JournalContract}, which has them all. */
public abstract class FenceContract extends KeysContract {

    /** For how long, in real time, is waited for what must not come. */
    static final Duration MOMENT = Duration.ofMillis(50);

    private static final int AT_THE_SAME_TIME = 6;

    FenceContract() {}

    /** R-JN-12. If it fails: the number is counted by the process, or is not durable when the opening returns. */
    @Test
    public void required_JN12_epoch_is_higher_at_each_opening() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            Epoch one = first.epoch();
            first.close();
            Epoch afterAClose = requireLater(one, scene.open(), "it was closed and opened again");
            ExaminedJournal third = scene.open();
            Epoch afterATakeover = requireLater(afterAClose, third, "it was taken over");
            requireLater(afterATakeover, scene.openAfterAPowerCut(), "the power failed");
            third.close();
            require(
                    first.epoch().equals(one) && third.epoch().equals(afterATakeover),
                    "R-JN-12",
                    "the epoch of an opening was " + one + " and then " + first.epoch()
                            + ", want it the same each time");
        });
    }

    private static Epoch requireLater(Epoch before, ExaminedJournal journal, String what) {
        Epoch epoch = journal.epoch();
        require(
                before.isBefore(epoch),
                "R-JN-12",
                "an opening had epoch " + before + ", and after " + what + " the next had " + epoch);
        return epoch;
    }

    /** R-JN-13. If it fails: the answer is remembered, or comes from a copy that the store keeps of an older state: a stale read. */
    @Test
    public void required_JN13_standing_is_of_the_newest_opening_alone() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            requireStanding(Standing.STANDS, first, "the journal was opened");
            ExaminedJournal second = scene.open();
            requireStanding(Standing.FENCED, first, "another driver had opened it");
            requireStanding(Standing.STANDS, second, "it had taken it over");
            ExaminedJournal third = scene.open();
            requireStanding(Standing.FENCED, second, "a third driver had opened it");
            third.close();
            requireStanding(Standing.FENCED, third, "it had been closed");
            requireStanding(Standing.FENCED, second, "the third had closed it");
            requireStanding(Standing.FENCED, first, "the third had closed it");
        });
    }

    private static void requireStanding(Standing wanted, ExaminedJournal journal, String when) {
        Standing found = journal.standing();
        require(
                found == wanted,
                "R-JN-13",
                "when " + when + ", epoch " + journal.epoch() + " was said to be " + found + ", want " + wanted);
    }

    /** R-JN-13. If it fails: a store that cannot be read is taken for leave to go on, or for a takeover. */
    @Test
    public void required_JN13_standing_is_unknown_where_the_store_does_not_say() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            requireStanding(Standing.STANDS, journal, "the journal was opened");
            scene.place().failReads();
            requireStanding(Standing.UNKNOWN, journal, "the store could not be read");
            scene.place().restoreReads();
            requireStanding(Standing.STANDS, journal, "the store could be read again");
            JournalEntry entry = scene.end(1);
            scene.requireWritten("R-JN-13", entry, journal.write(entry));
            require(!journal.isTold(MOMENT), "R-JN-13", "a store that could not be read was told as a takeover");
        });
    }

    /** R-JN-14. If it fails: two openings that look at the same time find the same, and both go on from there. */
    @Test
    public void required_JN14_together_one_of_several_has_it() throws Exception {
        examine(scene -> {
            List<ExaminedJournal> opened = Collections.synchronizedList(new ArrayList<>());
            List<Runnable> openings = new ArrayList<>();
            for (int i = 0; i < AT_THE_SAME_TIME; i++) {
                openings.add(() -> {
                    try {
                        opened.add(scene.open());
                    } catch (JournalException e) {
                        // Another came while it was at it.
                        require(
                                String.valueOf(e.getMessage())
                                        .contains(scene.key()
                                                .owner()
                                                .fold(its -> its.id().value(), master -> "master")),
                                "R-JN-14",
                                "an opening was refused with '" + e.getMessage()
                                        + "', which does not say what it is about");
                    }
                });
            }
            requireOnAnyThread("R-JN-14", "opening", openings);
            require(!opened.isEmpty(), "R-JN-14", "of " + AT_THE_SAME_TIME + " openings none had the journal");
            requireOneStanding(scene, List.copyOf(opened));
        });
    }

    private static void requireOneStanding(JournalScene scene, List<ExaminedJournal> opened) {
        List<Epoch> epochs = opened.stream().map(ExaminedJournal::epoch).toList();
        require(
                epochs.stream().distinct().count() == epochs.size(),
                "R-JN-14",
                "openings at the same time had the epochs " + epochs + ", want different ones");
        ExaminedJournal newest = Collections.max(opened, Comparator.comparing(ExaminedJournal::epoch));
        for (ExaminedJournal journal : opened) {
            Standing wanted = journal == newest ? Standing.STANDS : Standing.FENCED;
            require(
                    journal.standing() == wanted,
                    "R-JN-14",
                    "of openings with epochs " + epochs + ", " + journal.epoch() + " was said to be "
                            + journal.standing() + ", want " + wanted);
            require(
                    journal == newest || journal.isTold(scene.place().patience()),
                    "R-JN-14",
                    "of openings with epochs " + epochs + ", " + journal.epoch() + " was not told that it has lost");
        }
        JournalEntry entry = scene.end(1);
        scene.requireWritten("R-JN-14", entry, newest.write(entry));
    }
}
