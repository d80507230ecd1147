package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.journal.BrokenJournal.journal;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.opening;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.provider;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider.Context;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedJournal;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedProvider;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Journals, each with one thing made wrong about who has it. */
final class BrokenTakeovers {

    private BrokenTakeovers() {}

    private static Context telling(Context context, Runnable taken) {
        return new Context(context.key(), context.settings(), context.clock(), taken);
    }

    static List<BrokenJournal> all() {
        return List.of(
                provider(
                        "tells within a call",
                        "JN02_threads_nothing",
                        "within a call",
                        real -> new WrappedProvider(real) {
                            private final Map<JournalKey, Runnable> losers = new HashMap<>();

                            // One after the other: it is wrong in one thing only.
                            @Override
                            public synchronized Journal open(Context context) {
                                boolean held = this.real.isOpen(context.key());
                                Journal journal = this.real.open(telling(context, () -> {}));
                                Runnable loser = losers.put(context.key(), context.taken());
                                if (held && loser != null) {
                                    loser.run();
                                }
                                return journal;
                            }
                        }),
                opening(
                                "does not tell the older driver",
                                "JN08_takeover_is_told_once",
                                "the first was not told within",
                                (real, context) -> real.open(telling(context, () -> {})))
                        .alsoBreaking("JN05_close_closing_again", "JN14_"),
                opening(
                        "tells the older driver twice",
                        "JN08_takeover_is_told_once",
                        "times, want 1, 1 and 0",
                        (real, context) -> real.open(telling(context, () -> {
                            context.taken().run();
                            context.taken().run();
                        }))),
                provider(
                        "lets two have it",
                        "JN08_takeover_the_first",
                        "after another driver had taken the journal over succeeded",
                        real -> new WrappedProvider(real) {
                            private final Map<JournalKey, Journal> holders = new ConcurrentHashMap<>();

                            // One after the other: it is wrong in one thing only.
                            @Override
                            public synchronized Journal open(Context context) {
                                Journal opened = this.real.open(context);
                                holders.put(context.key(), opened);
                                return new BrokenJournals.Closing(new WrappedJournal(opened, context)) {
                                    @Override
                                    public CompletionStage<Void> write(JournalFact entry) {
                                        return closed > 0
                                                ? BrokenJournals.failed("it is closed")
                                                : holders.get(context.key()).write(entry);
                                    }
                                };
                            }
                        }),
                opening(
                        "loses what was on its way when another came",
                        "JN08_takeover_what_was",
                        "after it was taken over was recalled",
                        (real, context) -> {
                            boolean held = real.isOpen(context.key());
                            return new WrappedJournal(real.open(context), context) {
                                @Override
                                public JournalSnapshot recall() {
                                    List<JournalEntry> entries = super.recall().entries();
                                    return held && entries.size() > 90
                                            ? JournalSnapshot.of(entries.subList(0, 90))
                                            : super.recall();
                                }
                            };
                        }),
                opening(
                        "waits for who does not answer",
                        "JN08_takeover_nobody",
                        "threw dev.isthmus.api.journal.JournalException: in use",
                        (real, context) -> {
                            if (real.isOpen(context.key()) && real.heldWrites() > 0) {
                                throw new JournalException("in use");
                            }
                            return real.open(context);
                        }),
                journal(
                        "says that what was on its way when another came is written",
                        "JN08_takeover_nobody",
                        "which that one does not recall",
                        real -> new WrappedJournal(real, real.context) {
                            @Override
                            public CompletionStage<Void> write(JournalFact entry) {
                                boolean stood = standing() == Standing.STANDS;
                                return super.write(entry)
                                        .handle((done, failure) -> stood && isOfATakeover(failure)
                                                ? BrokenJournals.DONE
                                                : BrokenJournals.same(failure))
                                        .thenCompose(stage -> stage);
                            }
                        }));
    }

    private static boolean isOfATakeover(@Nullable Throwable failure) {
        return failure != null && String.valueOf(failure.getMessage()).contains("taken the journal over");
    }

