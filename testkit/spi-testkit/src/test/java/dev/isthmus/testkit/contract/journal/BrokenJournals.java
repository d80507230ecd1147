package dev.isthmus.testkit.contract.journal;

import static dev.isthmus.testkit.contract.journal.BrokenJournal.journal;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.opening;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.provider;
import static dev.isthmus.testkit.contract.journal.BrokenJournal.writing;

import dev.isthmus.api.journal.JournalException;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedJournal;
import dev.isthmus.testkit.contract.journal.BrokenJournal.WrappedProvider;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Journals, each with one thing made wrong about how it is called. */
final class BrokenJournals {

    static final CompletionStage<Void> DONE = CompletableFuture.completedFuture(null);

    private BrokenJournals() {}

    static Stream<BrokenJournal> all() {
        return Stream.of(
                        providers(),
                        threads(),
                        failures(),
                        closing(),
                        BrokenRecollections.all(),
                        BrokenRecollections.retention(),
                        BrokenTakeovers.all(),
                        BrokenTakeovers.fences(),
                        BrokenTakeovers.keys(),
                        BrokenMasterJournals.owners())
                .flatMap(List::stream);
    }

    static CompletionStage<Void> failed(String reason) {
        return CompletableFuture.failedFuture(new JournalException(reason));
    }

    /** Done, or failed as that did. */
    static CompletionStage<Void> same(@Nullable Throwable failure) {
        return failure == null ? DONE : CompletableFuture.failedFuture(failure);
    }

    private static List<BrokenJournal> providers() {
        return List.of(
                provider(
                                "has a name nobody can set",
                                "PR05_",
                                "want lower case letters",
                                real -> new WrappedProvider(real) {
                                    @Override
                                    public String name() {
                                        return "In Memory";
                                    }
                                })
                        .alsoBreaking("JN01_"),
                provider("is never available", "JN01_", "not today", real -> new WrappedProvider(real) {
                    @Override
                    public Optional<String> unavailableReason(Settings settings) {
                        return Optional.of("not today");
                    }
                }));
    }

    private static List<BrokenJournal> threads() {
        return List.of(
                journal(
                        "belongs to one thread",
                        "JN02_threads_it_may_be_written",
                        "on another thread threw",
                        real -> new WrappedJournal(real, real.context) {
                            @Override
                            public CompletionStage<Void> write(JournalFact entry) {
                                if (isCalledBy("contract-caller")) {
                                    throw new IllegalStateException("this is another's");
                                }
                                return super.write(entry);
                            }
                        }),
                writing("waits for the store", "JN03_", "writing did not return", (real, entry) -> {
                    CompletionStage<Void> stage = real.write(entry);
                    if (isCalledBy("contract-call")) {
                        await(stage);
                    }
                    return stage;
                }));
    }

    private static boolean isCalledBy(String thread) {
        return Thread.currentThread().getName().equals(thread);
    }

    private static void await(CompletionStage<Void> stage) {
        try {
            stage.toCompletableFuture().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<BrokenJournal> failures() {
        return List.of(
                writing("throws in the caller", "JN04_exceptions_a_write", "threw", (real, entry) -> {
                            CompletionStage<Void> stage = real.write(entry);
                            if (stage.toCompletableFuture().isCompletedExceptionally()) {
                                throw new JournalException("not written");
                            }
                            return stage;
                        })
                        .alsoBreaking("JN05_close_a_write", "JN08_takeover_", "JN15_owner_a_journal"),
                writing(
                                "says that all is well",
                                "JN04_exceptions_a_write",
                                "succeeded, want it to fail",
                                (real, entry) -> real.write(entry).exceptionally(failure -> null))
                        .alsoBreaking("JN05_close_a_write", "JN08_takeover_", "JN15_owner_a_journal"),
                writing(
                                "gives no reason",
                                "JN04_exceptions_a_write",
                                "gives no reason",
                                (real, entry) -> real.write(entry)
                                        .handle((done, failure) -> failure == null ? DONE : failed(" "))
                                        .thenCompose(stage -> stage))
                        .alsoBreaking("JN05_close_a_write", "JN08_takeover_", "JN15_owner_a_journal"),
                writing(
                                "completes every write exceptionally",
                                "JN04_exceptions_those_after",
                                "failed with",
                                (real, entry) -> real.write(entry).thenCompose(done -> failed("of course not")))
                        .alsoBreaking("JN"),
                journal(
                        "never says that it was taken over",
                        "JN11_",
                        "was taken over, and that was not said",
                        real -> new WrappedJournal(real, real.context) {
                            @Override
                            public boolean tookOver() {
                                return false;
                            }
                        }),
                journal(
                                "takes every opening for a takeover",
                                "JN11_",
                                "nobody had the journal open",
                                real -> new WrappedJournal(real, real.context) {
                                    @Override
                                    public boolean tookOver() {
                                        return true;
                                    }
                                })
                        .alsoBreaking("JN21_"),
                journal(
                                "gives up after a failure",
                                "JN04_exceptions_those_after",
                                "failed with",
                                real -> new WrappedJournal(real, real.context) {
                                    private volatile boolean gaveUp;

                                    @Override
                                    public CompletionStage<Void> write(JournalFact entry) {
                                        return gaveUp
                                                ? failed("it failed before")
                                                : super.write(entry)
                                                        .whenComplete((done, failure) -> gaveUp |= failure != null);
                                    }
                                })
                        .alsoBreaking("JN15_owner_a_journal"));
    }

    /** A journal that knows whether it has been closed. */
    abstract static class Closing extends WrappedJournal {

        int closed;

        Closing(WrappedJournal real) {
            super(real, real.context);
        }

        @Override
        public void close() {
            closed++;
            super.close();
        }
    }

    private static List<BrokenJournal> closing() {
        return List.of(
                journal(
                                "does not finish what it has begun",
                                "JN05_close_leaves_everything",
                                "after close 1 of 200",
                                real -> new WrappedJournal(real, real.context) {
                                    private int written;

                                    @Override
                                    public CompletionStage<Void> write(JournalFact entry) {
                                        written++;
                                        return written == 180 ? new CompletableFuture<>() : super.write(entry);
                                    }
                                })
                        .alsoBreaking("JN07_order_any_history"),
                journal(
                                "is not free after its close",
                                "JN05_close_leaves_the_journal_free",
                                "had been closed was told",
                                real -> new Closing(real) {
                                    @Override
                                    public CompletionStage<Void> write(JournalFact entry) {
                                        return closed > 0 ? failed("it is closed") : super.write(entry);
                                    }

                                    @Override
                                    public void close() {
                                        closed++;
                                    }
                                })
                        .alsoBreaking("JN13_standing_is_of", "JN21_"),
                journal(
                                "says that it is written after its close",
                                "JN05_close_a_write",
                                "after close succeeded",
                                real -> new Closing(real) {
                                    @Override
                                    public CompletionStage<Void> write(JournalFact entry) {
                                        return closed > 0 ? DONE : super.write(entry);
                                    }
                                })
                        .alsoBreaking("JN08_takeover_the_first"),
                opening(
                        "frees another's hold when it is closed again",
                        "JN05_close_closing_again",
                        "neither succeeded nor failed",
                        (real, context) -> new Closing(new WrappedJournal(real.open(context), context)) {
                            @Override
                            public void close() {
                                super.close();
                                if (closed > 1 && real.isOpen(context.key())) {
                                    real.crash(context.key());
                                }
                            }
                        }));
    }
}
