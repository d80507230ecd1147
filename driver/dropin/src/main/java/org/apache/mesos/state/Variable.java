package org.apache.mesos.state;

/**
 * Stands where Mesos's own stood, whose methods are native: one that a state hands out has its value by itself, and one that a framework makes
 * must have it by itself as well.
 */
public class Variable {

    /** Of a subclass that has its value by itself. */
    protected Variable() {}

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "Variable has its value in Mesos's native library, which Isthmus does without: take variables from a"
                        + " state's fetch instead, or override value and mutate.");
    }

    /**
     * What is kept under its name.
     *
     * @return a copy
     */
    public byte[] value() {
        throw instead();
    }

    /**
     * This variable with another value, which is not stored yet.
     *
     * @param value the other value
     * @return a new one
     */
    public Variable mutate(byte[] value) {
        throw instead();
    }
}