    /** About epochs and what they fence. */
    static List<BrokenJournal> fences() {
        return List.of(
                journal(
                                "has one epoch for all",
                                "JN12_",
                                "the next had 1",
                                real -> new WrappedJournal(real, real.context) {
                                    @Override
                                    public Epoch epoch() {
                                        return new Epoch(1);
                                    }
                                })
                        .alsoBreaking("JN14_"),
                journal(
                                "remembers that it stood",
                                "JN13_standing_is_of",
                                "was said to be STANDS, want FENCED",
                                real -> standing(real, now -> Standing.STANDS))
                        .alsoBreaking("JN13_standing_is_unknown", "JN14_"),
                journal(
                        "takes silence for leave",
                        "JN13_standing_is_unknown",
                        "was said to be STANDS, want UNKNOWN",
                        real -> standing(real, now -> now == Standing.UNKNOWN ? Standing.STANDS : now)),
                journal(
                        "takes silence for a takeover",
                        "JN13_standing_is_unknown",
                        "was said to be FENCED, want UNKNOWN",
                        real -> standing(real, now -> now == Standing.UNKNOWN ? Standing.FENCED : now)),
                opening(
                        "gives one epoch to two that come together",
                        "JN14_",
                        "want different ones",
                        (real, context) -> {
                            boolean together = Thread.currentThread().getName().equals("contract-caller");
                            return new WrappedJournal(real.open(context), context) {
                                @Override
                                public Epoch epoch() {
                                    return together ? new Epoch(1) : super.epoch();
                                }
                            };
                        }));
    }

    private static WrappedJournal standing(WrappedJournal real, UnaryOperator<Standing> wrong) {
        return new WrappedJournal(real, real.context) {
            @Override
            public Standing standing() {
                return wrong.apply(super.standing());
            }
        };
    }

    static List<BrokenJournal> keys() {
        return List.of(
                keyed(
                        "does not mind the case of ids",
                        "JN09_keys_ids_that_look_alike",
                        key -> renamed(key, id -> id.toLowerCase(Locale.ROOT))),
                keyed(
                        "cuts long ids off",
                        "JN09_keys_ids_that_look_alike",
                        key -> renamed(key, id -> id.substring(0, Math.min(100, id.length())))),
                keyed("leaves the cluster out", "JN09_keys_one_framework", key -> new JournalKey("", key.owner()))
                        .alsoBreaking("JN15_owner_no_framework"),
                keyed(
                                "puts cluster and id together",
                                "JN09_keys_one_framework",
                                key -> new JournalKey(
                                        "",
                                        renamed(key, id -> key.cluster() + "/" + id)
                                                .owner()))
                        .alsoBreaking("JN15_owner_no_framework"),
                opening(
                                "answers another framework's",
                                "JN09_keys_frameworks",
                                "which was written to that of",
                                (real, context) -> {
                                    Journal journal = real.open(context);
                                    JournalSnapshot all =
                                            JournalContent.of(real.entries()).ofFramework();
                                    return new WrappedJournal(journal, context) {
                                        @Override
                                        public JournalSnapshot recall() {
                                            return all;
                                        }
                                    };
                                })
                        .alsoBreaking("JN10_"));
    }

    private static JournalKey renamed(JournalKey key, UnaryOperator<String> name) {
        return key.owner()
                .fold(
                        framework -> new JournalKey(
                                key.cluster(),
                                new FrameworkId(name.apply(framework.id().value()))),
                        master -> key);
    }

    static BrokenJournal keyed(String words, String test, UnaryOperator<JournalKey> wrong) {
        return provider(words, test, "which was written to that of", real -> new WrappedProvider(real) {
            @Override
            public Journal open(Context context) {
                return super.open(
                        new Context(wrong.apply(context.key()), context.settings(), context.clock(), context.taken()));
            }

            @Override
            public JournalContent look(JournalKey key, Settings settings) {
                return super.look(wrong.apply(key), settings);
            }

            @Override
            public Hold hold(JournalKey key, Settings settings) {
                return super.hold(wrong.apply(key), settings);
            }
        });
    }
}
