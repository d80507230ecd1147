package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.resource.Amount;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The rules for whose a journal is, and for frameworks that move from one to another: R-JN-15 and 19 to 21 of {@code docs/spec.md}. Inherit {@link
 * JournalContract}, which has them all.
 */
public abstract class OwnerContract extends TakeoverContract {

    /** What the name of a master's journal may come to, where it is kept. */
    private static final List<String> LIKE_A_MASTER =
            List.of("master", "@master", "%40master", "the master", ".master", "_master", "master/", "*", "\u0000");

    OwnerContract() {}

    /** R-JN-15. If it fails: what is written is not looked at, and one who has the journal later does not know what to make of it. */
    @Test
    public void required_JN15_owner_a_journal_takes_what_is_its_owners_alone() throws Exception {
        examine(scene -> {
            ExaminedJournal journal = scene.open();
            scene.written(journal, scene.end(1));
            JournalFact another = scene.key()
                    .owner()
                    .fold(
                            framework -> new MasterEntry.Weights(new TreeMap<>(Map.of("web", Amount.of(2)))),
                            master -> scene.removal());
            Optional<Throwable> failure = scene.failure("R-JN-15", another, scene.put("R-JN-15", journal, another));
            require(
                    failure.isPresent(),
                    "R-JN-15",
                    another + " was written to the journal of " + scene.key() + ", want that to fail");
            scene.written(journal, scene.end(2));
            journal.close();
            ExaminedJournal next = scene.open();
            int weights = next.recallMaster().weights().size();
            require(
                    next.recall().acknowledged().size() == 2 && weights == 0,
                    "R-JN-15",
                    another + " was refused by the journal of " + scene.key() + ", and then recalled was "
                            + next.recall().entries() + " and " + next.recallMaster());
        });
    }

    /** R-JN-15. If it fails: the master's journal has a name that some framework may have. Take one that no encoded id comes to. */
    @Test
    public void required_JN15_owner_no_framework_has_the_masters_journal() throws Exception {
        for (String id : LIKE_A_MASTER) {
            JournalKey framework = new JournalKey("default", new FrameworkId(id));
            examine(scene -> requireApart("R-JN-15", scene, JournalKey.ofMaster("default"), framework));
        }
        examine(scene ->
                requireApart("R-JN-15", scene, JournalKey.ofMaster("default"), JournalKey.ofMaster("another")));
    }

    /** R-JN-19. If it fails: the lease outlives the move, or what was acknowledged before goes with it. */
    @Test
    public void required_JN19_moved_the_lease_ends_and_nothing_else() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            JournalEntry.Removed removal = scene.removal();
            scene.written(
                    first,
                    scene.end(1),
                    scene.lease(JournalScene.WEEK),
                    new JournalEntry.Moved(scene.clock().instant()),
                    removal);
            first.close();
            ExaminedJournal second = scene.open();
            requireSame(second, List.of(scene.end(1), removal), "the framework had moved");
            JournalEntry.Lease again = scene.lease(JournalScene.WEEK);
            scene.written(second, again);
            second.close();
            requireSame(
                    scene.openAfterAPowerCut(),
                    List.of(scene.end(1), again, removal),
                    "the framework had moved and come back");
        });
    }

    private static void requireSame(ExaminedJournal journal, List<JournalEntry> wanted, String when) {
        List<JournalEntry> recalled = journal.recall().entries();
        require(recalled.equals(wanted), "R-JN-19", "after " + when + " was recalled " + recalled + ", want " + wanted);
    }

    /** R-JN-20. If it fails: {@code look} opens the journal, and with that fences who has it, or it answers from a copy of its own. */
    @Test
    public void required_JN20_look_it_shows_what_is_there_and_disturbs_nobody() throws Exception {
        examine(scene -> {
            require(
                    scene.look().equals(JournalSnapshot.NOTHING),
                    "R-JN-20",
                    "where no journal was, " + scene.look().entries() + " was seen");
            ExaminedJournal journal = scene.open();
            scene.written(journal, scene.end(1), scene.lease(JournalScene.WEEK));
            requireSeen(scene, List.of(scene.end(1), scene.lease(JournalScene.WEEK)));
            require(
                    journal.standing() == Standing.STANDS && !journal.isTold(MOMENT),
                    "R-JN-20",
                    "the journal was looked at, and the driver that had it was fenced");
            scene.written(journal, scene.end(2));
            journal.close();
            requireSeen(scene, List.of(scene.end(1), scene.end(2), scene.lease(JournalScene.WEEK)));
        });
    }

    /**
     * R-JN-21. If it fails: {@code hold} answers from something that does not end with the driver, or begin with it; or it opens the journal to find out. A
     * store that cannot tell says {@code UNKNOWN}.
     */
    @Test
    public void required_JN21_hold_it_tells_whether_a_driver_has_it_open_and_disturbs_nobody() throws Exception {
        examine(scene -> {
            requireHold(scene, Hold.FREE, "where no journal was");
            ExaminedJournal journal = scene.open();
            scene.written(journal, scene.lease(JournalScene.WEEK));
            requireHold(scene, Hold.HELD, "while a driver had it open");
            require(
                    journal.standing() == Standing.STANDS && !journal.isTold(MOMENT),
                    "R-JN-21",
                    "it was asked who had the journal, and the driver that had it was fenced");
            ExaminedJournal next = scene.open();
            journal.close();
            requireHold(scene, Hold.HELD, "when the driver had closed it from which another had taken it over");
            next.close();
            requireHold(scene, Hold.FREE, "when the driver had closed it");
            require(
                    !scene.open().tookOver(),
                    "R-JN-21",
                    "it was asked who had the journal, and the next opening counted as a takeover");
        });
    }

    private static void requireHold(JournalScene scene, Hold wanted, String when) {
        Hold seen = scene.hold();
        require(
                seen == wanted || seen == Hold.UNKNOWN,
                "R-JN-21",
                when + ", it was said to be " + seen + ", want " + wanted);
    }

    private static void requireSeen(JournalScene scene, List<JournalEntry> wanted) {
        List<JournalEntry> seen = scene.look().entries();
        require(seen.equals(wanted), "R-JN-20", "a look at the journal showed " + seen + ", want " + wanted);
    }
}
