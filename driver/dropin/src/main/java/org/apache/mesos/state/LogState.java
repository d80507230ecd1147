package org.apache.mesos.state;

import java.util.concurrent.TimeUnit;

/** Replaces Mesos's class of this name. The replicated log is native code; the exception says what to use instead. */
public class LogState extends AbstractState {

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param servers not looked at
     * @param timeout not looked at
     * @param unit not looked at
     * @param znode not looked at
     * @param quorum not looked at
     * @param path not looked at
     */
    public LogState(String servers, long timeout, TimeUnit unit, String znode, long quorum, String path) {
        throw instead();
    }

    /**
     * Always throws {@link UnsupportedOperationException}.
     *
     * @param servers not looked at
     * @param timeout not looked at
     * @param unit not looked at
     * @param znode not looked at
     * @param quorum not looked at
     * @param path not looked at
     * @param diffsBetweenSnapshots not looked at
     */
    public LogState(
            String servers,
            long timeout,
            TimeUnit unit,
            String znode,
            long quorum,
            String path,
            int diffsBetweenSnapshots) {
        throw instead();
    }

    private static UnsupportedOperationException instead() {
        return new UnsupportedOperationException(
                "LogState keeps its data with Mesos's native library, which Isthmus does without: use"
                        + " org.apache.mesos.state.ZooKeeperState instead, or InMemoryState in tests.");
    }
}
