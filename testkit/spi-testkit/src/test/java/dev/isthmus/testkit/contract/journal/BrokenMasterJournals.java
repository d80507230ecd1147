package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.journal.BrokenJournal.journal;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.opening;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.provider;
import static dev.isthmus.testkit.contract.journal.BrokenJournals.DONE;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalProvider.Hold;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedJournal;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedProvider;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Journals, each with one thing made wrong about whose it is, or about those of masters. */
final class BrokenMasterJournals {

    private BrokenMasterJournals() {}

    /** Found in the journals of frameworks. */
    static List<BrokenJournal> owners() {
        return List.of(
                opening(
                        "takes whatever comes",
                        "JN15_owner_a_journal_takes",
                        "want that to fail",
                        (real, context) -> new WrappedJournal(real.open(context), context) {
                            @Override
                            public CompletionStage<Void> write(JournalFact fact) {
                                return context.key().owner().takes(fact) ? super.write(fact) : DONE;
                            }
                        }),
                opening(
                        "calls the master's journal master",
                        "JN15_owner_no_framework",
                        "takes no OfFramework",
                        (real, context) -> real.open(new JournalProvider.Context(
                                context.key()
                                        .owner()
                                        .fold(
                                                framework -> context.key(),
                                                master -> new JournalKey(
                                                        context.key().cluster(), new FrameworkId("master"))),
                                context.settings(),
                                context.clock(),
                                context.taken()))),
                recallingOtherwise(
                                "does not mind that a framework has moved",
                                "JN19_",
                                "after the framework had moved was recalled",
                                entries -> entries.stream()
                                        .filter(entry -> !(entry instanceof JournalEntry.Moved))
                                        .toList())
                        .alsoBreaking("JN07_order_any_history"),
                recallingOtherwise(
                                "forgets all of a framework that has moved",
                                "JN19_",
                                "after the framework had moved was recalled",
                                entries -> {
                                    int last = 0;
                                    for (int i = 0; i < entries.size(); i++) {
                                        last = entries.get(i) instanceof JournalEntry.Moved ? i : last;
                                    }
                                    return entries.subList(last, entries.size());
                                })
                        .alsoBreaking("JN07_order_any_history"),
                provider(
                        "opens what it is to look at",
                        "JN20_",
                        "the driver that had it was fenced",
                        real -> new WrappedProvider(real) {
                            @Override
                            public JournalContent look(JournalKey key, Settings settings) {
                                try (Journal opened =
                                        real.open(new Context(key, settings, InstantSource.system(), () -> {}))) {
                                    return new JournalContent(opened.recall(), opened.recallMaster());
                                }
                            }
                        }),
                provider("sees nothing", "JN20_", "a look at the journal showed []", real -> new WrappedProvider(real) {
                    @Override
                    public JournalContent look(JournalKey key, Settings settings) {
                        return JournalContent.NOTHING;
                    }
                }),
                holding("says that nobody has it", "it was said to be FREE, want HELD", (real, key) -> Hold.FREE),
                holding("says that somebody has it", "it was said to be HELD, want FREE", (real, key) -> Hold.HELD),
                holding("opens what it is asked about", "the driver that had it was fenced", (real, key) -> {
                    Hold hold = real.hold(key, Settings.none());
                    real.open(new JournalProvider.Context(key, Settings.none(), InstantSource.system(), () -> {}))
                            .close();
                    return hold;
                }));
    }

    private static BrokenJournal holding(
            String words, String explanation, BiFunction<MemoryJournals, JournalKey, Hold> wrong) {
        return provider(words, "JN21_", explanation, real -> new WrappedProvider(real) {
            @Override
            public Hold hold(JournalKey key, Settings settings) {
                return wrong.apply(real, key);
            }
        });
    }

