package dev.isthmus.testkit.contract.journal;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.journal.Journal;
import dev.isthmus.api.journal.JournalContent;
import dev.isthmus.api.journal.JournalFact;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.journal.MasterJournalSnapshot;
import dev.isthmus.api.journal.Standing;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.memory.MemoryJournals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A journal with one thing made wrong on purpose, as a suite meets it.
 *
 * @param words what is wrong
 * @param test how the name of the test begins that finds it
 * @param explanation what the finding says
 * @param others how the names of tests begin that find it too, because they need what is broken
 * @param provider its provider, given the journals in memory
 */
public record BrokenJournal(
        String words,
        String test,
        String explanation,
        List<String> others,
        Function<MemoryJournals, WrappedProvider> provider) {

    /** A provider, each of whose answers a subclass can give otherwise. */
    static class WrappedProvider implements JournalProvider {

        final MemoryJournals real;

        WrappedProvider(MemoryJournals real) {
            this.real = real;
        }

        @Override
        public String name() {
            return real.name();
        }

        @Override
        public Journal open(Context context) {
            return new WrappedJournal(real.open(context), context);
        }

        @Override
        public JournalContent look(JournalKey key, Settings settings) {
            return real.look(key, settings);
        }

        @Override
        public Hold hold(JournalKey key, Settings settings) {
            return real.hold(key, settings);
        }
    }

    /** A journal, each of whose answers a subclass can give otherwise. */
    static class WrappedJournal implements Journal {

        final Journal wrapped;
        final JournalProvider.Context context;

        WrappedJournal(Journal wrapped, JournalProvider.Context context) {
            this.wrapped = wrapped;
            this.context = context;
        }

        @Override
        public JournalSnapshot recall() {
            return wrapped.recall();
        }

        @Override
        public MasterJournalSnapshot recallMaster() {
            return wrapped.recallMaster();
        }

        @Override
        public boolean tookOver() {
            return wrapped.tookOver();
        }

        @Override
        public Epoch epoch() {
            return wrapped.epoch();
        }

        @Override
        public Standing standing() {
            return wrapped.standing();
        }

        @Override
        public CompletionStage<Void> write(JournalFact fact) {
            return wrapped.write(fact);
        }

        @Override
        public void close() {
            wrapped.close();
        }
    }

    /** The journals that it opens are wrong. */
    public static BrokenJournal journal(
            String words, String test, String explanation, Function<WrappedJournal, ? extends Journal> wrong) {
        return opening(
                words,
                test,
                explanation,
                (real, context) -> wrong.apply(new WrappedJournal(real.open(context), context)));
    }

    /** It opens them wrongly. */
    static BrokenJournal opening(
            String words,
            String test,
            String explanation,
            BiFunction<MemoryJournals, JournalProvider.Context, ? extends Journal> wrong) {
        return provider(words, test, explanation, real -> new WrappedProvider(real) {
            @Override
            public Journal open(Context context) {
                return wrong.apply(real, context);
            }
        });
    }

    /** They recall something else than is there. */
    static BrokenJournal recalling(
            String words,
            String test,
            String explanation,
            BiFunction<JournalSnapshot, JournalProvider.Context, JournalSnapshot> wrong) {
        return journal(words, test, explanation, real -> new WrappedJournal(real, real.context) {
            private final JournalSnapshot recalled = wrong.apply(super.recall(), context);

            @Override
            public JournalSnapshot recall() {
                return recalled;
            }
        });
    }

    /** They write otherwise than they should. */
    static BrokenJournal writing(
            String words,
            String test,
            String explanation,
            BiFunction<Journal, JournalFact, CompletionStage<Void>> wrong) {
        return journal(words, test, explanation, real -> new WrappedJournal(real, real.context) {
            @Override
            public CompletionStage<Void> write(JournalFact fact) {
                return wrong.apply(real, fact);
            }
        });
    }

    /** The provider itself is wrong. */
    static BrokenJournal provider(
            String words, String test, String explanation, Function<MemoryJournals, WrappedProvider> provider) {
        return new BrokenJournal(words, test, explanation, List.of(), provider);
    }

    BrokenJournal alsoBreaking(String... tests) {
        return new BrokenJournal(words, test, explanation, List.of(tests), provider);
    }

    /** The rule that it breaks, as findings begin: {@code R-JN-07}. */
    String rule() {
        return "R-" + test.substring(0, 2) + "-" + test.substring(2, 4);
    }

    public ExaminedJournals journals() {
        return new Examined(new MemoryJournals());
    }

    private final class Examined extends ExaminedMemoryJournals {

        private final WrappedProvider wrong;

        private Examined(MemoryJournals memory) {
            this(memory, provider.apply(memory));
        }

        private Examined(MemoryJournals memory, WrappedProvider wrong) {
            super(memory);
            this.wrong = wrong;
        }

        @Override
        public JournalProvider provider() {
            return wrong;
        }

        @Override
        public ExaminedJournals afterAPowerCut() {
            MemoryJournals left = memory.copy();
            return new Examined(left, provider.apply(left));
        }

        /** Memory answers at once, so what has not come after this will not. */
        @Override
        public Duration patience() {
            return Duration.ofMillis(300);
        }
    }

    @Override
    public String toString() {
        return words;
    }
}
