package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.journal.BrokenJournal.journal;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.opening;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.recalling;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.writing;
import static dev.isthmus.testkit.contract.journal.BrokenJournals.DONE;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;

/** Journals, each with one thing made wrong about what it recalls. */
final class BrokenRecollections {

    private BrokenRecollections() {}

    static List<BrokenJournal> all() {
        List<BrokenJournal> all = new ArrayList<>(durability());
        all.addAll(order());
        return all;
    }

    private static List<BrokenJournal> durability() {
        return List.of(
                recalling(
                                "forgets everything when it is opened anew",
                                "JN06_durability_a_completed",
                                "after the power failed was recalled []",
                                (recalled, context) -> JournalSnapshot.NOTHING)
                        .alsoBreaking("JN"),
                journal(
                                "says that it is written when the next comes",
                                "JN06_durability_a_completed",
                                "after the power failed was recalled",
                                Late::new)
                        .alsoBreaking("JN"),
                opening(
                                "forgets what was not closed",
                                "JN06_durability_is_there_without",
                                "after another driver opened it was recalled []",
                                (real, context) -> {
                                    boolean leftOpen = real.isOpen(context.key());
                                    return new WrappedJournal(real.open(context), context) {
                                        @Override
                                        public JournalSnapshot recall() {
                                            return leftOpen ? JournalSnapshot.NOTHING : super.recall();
                                        }
                                    };
                                })
                        .alsoBreaking("JN05_close_closing_again", "JN07_order_any_history", "JN08_"),
                writing(
                                "forgets the acknowledgement of some launches",
                                "JN07_order_any_history",
                                "was recalled",
                                (real, entry) -> entry instanceof JournalEntry.Acknowledged end
                                                && end.launch().value().charAt(0) < '8'
                                        ? DONE
                                        : real.write(entry))
                        .alsoBreaking("JN"),
                fromEntries(
                                "forgets what came first when it has become long",
                                "JN10_retention_an_ack",
                                "was forgotten after",
                                entries -> JournalSnapshot.of(
                                        entries.size() > 1000 ? entries.subList(500, entries.size()) : entries))
                        .alsoBreaking("JN07_order_any_history"));
    }

    /** Writes each entry when the next one comes, or when it is closed. */
    private static final class Late extends WrappedJournal {

        private final List<JournalFact> late = new ArrayList<>();

        private Late(WrappedJournal real) {
            super(real, real.context);
        }

        @Override
        public synchronized CompletionStage<Void> write(JournalFact entry) {
            late.forEach(super::write);
            late.clear();
            late.add(entry);
            return DONE;
        }

        @Override
        public synchronized void close() {
            late.forEach(super::write);
            late.clear();
            super.close();
        }
    }

    private static JournalSnapshot with(JournalSnapshot recalled, Map<LaunchId, Instant> acknowledged) {
        return new JournalSnapshot(acknowledged, recalled.lease(), recalled.removed());
    }

    private static List<BrokenJournal> order() {
        return List.of(
                recalling(
                                "sorts acknowledgements by launch",
                                "JN07_order_acknowledgements_are",
                                "in the order in which they were written",
                                (recalled, context) -> with(recalled, new TreeMap<>(recalled.acknowledged())))
                        .alsoBreaking("JN02_threads_it_may_be_written", "JN08_takeover_the_first"),
                fromEntries(
                        "lets the last acknowledgement of a launch count",
                        "JN07_order_of_several_acknowledgements",
                        "of two acknowledgements of one launch was recalled",
                        entries -> {
                            Map<LaunchId, Instant> last = new LinkedHashMap<>();
                            entries.stream()
                                    .filter(JournalEntry.Acknowledged.class::isInstance)
                                    .map(JournalEntry.Acknowledged.class::cast)
                                    .forEach(end -> last.put(end.launch(), end.at()));
                            return with(JournalSnapshot.of(entries), last);
                        }),
                fromEntries(
                                "lets the first lease count",
                                "JN07_order_of_several_leases",
                                "recalled was the lease",
                                entries -> {
                                    List<JournalEntry> backwards = new ArrayList<>(entries);
                                    Collections.reverse(backwards);
                                    JournalSnapshot right = JournalSnapshot.of(entries);
                                    return new JournalSnapshot(
                                            right.acknowledged(),
                                            JournalSnapshot.of(backwards).lease(),
                                            right.removed());
                                })
                        .alsoBreaking("JN10_retention_a_framework", "JN19_"),
                fromEntries(
                                "hears nothing more of a framework that was removed",
                                "JN07_order_a_framework_that_was_over_twice",
                                "was recalled [Removed",
                                entries -> {
                                    long before = entries.stream()
                                            .takeWhile(entry -> !(entry instanceof JournalEntry.Removed))
                                            .count();
                                    return JournalSnapshot.of(
                                            entries.stream().limit(before + 1).toList());
                                })
                        .alsoBreaking("JN19_"),
                opening(
                        "recalls what it writes itself",
                        "JN07_order_what_is_recalled",
                        "want what was there at the opening",
                        (real, context) -> new WrappedJournal(real.open(context), context) {
                            @Override
                            public JournalSnapshot recall() {
                                return JournalContent.of(real.entries(context.key()))
                                        .ofFramework();
                            }
                        }));
    }

    @FunctionalInterface
    private interface Reading {
        JournalSnapshot of(List<JournalEntry> entries);
    }

    private static BrokenJournal fromEntries(String words, String test, String explanation, Reading wrong) {
        return opening(words, test, explanation, (real, context) -> {
            Journal journal = real.open(context);
            JournalSnapshot recalled = wrong.of(real.entries(context.key()).stream()
                    .flatMap(fact -> fact.fold(Stream::of, ofMaster -> Stream.<JournalEntry>empty()))
                    .toList());
            return new WrappedJournal(journal, context) {
                @Override
                public JournalSnapshot recall() {
                    return recalled;
                }
            };
        });
    }

    static List<BrokenJournal> retention() {
        return List.of(
                recalling(
                        "keeps the newest thousand",
                        "JN10_retention_an_ack",
                        "was forgotten after",
                        (recalled, context) -> {
                            List<JournalEntry> entries = recalled.entries();
                            return JournalSnapshot.of(
                                    entries.subList(Math.max(0, entries.size() - 1000), entries.size()));
                        }),
                recalling(
                                "forgets whoever was not there for a day",
                                "JN10_retention_a_framework",
                                "and another framework came was recalled []",
                                (recalled, context) -> recalled.lease()
                                                .filter(lease -> lease.seen()
                                                        .isBefore(context.clock()
                                                                .instant()
                                                                .minus(Journal.RETENTION)))
                                                .isPresent()
                                        ? JournalSnapshot.NOTHING
                                        : recalled)
                        .alsoBreaking("JN07_order_any_history"),
                recalling(
                                "forgets all of a framework that was removed",
                                "JN10_retention_a_removal",
                                "and another framework came was recalled []",
                                (recalled, context) ->
                                        recalled.removed().isPresent() ? JournalSnapshot.NOTHING : recalled)
                        .alsoBreaking("JN06_durability_a_completed", "JN07_order_any_history", "JN19_"),
                recalling(
                                "keeps removed frameworks as if they were there",
                                "JN10_retention_a_removal",
                                "and another framework came was recalled [Lease",
                                (recalled, context) -> new JournalSnapshot(
                                        recalled.acknowledged(), recalled.lease(), Optional.empty()))
                        .alsoBreaking("JN06_durability_a_completed", "JN07_order_any_history", "JN19_"));
    }
}
