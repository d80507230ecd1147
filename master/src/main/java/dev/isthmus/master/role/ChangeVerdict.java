package dev.isthmus.master.role;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import java.util.function.Function;

/** Whether a change may be made. */
public sealed interface RoleVerdict {

    /** Calls the function of its kind. */
    <R> R fold(Function<? super Refused, ? extends R> refused, Function<? super Granted, ? extends R> granted);

    /** It breaks a rule of what operators may ask for. */
    static RoleVerdict refused(String why) {
        return new Refused(HttpAnswer.badRequest(why));
    }

    /**
     * It breaks a rule, and nothing happens.
     *
     * @param answer in Mesos's words
     */
    record Refused(HttpAnswer answer) implements RoleVerdict {

        /** Checks that it is there. */
        public Refused {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(
                Function<? super Refused, ? extends R> refused, Function<? super Granted, ? extends R> granted) {
            return refused.apply(this);
        }
    }

    /** It breaks no rule. */
    record Granted(RoleFact fact) implements RoleVerdict {

        /** Checks that it is there. */
        public Granted {
            requireNonNull(fact, "fact");
        }

        @Override
        public <R> R fold(
                Function<? super Refused, ? extends R> refused, Function<? super Granted, ? extends R> granted) {
            return granted.apply(this);
        }
    }
}
