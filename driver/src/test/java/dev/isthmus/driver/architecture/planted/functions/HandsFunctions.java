package dev.isthmus.driver.architecture.planted.functions;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Hands functions over in every way, and does beside it all that is allowed. */
public final class HandsFunctions {

    private static final Function<String, String> CONSTANT = String::strip;

    private final Map<Long, Consumer<String>> open = new LinkedHashMap<>();
    private final List<String> said = new ArrayList<>();
    private final Answered listener;

    /** A listener of a type of its own. */
    public interface Answered {

        /** Told. */
        void answered(String answer);
    }

    /** Functions as values. */
    public record Results(Predicate<String> isGood) {}

    /** A sealed type may take an action for each of its cases. */
    public sealed interface Case {

        /** Applies the function of its case. */
        <R> R fold(Function<? super Only, ? extends R> only);
    }

    /** The case. */
    public record Only() implements Case {
        @Override
        public <R> R fold(Function<? super Only, ? extends R> only) {
            return only.apply(this);
        }
    }

    private static final class Within {

        private Within(Runnable then) {
            then.run();
        }
    }

    HandsFunctions(Answered listener, Consumer<String> then) {
        this.listener = listener;
        open.put(0L, then);
    }

    void later(Runnable run) {
        within(run);
        listener.answered(CONSTANT.apply(String.join(" ", said)));
    }

    void ask(Answered then) {
        then.answered("yes");
    }

    void many(List<? extends BiFunction<String, String, String>> all) {
        all.forEach(one -> said.add(one.apply("a", "b")));
    }

    Supplier<String> next() {
        return () -> "next";
    }

    private void within(Runnable run) {
        new Within(run);
    }
}
