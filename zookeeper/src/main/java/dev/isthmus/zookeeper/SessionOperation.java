package dev.isthmus.zookeeper;

import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.jspecify.annotations.Nullable;

/**
 * An operation on a session.
 *
 * @param <T> its result
 */
@FunctionalInterface
public interface SessionOperation<T extends @Nullable Object> {

    /**
     * Does it, with blocking calls. After a cut it is done again from the start, so it must be idempotent, or know its own work when it finds it done:
     * a call that a cut has ended may have been carried out.
     *
     * @param client the client of the session as it is now; not to be closed nor kept
     * @throws KeeperException what the servers answer; what says that they could not be reached has it done again, all else goes to the caller
     * @throws InterruptedException if the caller is interrupted
     */
    T on(ZooKeeper client) throws KeeperException, InterruptedException;
}
