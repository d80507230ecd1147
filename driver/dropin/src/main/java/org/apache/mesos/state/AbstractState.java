package org.apache.mesos.state;

import java.util.Iterator;
import java.util.concurrent.Future;

/**
 * Replaces Mesos's class of this name, the base of the stores, because frameworks may name it. Mesos's own keeps its data by native code; this one
 * keeps nothing, and its methods throw an exception that says so.
 */
public abstract class AbstractState implements State {

    /** Of a subclass that does all by itself. */
    public AbstractState() {}

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "AbstractState keeps its data with Mesos's native library, which Isthmus does without: extend"
                        + " org.apache.mesos.state.ZooKeeperState instead, or InMemoryState in tests.");
    }

    @Override
    public Future<Variable> fetch(String name) {
        throw instead();
    }

    @Override
    public Future<Variable> store(Variable variable) {
        throw instead();
    }

    @Override
    public Future<Boolean> expunge(Variable variable) {
        throw instead();
    }

    @Override
    public Future<Iterator<String>> names() {
        throw instead();
    }
}
