package org.apache.mesos.state;

/**
 * Replaces Mesos's class of this name, whose methods are native. A variable from a state holds its own value, and so must one that a framework
 * creates.
 */
public class Variable {

    /** For a subclass that holds its own value. */
    protected Variable() {}

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "Variable has its value in Mesos's native library, which Isthmus does without: take variables from a"
                        + " state's fetch instead, or override value and mutate.");
    }

    /**
     * The value of the variable.
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
