package dev.isthmus.master.role;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import java.util.function.Function;

/**
 * Whether a change may be made that an operator asks for.
 *
 * @param <F> what it comes to if it may
 */
public sealed interface ChangeVerdict<F> {

    /** Calls the function of its kind. */
    <R> R fold(Function<? super Refused<F>, ? extends R> refused, Function<? super Granted<F>, ? extends R> granted);

    /** It breaks a rule of what operators may ask for. */
    static <F> ChangeVerdict<F> refused(String why) {
        return new Refused<>(HttpAnswer.badRequest(why));
    }

    /** The same, where a change that is granted comes to more than this. */
    default <G> ChangeVerdict<G> map(Function<? super F, ? extends G> more) {
        return fold(refused -> new Refused<>(refused.answer()), granted -> new Granted<>(more.apply(granted.fact())));
    }

    /**
     * It breaks a rule, and nothing happens.
     *
     * @param answer in Mesos's words
     */
    record Refused<F>(HttpAnswer answer) implements ChangeVerdict<F> {

        /** Checks that it is there. */
        public Refused {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(
                Function<? super Refused<F>, ? extends R> refused, Function<? super Granted<F>, ? extends R> granted) {
            return refused.apply(this);
        }
    }

    /** It breaks no rule. */
    record Granted<F>(F fact) implements ChangeVerdict<F> {

        /** Checks that it is there. */
        public Granted {
            requireNonNull(fact, "fact");
        }

        @Override
        public <R> R fold(
                Function<? super Refused<F>, ? extends R> refused, Function<? super Granted<F>, ? extends R> granted) {
            return granted.apply(this);
        }
    }
}