    private static BrokenJournal recallingOtherwise(
            String words, String test, String explanation, UnaryOperator<List<JournalEntry>> wrong) {
        return opening(words, test, explanation, (real, context) -> {
            Journal journal = real.open(context);
            JournalSnapshot recalled = JournalSnapshot.of(wrong.apply(real.entries(context.key()).stream()
                    .flatMap(fact -> fact.fold(Stream::of, ofMaster -> Stream.<JournalEntry>empty()))
                    .toList()));
            return new WrappedJournal(journal, context) {
                @Override
                public JournalSnapshot recall() {
                    return recalled;
                }
            };
        });
    }

    /** Found in the journals of masters. */
    static List<BrokenJournal> ofMasters() {
        return List.of(
                fromEntries(
                        "takes what one framework wrote for another's",
                        "JN16_",
                        "was recalled",
                        entries -> new ArrayList<>(entries.stream()
                                .map(entry -> entry instanceof MasterEntry.OfFramework its
                                                && its.framework().value().startsWith("framework 1")
                                        ? new MasterEntry.OfFramework(new FrameworkId("framework 2/0"), its.entry())
                                        : entry)
                                .toList())),
                recalling(
                                "forgets everything once one framework is over",
                                "JN16_",
                                "was recalled []",
                                (recalled, context) -> recalled.frameworks().values().stream()
                                                .anyMatch(its -> its.isOver(
                                                        context.clock().instant()))
                                        ? MasterJournalSnapshot.NOTHING
                                        : recalled)
                        .alsoBreaking("JN07_order_any_history", "JN10_", "JN17_ends_one_is", "JN19_"),
                fromEntries(
                                "forgets ends that it does not tell of",
                                "JN17_ends_one_is_recalled",
                                "was not acknowledged, and a day later was recalled",
                                entries -> entries.stream()
                                        .filter(entry -> !(entry instanceof MasterEntry.TaskEnd))
                                        .toList())
                        .alsoBreaking("JN16_"),
                recalling(
                                "forgets ends by their age",
                                "JN17_ends_one_is_recalled",
                                "was not acknowledged, and a day later was recalled",
                                (recalled, context) -> withEnds(recalled, ends -> {
                                    Map<LaunchId, MasterEntry.TaskEnd> left = new LinkedHashMap<>(ends);
                                    left.values()
                                            .removeIf(end -> end.at()
                                                    .isBefore(context.clock()
                                                            .instant()
                                                            .minus(Journal.RETENTION)));
                                    return left;
                                }))
                        .alsoBreaking("JN16_", "JN17_ends_one_that"),
                fromEntries(
                                "lets an end come back whose acknowledgement is a day old",
                                "JN17_ends_one_that",
                                "was acknowledged, and recalled after",
                                entries -> {
                                    List<MasterEntry> left = new ArrayList<>(entries);
                                    MasterEntry newest = left.isEmpty() ? null : left.get(left.size() - 1);
                                    left.removeIf(entry -> newest instanceof MasterEntry.OfFramework last
                                            && entry instanceof MasterEntry.OfFramework its
                                            && its.entry() instanceof JournalEntry.Acknowledged end
                                            && last.entry() instanceof JournalEntry.Acknowledged then
                                            && end.at().isBefore(then.at().minus(Journal.RETENTION)));
                                    return left;
                                })
                        .alsoBreaking("JN16_"),
                fromEntries("lets the first weight of a role count", "JN18_", "recalled were the weights", entries -> {
                            List<MasterEntry> backwards = new ArrayList<>(entries);
                            Collections.reverse(backwards);
                            List<MasterEntry> mixed = new ArrayList<>(backwards.stream()
                                    .filter(MasterEntry.Weights.class::isInstance)
                                    .toList());
                            mixed.addAll(entries.stream()
                                    .filter(entry -> !(entry instanceof MasterEntry.Weights))
                                    .toList());
                            return mixed;
                        })
                        .alsoBreaking("JN16_"),
                recalling(
                        "rounds what it recalls of quotas",
                        "JN18_",
                        "recalled were the quotas",
                        (recalled, context) -> {
                            SortedMap<String, MasterEntry.Quota> rounded = new TreeMap<>(recalled.quotas());
                            rounded.replaceAll((role, quota) -> {
                                SortedMap<ResourceName, Amount> whole = new TreeMap<>(quota.guarantees());
                                whole.replaceAll((name, amount) -> Amount.of(amount.wholeDown()));
                                return new MasterEntry.Quota(whole, quota.limits());
                            });
                            return new MasterJournalSnapshot(
                                    recalled.frameworks(),
                                    recalled.weights(),
                                    rounded,
                                    recalled.maintenance(),
                                    recalled.reserved());
                        }),
                recalling(
                        "recalls machines that are down as draining",
                        "JN22_",
                        "recalled was the maintenance",
                        (recalled, context) -> new MasterJournalSnapshot(
                                recalled.frameworks(),
                                recalled.weights(),
                                recalled.quotas(),
                                new MaintenancePlan(
                                        recalled.maintenance().windows(),
                                        new TreeSet<>(),
                                        recalled.maintenance().agents()),
                                recalled.reserved())),
                recalling(
                        "recalls agents that are out of service as in service",
                        "JN22_",
                        "recalled was the maintenance",
                        (recalled, context) -> new MasterJournalSnapshot(
                                recalled.frameworks(),
                                recalled.weights(),
                                recalled.quotas(),
                                recalled.maintenance().withAgents(new TreeMap<>()),
                                recalled.reserved())),
                recalling(
                                "recalls nothing that is reserved",
                                "JN22_",
                                "recalled was reserved {}",
                                (recalled, context) -> new MasterJournalSnapshot(
                                        recalled.frameworks(),
                                        recalled.weights(),
                                        recalled.quotas(),
                                        recalled.maintenance(),
                                        new TreeMap<>()))
                        .alsoBreaking("JN16_"),
                journal(
                                "recalls no weights",
                                "JN18_",
                                "recalled were the weights {}",
                                real -> new WrappedJournal(real, real.context) {
                                    @Override
                                    public MasterJournalSnapshot recallMaster() {
                                        MasterJournalSnapshot all = super.recallMaster();
                                        return new MasterJournalSnapshot(
                                                all.frameworks(),
                                                new TreeMap<>(),
                                                all.quotas(),
                                                all.maintenance(),
                                                all.reserved());
                                    }
                                })
                        .alsoBreaking("JN16_"));
    }

