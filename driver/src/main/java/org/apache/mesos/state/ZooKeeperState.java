package org.apache.mesos.state;

import dev.isthmus.driver.state.States;
import java.util.Iterator;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Stands where Mesos's own stood, and keeps the same bytes in ZooKeeper, without native code. See docs/reference/state-store.md. */
@NullMarked
public class ZooKeeperState implements State {

    private final State state;

    /**
     * Without authentication.
     *
     * @param servers {@code host:port,host:port}
     * @param timeout how long the session is to last
     * @param unit the unit of that
     * @param znode the path under which all is kept
     */
    public ZooKeeperState(String servers, long timeout, TimeUnit unit, String znode) {
        this(servers, timeout, unit, znode, null, null);
    }

    /**
     * With authentication, if neither scheme nor credentials are null.
     *
     * @param servers {@code host:port,host:port}
     * @param timeout how long the session is to last
     * @param unit the unit of that
     * @param znode the path under which all is kept
     * @param scheme such as {@code digest}
     * @param credentials such as the bytes of {@code user:password}
     */
    public ZooKeeperState(
            String servers,
            long timeout,
            TimeUnit unit,
            String znode,
            @Nullable String scheme,
            byte @Nullable [] credentials) {
        state = States.zooKeeper(servers, timeout, unit, znode, scheme, credentials);
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
