package dev.isthmus.journal.zookeeper.znode;

import dev.isthmus.zookeeper.DigestCredentials;
import dev.isthmus.zookeeper.Ensemble;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * ZooKeeper, as far as a journal needs it. It survives disconnects, and opens a new session when one has expired. Its methods do not block;
 * results arrive on a thread of ZooKeeper's client, which must not be blocked. A request without a connection waits for one, or fails.
 */
public interface JournalZnodes {

    /** What a session tells, on a thread of its own; it must not wait. */
    interface Listener {

        /** A znode that is watched has changed, or may have. */
        void changed();

        /** There is a new session: what was ephemeral in the old one is gone, and so are its watches. */
        void renewed();
    }

    /** How to get one. */
    @FunctionalInterface
    interface Connector {
        /** Begins to connect, and does not wait for it. */
        JournalZnodes connect(Ensemble ensemble, Optional<DigestCredentials> credentials, Listener listener);
    }

    /**
     * A znode.
     *
     * @param modified when it last changed, by the server's clock, in milliseconds since 1970
     */
    record Znode(String text, int version, long modified) {}

    /** It cannot be read just now, or at all. */
    final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean lasting;

        public Unreadable(String message, boolean lasting) {
            super(message);
            this.lasting = lasting;
        }

        /** Whether it is not worth trying again. */
        public boolean isLasting() {
            return lasting;
        }
    }

    /** Makes all these changes or none. Never completes exceptionally. */
    CompletionStage<CommitOutcome> commit(List<Change> changes);

    /** Reads a znode, empty if there is none; fails with {@link Unreadable}. */
    CompletionStage<Optional<Znode>> read(String path);

    /** As {@link #read}, and the listener is told once when the znode changes, goes or comes. */
    CompletionStage<Optional<Znode>> watch(String path);

    /** The names of its children, empty if there is no such znode; fails with {@link Unreadable}. */
    CompletionStage<Optional<List<String>>> children(String path);

    /** Makes what is read next at least as new as what was written anywhere before this call; fails with {@link Unreadable}. */
    CompletionStage<Void> sync(String path);

    /** Makes a znode that stays, unless it is there; answers {@link CommitOutcome.Applied} in both cases. Never completes exceptionally. */
    CompletionStage<CommitOutcome> ensure(String path);

    /** Ends the session, so that what is ephemeral goes at once; waits some seconds for that, at most. */
    void close();
}
