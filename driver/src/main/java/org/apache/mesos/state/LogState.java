package org.apache.mesos.state;

import dev.isthmus.driver.state.States;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;

/** Stands where Mesos's own stood, and says what to use instead: the replicated log is native code. */
@NullMarked
public class LogState implements State {

    private final State state;

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
        this(servers, timeout, unit, znode, quorum, path, 0);
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
        state = States.unavailable("LogState");
    }

    @Override
    public Future<Variable> fetch(String name) {
        return state.fetch(name);
    }

    @Override
    public Future<Variable> store(Variable variable) {
        return state.store(variable);
    }

    @Override
    public Future<Boolean> expunge(Variable variable) {
        return state.expunge(variable);
    }

    @Override
    public Future<Iterator<String>> names() {
        return state.names();
    }
}
