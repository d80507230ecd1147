package org.apache.mesos.state;

import java.util.Iterator;
import java.util.concurrent.Future;

/** Stands where Mesos's own stood, and says what to use instead: LevelDB is native code. */
public class LevelDBState implements State {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param path not looked at
     */
    public LevelDBState(String path) {
        throw instead();
    }

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "LevelDBState keeps its data with Mesos's native library, which Isthmus does without: use"
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
