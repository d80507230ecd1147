package dev.isthmus.testkit.contract.law;

import java.util.Optional;
import java.util.function.Supplier;

/** Says whether a law holds: nothing if it does, else what broke it. */
public final class Law {

    private Law() {}

    /** Runs the examination of a law; what it {@link #require}s in vain is the explanation. */
    public static Optional<String> examine(String rule, Runnable examination) {
        try {
            examination.run();
            return Optional.empty();
        } catch (Broken broken) {
            return Optional.of(rule + ": " + broken.explanation);
        }
    }

    /** The explanation is only put together if it is needed: a law is tried thousands of times, and its numbers can be long. */
    public static void require(boolean holds, Supplier<String> explanation) {
        if (!holds) {
            throw new Broken(explanation.get());
        }
    }

    static Broken broken(String explanation) {
        return new Broken(explanation);
    }

    /** Leaves an examination at the first thing found wrong; never leaves this package. */
    static final class Broken extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final String explanation;

        private Broken(String explanation) {
            super(explanation, null, false, false);
            this.explanation = explanation;
        }
    }
}