    private static MasterJournalSnapshot withEnds(
            MasterJournalSnapshot recalled, UnaryOperator<Map<LaunchId, MasterEntry.TaskEnd>> change) {
        SortedMap<FrameworkId, MasterJournalSnapshot.OfFramework> frameworks = new TreeMap<>(recalled.frameworks());
        frameworks.replaceAll(
                (id, its) -> new MasterJournalSnapshot.OfFramework(its.own(), change.apply(its.unacknowledged())));
        return new MasterJournalSnapshot(
                frameworks, recalled.weights(), recalled.quotas(), recalled.maintenance(), recalled.reserved());
    }

    private static BrokenJournal recalling(
            String words,
            String test,
            String explanation,
            BiFunction<MasterJournalSnapshot, JournalProvider.Context, MasterJournalSnapshot> wrong) {
        return journal(words, test, explanation, real -> new WrappedJournal(real, real.context) {
            private final MasterJournalSnapshot recalled = wrong.apply(super.recallMaster(), context);

            @Override
            public MasterJournalSnapshot recallMaster() {
                return recalled;
            }
        });
    }

    private static BrokenJournal fromEntries(
            String words, String test, String explanation, UnaryOperator<List<MasterEntry>> wrong) {
        return opening(words, test, explanation, (MemoryJournals real, JournalProvider.Context context) -> {
            Journal journal = real.open(context);
            MasterJournalSnapshot recalled = MasterJournalSnapshot.of(wrong.apply(real.entries(context.key()).stream()
                    .flatMap(fact -> fact.fold(entry -> Stream.<MasterEntry>empty(), Stream::of))
                    .toList()));
            return new WrappedJournal(journal, context) {
                @Override
                public MasterJournalSnapshot recallMaster() {
                    return recalled;
                }
            };
        });
    }
}
