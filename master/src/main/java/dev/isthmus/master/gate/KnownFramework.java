package dev.isthmus.master.gate;

import static java.util.Objects.requireNonNull;

import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the gate asks of a framework.
 *
 * @param principal that of its {@code FrameworkInfo}; empty where none is set
 * @param connection how it is connected now
 */
public record KnownFramework(String principal, Connection connection) {

    /** Checks that both are there. */
    public KnownFramework {
        requireNonNull(principal, "principal");
        requireNonNull(connection, "connection");
    }

    /** How a framework is connected. */
    public sealed interface Connection {

        /** Calls the function of its kind. */
        <R> R fold(Supplier<R> none, Supplier<R> driver, Function<String, R> stream);
    }

    /** Not at all, at the moment. */
    public record Disconnected() implements Connection {

        @Override
        public <R> R fold(Supplier<R> none, Supplier<R> driver, Function<String, R> stream) {
            return none.get();
        }
    }

    /** By a driver of v0, without HTTP. */
    public record ByDriver() implements Connection {

        @Override
        public <R> R fold(Supplier<R> none, Supplier<R> driver, Function<String, R> stream) {
            return driver.get();
        }
    }

    /**
     * By a stream of HTTP.
     *
     * @param id that of the stream, which each of its calls must name
     */
    public record ByStream(String id) implements Connection {

        /** Checks that it is there. */
        public ByStream {
            requireNonNull(id, "id");
        }

        @Override
        public <R> R fold(Supplier<R> none, Supplier<R> driver, Function<String, R> stream) {
            return stream.apply(id);
        }
    }
}
