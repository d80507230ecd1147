package dev.isthmus.driver.state;

import org.apache.mesos.state.Variable;

/** A variable as it was read or stored, or with a new value that is not stored yet. Immutable. */
final class StoredVariable extends Variable {

    private final Entry entry;

    StoredVariable(Entry entry) {
        this.entry = entry;
    }

    Entry entry() {
        return entry;
    }

    @Override
    public byte[] value() {
        return entry.value().clone();
    }

    @Override
    public Variable mutate(byte[] value) {
        return new StoredVariable(entry.withValue(value));
    }

    @Override
    public String toString() {
        return entry.toString();
    }
}
