package org.apache.mesos.state;

/** Replaces Mesos's class of this name. LevelDB is native code; the exception says what to use instead. */
public class LevelDBState extends AbstractState {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param path not looked at
     */
    public LevelDBState(String path) {
        throw new UnsupportedOperationException(
                "LevelDBState keeps its data with Mesos's native library, which Isthmus does without: use"
                        + " org.apache.mesos.state.ZooKeeperState instead, or InMemoryState in tests.");
    }
}
