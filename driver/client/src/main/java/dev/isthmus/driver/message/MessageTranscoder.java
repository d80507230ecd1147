package dev.isthmus.driver.message;

import static java.lang.invoke.MethodType.methodType;
import static java.util.Objects.requireNonNull;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Converts messages of one kind across the border: written as bytes on one side, read on the other.
 *
 * <p>The methods that write and read are looked up by name: javac names the class that declares a method, which for a message's {@code toByteArray}
 * is a protobuf type.
 *
 * @param <F> the message on the side it comes from
 * @param <T> the same message on the side it goes to
 */
public final class MessageTranscoder<F, T> {

    private final String name;
    private final Class<T> to;
    private final MethodHandle writer;
    private final MethodHandle reader;

    private MessageTranscoder(String name, Class<T> to, MethodHandle writer, MethodHandle reader) {
        this.name = name;
        this.to = to;
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * Creates the converter of one kind of message.
     *
     * @param from the message's class on the side it comes from
     * @param to its class on the side it goes to
     */
    static <F, T> MessageTranscoder<F, T> between(Class<F> from, Class<T> to) {
        MethodHandles.Lookup lookup = MethodHandles.publicLookup();
        try {
            return new MessageTranscoder<>(
                    // Without the class that holds all messages, in which they are nested.
                    from.getName().replaceFirst("^[^$]*\\$", "").replace('$', '.'),
                    to,
                    lookup.findVirtual(from, "toByteArray", methodType(byte[].class))
                            .asType(methodType(byte[].class, Object.class)),
                    lookup.findStatic(to, "parseFrom", methodType(to, byte[].class))
                            .asType(methodType(Object.class, byte[].class)));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The Mesos classes on the class path are none that protobuf's compiler made: " + e, e);
        }
    }

    /**
     * Converts a message.
     *
     * @throws NullPointerException if there is no message
     * @throws IllegalArgumentException if the other side cannot read it
     */
    public T cross(F message) {
        byte[] bytes = write(requireNonNull(message, () -> "Not expecting a null " + name));
        try {
            return to.cast(reader.invokeExact(bytes));
        } catch (Error e) {
            throw e;
        } catch (Throwable e) {
            // Which exception it is depends on the framework's protobuf.
            throw new IllegalArgumentException(
                    "Cannot hand over a Mesos " + name + " between the framework's Mesos classes and Isthmus's: "
                            + e.getMessage()
                            + ". Is a required field missing, or has this version of Mesos no value for"
                            + " one of its enums?",
                    e);
        }
    }

    private byte[] write(Object message) {
        try {
            return (byte[]) writer.invokeExact(message);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException("A Mesos " + name + " cannot be written: " + e, e);
        }
    }

    /**
     * The collection that a framework has given.
     *
     * @param name what it is of
     * @throws NullPointerException if there is none; the message says of what
     */
    public static <T> Collection<T> given(Collection<T> things, String name) {
        return requireNonNull(things, () -> "Not expecting a null collection of " + name);
    }

    /**
     * Converts messages, to a new list that the receiver may change.
     *
     * @throws NullPointerException if there is no collection, or no message in it
     */
    public List<T> crossAll(Collection<? extends F> messages) {
        List<T> crossed = new ArrayList<>(given(messages, name).size());
        for (F message : messages) {
            crossed.add(cross(message));
        }
        return crossed;
    }
}
