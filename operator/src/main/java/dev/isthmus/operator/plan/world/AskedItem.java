package dev.isthmus.operator.plan.world;

import java.util.function.Function;

/** An app, a job or a request, as it was read. */
public sealed interface AskedItem {

    /** Applies the function of its case. */
    <R> R fold(Function<? super Task, ? extends R> task, Function<? super NotTaken, ? extends R> notTaken);

    /** A task can be made of it. */
    record Task(AskedTask task) implements AskedItem {
        @Override
        public <R> R fold(Function<? super Task, ? extends R> whole, Function<? super NotTaken, ? extends R> notTaken) {
            return whole.apply(this);
        }
    }

    /**
     * Its own framework would launch no task for it that an offer of ECS could have.
     *
     * @param name of the app, job or request
     * @param why in words, with what to do
     */
    record NotTaken(String name, String why) implements AskedItem {
        @Override
        public <R> R fold(Function<? super Task, ? extends R> task, Function<? super NotTaken, ? extends R> whole) {
            return whole.apply(this);
        }
    }
}
