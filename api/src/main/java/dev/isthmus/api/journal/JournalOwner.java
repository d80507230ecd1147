package dev.isthmus.api.journal;

import dev.isthmus.api.identity.FrameworkId;
import java.util.function.Function;

/** Whose journal it is: of one framework, which has a driver of its own, or of a master, which serves any number. */
public sealed interface JournalOwner {

    /** What follows from it, in each of its cases. */
    <R> R fold(Function<? super Framework, ? extends R> framework, Function<? super Master, ? extends R> master);

    /** Whether this is something for its journal (R-JN-15). */
    default boolean takes(JournalFact fact) {
        return fact.fold(
                entry -> fold(framework -> true, master -> false), entry -> fold(framework -> false, master -> true));
    }

    /**
     * A framework.
     *
     * @param id any text
     */
    record Framework(FrameworkId id) implements JournalOwner {
        @Override
        public <R> R fold(
                Function<? super Framework, ? extends R> framework, Function<? super Master, ? extends R> master) {
            return framework.apply(this);
        }

        @Override
        public String toString() {
            return "framework " + id;
        }
    }

    /**
     * The master of a cluster. It has no name: whoever leads next goes on with what the last one left, and a master that is to have nothing to do
     * with it keeps its journal in another place, as two masters of Mesos have two paths in ZooKeeper.
     */
    record Master() implements JournalOwner {
        @Override
        public <R> R fold(
                Function<? super Framework, ? extends R> framework, Function<? super Master, ? extends R> master) {
            return master.apply(this);
        }

        @Override
        public String toString() {
            return "the master";
        }
    }
}
