package dev.isthmus.master.api;

import static java.util.Objects.requireNonNull;

import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.role.RoleChange;
import java.util.function.Function;

/** What becomes of an operator's request. */
public sealed interface OperatorRequest {

    /** Calls the function of its kind. */
    <R> R fold(
            Function<HttpAnswer, R> answered,
            Function<RoleChange, R> changing,
            Function<String, R> tearingDown,
            Function<Looking, R> looking);

    /** Whether it wants something to be another way than it is. */
    default boolean isForAChange() {
        return fold(answer -> false, change -> true, framework -> true, looking -> false);
    }

    /** What is shown of a master. */
    @FunctionalInterface
    interface Page {

        /**
         * The answer.
         *
         * @param now in seconds since 1970
         */
        HttpAnswer write(MasterInspection master, double now);
    }

    /**
     * It is answered, whatever the master knows.
     *
     * @param answer in Mesos's words
     */
    record Answered(HttpAnswer answer) implements OperatorRequest {

        /** Checks that it is there. */
        public Answered {
            requireNonNull(answer, "answer");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<RoleChange, R> changing,
                Function<String, R> tearingDown,
                Function<Looking, R> looking) {
            return answered.apply(answer);
        }
    }

    /** It asks for a change. */
    record Changing(RoleChange change) implements OperatorRequest {

        /** Checks that it is there. */
        public Changing {
            requireNonNull(change, "change");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<RoleChange, R> changing,
                Function<String, R> tearingDown,
                Function<Looking, R> looking) {
            return changing.apply(change);
        }
    }

    /**
     * It wants a framework to be removed with its tasks.
     *
     * @param framework its id, as the operator writes it
     */
    record TearingDown(String framework) implements OperatorRequest {

        /** Checks that it is there. */
        public TearingDown {
            requireNonNull(framework, "framework");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<RoleChange, R> changing,
                Function<String, R> tearingDown,
                Function<Looking, R> looking) {
            return tearingDown.apply(framework);
        }
    }

    /** It asks what there is. */
    record Looking(Page page) implements OperatorRequest {

        /** Checks that it is there. */
        public Looking {
            requireNonNull(page, "page");
        }

        @Override
        public <R> R fold(
                Function<HttpAnswer, R> answered,
                Function<RoleChange, R> changing,
                Function<String, R> tearingDown,
                Function<Looking, R> looking) {
            return looking.apply(this);
        }
    }
}
