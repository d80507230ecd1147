package org.apache.mesos.state;

import java.lang.reflect.InvocationTargetException;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.MesosNativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * Replaces Mesos's class of this name, and keeps the same bytes in ZooKeeper, without native code. Not linked to other classes of ours: see {@link
 * MesosNativeLibrary#isthmus}.
 */
public class ZooKeeperState extends AbstractState {

    private static final String BEHIND = "dev.isthmus.driver.state.States";

    private final State state;

    /**
     * Without authentication.
     *
     * @param servers {@code host:port,host:port}
     * @param timeout the session timeout
     * @param unit the unit of the timeout
     * @param znode the path under which the variables are kept
     */
    public ZooKeeperState(String servers, long timeout, TimeUnit unit, String znode) {
        this(servers, timeout, unit, znode, null, null);
    }

    /**
     * With authentication, if neither scheme nor credentials are null.
     *
     * @param servers {@code host:port,host:port}
     * @param timeout the session timeout
     * @param unit the unit of the timeout
     * @param znode the path under which the variables are kept
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
        state = made(servers, timeout, unit, znode, scheme, credentials);
    }

    private static State made(@Nullable Object... arguments) {
        try {
            Object made = MesosNativeLibrary.isthmus(BEHIND)
                    .getMethod(
                            "zooKeeper",
                            String.class,
                            long.class,
                            TimeUnit.class,
                            String.class,
                            String.class,
                            byte[].class)
                    .invoke(null, arguments);
            return (State) Objects.requireNonNull(made);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException) {
                throw (RuntimeException) e.getCause();
            }
            throw new IllegalStateException("The state cannot be made: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "The drop-in class and the rest of Isthmus are of different versions (" + e
                            + "): take both from one jar",
                    e);
        }
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
