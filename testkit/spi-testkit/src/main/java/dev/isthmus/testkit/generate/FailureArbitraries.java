package dev.isthmus.testkit.generate;

import dev.isthmus.api.failure.BackendFailure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Failures of backends. */
public final class FailureArbitraries {

    private FailureArbitraries() {}

    /** A failure of any category, with a message of one word, of several lines, or of a thousand characters. */
    public static Arbitrary<BackendFailure> failures() {
        Arbitrary<BackendFailure.Category> categories = Arbitraries.of(BackendFailure.Category.class);
        return Combinators.combine(categories, messages()).as(BackendFailure::new);
    }

    /** Messages for people; never empty. */
    static Arbitrary<String> messages() {
        return Arbitraries.of("Rate exceeded", "no", "line one\nline two", "\u00e9\u4e16 {} %s ${x}", "x".repeat(1000));
    }
}
