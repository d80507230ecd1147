package dev.isthmus.driver;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * How one message crosses the border: as bytes, written on one side and read on the other.
 *
 * <p>Lambdas only, no method references: for those javac names the class that declares a method, which for a message's
 * {@code toByteArray} is a protobuf type.
 *
 * @param <F> the message on the side it comes from
 * @param <T> the same message on the side it goes to
 */
final class MessageTranscoder<F, T> {

    /** Writes a message. */
    @FunctionalInterface
    interface Writer<F> {
        byte[] write(F message);
    }

    /** Reads a message. Which exception it throws depends on the framework's protobuf, so it is not named. */
    @FunctionalInterface
    interface Reader<T> {
        T read(byte[] bytes) throws Exception;
    }

    private final String name;
    private final Writer<F> writer;
    private final Reader<T> reader;

    /**
     * A crossing for messages of one kind.
     *
     * @param name the message's name, for errors
     */
    MessageTranscoder(String name, Writer<F> writer, Reader<T> reader) {
        this.name = name;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * The same message on the other side.
     *
     * @throws NullPointerException if there is no message
     * @throws IllegalArgumentException if the other side cannot read it
     */
    T cross(F message) {
        byte[] bytes = writer.write(requireNonNull(message, () -> "Not expecting a null " + name));
        try {
            return reader.read(bytes);
        } catch (Exception e) {
            throw new IllegalArgumentException(
                    "Cannot hand over a Mesos " + name + " between the framework's Mesos classes and Isthmus's: "
                            + e.getMessage()
                            + ". Is a required field missing, or has this version of Mesos no value for"
                            + " one of its enums?",
                    e);
        }
    }

    /** The same messages on the other side, in a new list that the receiver may change. */
    List<T> crossAll(Collection<? extends F> messages) {
        List<T> crossed = new ArrayList<>(messages.size());
        for (F message : messages) {
            crossed.add(cross(message));
        }
        return crossed;
    }
}
