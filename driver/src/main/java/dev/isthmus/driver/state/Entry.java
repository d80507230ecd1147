package dev.isthmus.driver.state;

import java.util.Arrays;
import java.util.UUID;

/** The stored value of a variable: Mesos's message {@code Entry}. Immutable by convention: nothing in this package writes to the value. */
final class Entry {

    private final String name;
    private final UUID uuid;
    private final byte[] value;

    /**
     * Does not copy.
     *
     * @param name the variable's name
     * @param uuid a mark of this value, new at every store, by which a stale one is known
     * @param value the bytes that the framework keeps
     */
    Entry(String name, UUID uuid, byte[] value) {
        this.name = name;
        this.uuid = uuid;
        this.value = value;
    }

    String name() {
        return name;
    }

    UUID uuid() {
        return uuid;
    }

    byte[] value() {
        return value;
    }

    /** With another value, under the old mark: what a framework has changed and not yet stored. */
    Entry withValue(byte[] next) {
        return new Entry(name, uuid, next.clone());
    }

    /** Under a new mark, random and of version 4, as the native code wants it. */
    Entry withNewMark() {
        return new Entry(name, UUID.randomUUID(), value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that
                && name.equals(that.name)
                && uuid.equals(that.uuid)
                && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return uuid.hashCode();
    }

    /** Without the value: it may hold secrets. */
    @Override
    public String toString() {
        return name + "@" + uuid;
    }
}
