package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.RuleChecks.require;

import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/**
 * Any history of a journal beside the simplest journal there can be, a list: whenever it is opened, it recalls what the list comes to, but for what
 * may be forgotten.
 */
final class JournalHistory {

    /** What may happen to it. */
    sealed interface Step {

        /** Makes it happen. */
        void play(JournalHistory to);

        /** The end of another task is acknowledged. */
        record End() implements Step {
            @Override
            public void play(JournalHistory to) {
                to.write(to.scene.end(to.tasks++));
            }
        }

        /** The lease is renewed. */
        record Renewal(Duration failoverTimeout) implements Step {
            @Override
            public void play(JournalHistory to) {
                to.write(to.scene.lease(failoverTimeout));
            }
        }

        /** The framework is removed. */
        record Removal() implements Step {
            @Override
            public void play(JournalHistory to) {
                to.write(to.scene.removal());
            }
        }

        /** The framework moves to another journal. */
        record Move() implements Step {
            @Override
            public void play(JournalHistory to) {
                to.write(new JournalEntry.Moved(to.scene.clock().instant()));
            }
        }

        /** So many leases one after the other: enough of them are worth being made fewer. */
        record ManyRenewals(int count) implements Step {
            @Override
            public void play(JournalHistory to) {
                for (int i = 0; i < count; i++) {
                    to.write(to.scene.lease(JournalScene.WEEK));
                }
            }
        }

        /** Time passes. */
        record Pass(Duration time) implements Step {
            @Override
            public void play(JournalHistory to) {
                // What is on its way is older than what comes.
                to.awaitWritten();
                to.scene.clock().advance(time);
                to.noteWhatMayBeForgotten();
            }
        }

        /** It is opened anew. */
        record Reopening(How how) implements Step {
            @Override
            public void play(JournalHistory to) {
                to.reopen(how);
            }
        }
    }

    /** How a journal gets to whom opens it next. */
    enum How {
        CLOSED("closed") {
            @Override
            ExaminedJournal reopen(JournalScene scene, ExaminedJournal before, Runnable awaitWritten) {
                before.close();
                return scene.open();
            }
        },
        TAKEN_OVER("taken over") {
            @Override
            ExaminedJournal reopen(JournalScene scene, ExaminedJournal before, Runnable awaitWritten) {
                awaitWritten.run();
                ExaminedJournal next = scene.open();
                before.close();
                return next;
            }
        },
        POWER_CUT("cut off by a power failure") {
            @Override
            ExaminedJournal reopen(JournalScene scene, ExaminedJournal before, Runnable awaitWritten) {
                awaitWritten.run();
                return scene.openAfterAPowerCut();
            }
        };

        private final String words;

        How(String words) {
            this.words = words;
        }

        abstract ExaminedJournal reopen(JournalScene scene, ExaminedJournal before, Runnable awaitWritten);

        @Override
        public String toString() {
            return words;
        }
    }

    private final JournalScene scene;
    private final List<JournalEntry> model = new ArrayList<>();
    private final List<CompletionStage<Void>> underWay = new ArrayList<>();
    private ExaminedJournal journal;
    private int tasks;
    /** So many of the first entries may be gone: none, and as many as there were each time that the framework was over. */
    private final List<Integer> forgettable = new ArrayList<>(List.of(0));

    JournalHistory(JournalScene scene) {
        this.scene = scene;
        this.journal = scene.open();
    }

    static Arbitrary<List<Step>> arbitrary() {
        return Arbitraries.<Step>frequencyOf(
                        Tuple.of(8, Arbitraries.just(new Step.End())),
                        Tuple.of(
                                4,
                                Arbitraries.of(Duration.ZERO, Duration.ofMinutes(1), JournalScene.WEEK)
                                        .map(Step.Renewal::new)),
                        Tuple.of(1, Arbitraries.just(new Step.Removal())),
                        Tuple.of(1, Arbitraries.just(new Step.Move())),
                        Tuple.of(
                                1,
                                Arbitraries.of(2, 400, 1100).withoutEdgeCases().map(Step.ManyRenewals::new)),
                        Tuple.of(
                                2,
                                Arbitraries.of(Duration.ofSeconds(1), Duration.ofHours(23), Duration.ofHours(25))
                                        .map(Step.Pass::new)),
                        Tuple.of(
                                3,
                                Arbitraries.frequency(
                                                Tuple.of(6, How.CLOSED),
                                                Tuple.of(3, How.POWER_CUT),
                                                Tuple.of(1, How.TAKEN_OVER))
                                        .map(Step.Reopening::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(40);
    }

    void play(List<Step> steps) {
        steps.forEach(step -> step.play(this));
        new Step.Reopening(How.POWER_CUT).play(this);
        new Step.Reopening(How.CLOSED).play(this);
    }

    /** What a framework had before it was over may go at any time from then on, and what it does after that is there. */
    private void noteWhatMayBeForgotten() {
        Instant oldest = scene.clock().instant().minus(Journal.RETENTION);
        if (mayBeForgotten(withoutFirst(forgettable.get(forgettable.size() - 1)), oldest)) {
            forgettable.add(model.size());
        }
    }

    private JournalSnapshot withoutFirst(int count) {
        return JournalSnapshot.of(model.subList(count, model.size()));
    }

    private void write(JournalEntry entry) {
        underWay.add(journal.write(entry));
        model.add(entry);
    }

    private void awaitWritten() {
        underWay.forEach(stage -> scene.requireWritten("R-JN-07", model.get(model.size() - 1), stage));
        underWay.clear();
    }

    private void reopen(How how) {
        ExaminedJournal before = journal;
        journal = how.reopen(scene, before, this::awaitWritten);
        awaitWritten();
        compare(how, journal.recall());
    }

    private void compare(How how, JournalSnapshot recalled) {
        JournalSnapshot all = JournalSnapshot.of(model);
        Instant oldest = scene.clock().instant().minus(Journal.RETENTION);
        noteWhatMayBeForgotten();
        List<JournalEntry> wanted = all.since(oldest).entries();
        List<JournalEntry> found = recalled.since(oldest).entries();
        require(
                forgettable.stream()
                        .anyMatch(count ->
                                found.equals(withoutFirst(count).since(oldest).entries())),
                "R-JN-07",
                () -> "after the journal was " + how + " was recalled " + found + ", want " + wanted);
        List<JournalEntry> older = recalled.entries();
        require(
                isWithin(older, all.entries()),
                "R-JN-07",
                () -> "after the journal was " + how + " was recalled " + older + ", and written only "
                        + all.entries());
    }

    private static boolean mayBeForgotten(JournalSnapshot all, Instant oldest) {
        boolean fresh = all.acknowledged().values().stream().anyMatch(at -> !at.isBefore(oldest));
        boolean known = all.lease().isPresent() || all.removed().isPresent();
        boolean over = all.end().filter(end -> end.isBefore(oldest)).isPresent();
        return known ? over : !fresh;
    }

    /** Whether these are some of those, in their order. */
    private static boolean isWithin(List<JournalEntry> some, List<JournalEntry> all) {
        int found = 0;
        for (JournalEntry entry : all) {
            if (found < some.size() && some.get(found).equals(entry)) {
                found++;
            }
        }
        return found == some.size();
    }
}
