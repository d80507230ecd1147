package dev.isthmus.master.gate;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import java.util.function.Supplier;

/** Whether this master leads. */
public sealed interface Leadership {

    /** Calls the function of its kind. */
    <R> R fold(Supplier<R> leading, Supplier<R> recovering, Function<Elsewhere, R> elsewhere, Supplier<R> nowhere);

    /** It does. */
    record Leading() implements Leadership {

        @Override
        public <R> R fold(
                Supplier<R> leading, Supplier<R> recovering, Function<Elsewhere, R> elsewhere, Supplier<R> nowhere) {
            return leading.get();
        }
    }

    /** It does, and does not yet know again what it knew before it was started. */
    record Recovering() implements Leadership {

        @Override
        public <R> R fold(
                Supplier<R> leading, Supplier<R> recovering, Function<Elsewhere, R> elsewhere, Supplier<R> nowhere) {
            return recovering.get();
        }
    }

    /**
     * Another master does.
     *
     * @param host its name or address
     * @param port its port
     */
    record Elsewhere(String host, int port) implements Leadership {

        /** Checks both. */
        public Elsewhere {
            requireNonNull(host, "host");
            if (host.isEmpty() || port < 1 || port > 65535) {
                throw new IllegalArgumentException("no address of a master: " + host + ":" + port);
            }
        }

        @Override
        public <R> R fold(
                Supplier<R> leading, Supplier<R> recovering, Function<Elsewhere, R> elsewhere, Supplier<R> nowhere) {
            return elsewhere.apply(this);
        }
    }

    /** Nobody does at the moment. */
    record Nowhere() implements Leadership {

        @Override
        public <R> R fold(
                Supplier<R> leading, Supplier<R> recovering, Function<Elsewhere, R> elsewhere, Supplier<R> nowhere) {
            return nowhere.get();
        }
    }
}
