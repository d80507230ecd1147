package dev.isthmus.testkit.contract;

import static dev.isthmus.testkit.contract.BackendExamination.require;

import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The rule for who has a journal: R-JN-08 of {@code docs/spec.md}. Inherit {@link JournalContract}, which has them all. */
public abstract class TakeoverContract extends RecollectionContract {

    /** For how long, in real time, is waited for what must not come. */
    static final Duration MOMENT = Duration.ofMillis(50);

    TakeoverContract() {}

    /** R-JN-08. If it fails: nobody looks whether another driver wants it, or each look tells anew. */
    @Test
    public void required_JN08_takeover_isToldOnce() throws Exception {
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
    public void required_JN11_takeover_whoTakesItKnows() throws Exception {
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
    public void required_JN08_takeover_theFirstWritesNoMore() throws Exception {
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
    public void required_JN08_takeover_whatWasWrittenBeforeIsRecalledAfter() throws Exception {
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
                    RecollectionContract.requireRecalled("R-JN-08", "it was taken over", second, entry);
                }
            });
        });
    }

    /** R-JN-08. If it fails: a driver that cannot let go is passed over, so that two have the journal; or the message says nothing. */
    @Test
    public void required_JN08_takeover_whoDoesNotLetGoKeepsItOrLosesIt() throws Exception {
        examine(scene -> {
            ExaminedJournal first = scene.open();
            scene.written(first, scene.end(1));
            scene.place().fallSilent();
            JournalEntry held = scene.end(2);
            CompletionStage<Void> stage = first.write(held);
            Optional<ExaminedJournal> second = Optional.empty();
            try {
                second = Optional.of(scene.open());
            } catch (JournalException e) {
                require(
                        String.valueOf(e.getMessage())
                                .contains(JournalScene.KEY.framework().value()),
                        "R-JN-08",
                        "the other driver was refused with '" + e.getMessage()
                                + "', which does not say what it is about");
            } finally {
                scene.place().answerAgain();
            }
            Optional<Throwable> failure = scene.failure("R-JN-08", held, stage);
            if (second.isPresent()) {
                require(
                        failure.isPresent() || second.get().recall().entries().contains(held),
                        "R-JN-08",
                        "two have the journal: another driver opened it, and the first wrote " + held
                                + ", which that one does not recall");
                scene.requireFailing("R-JN-08", "after the takeover", first, scene.end(3));
                require(
                        first.isTold(scene.place().patience()),
                        "R-JN-08",
                        "another driver opened the journal, and the first was not told");
            }
        });
    }
}
