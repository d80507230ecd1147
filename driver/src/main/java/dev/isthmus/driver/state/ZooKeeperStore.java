package dev.isthmus.driver.state;

import dev.isthmus.zookeeper.Ensemble;
import dev.isthmus.zookeeper.UnreachableException;
import dev.isthmus.zookeeper.Znodes;
import dev.isthmus.zookeeper.ZooKeeperSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * Entries in znodes, one for each name, as Mesos's native code keeps them (src/state/zookeeper.cpp). Every operation waits for a server for as long as
 * it takes. One thing is better than there: a write that a cut ended may have been done, and then is known by its mark instead of being called stale.
 */
final class ZooKeeperStore {

    /** As Mesos has it, for the message as a whole. */
    static final int LONGEST = 1024 * 1024;

    /** Servers break the connection at requests longer than this, unless their jute.maxbuffer says otherwise. */
    private static final int SERVERS_LIMIT = 0xfffff;

    /** What of a request is neither path nor data, at most. */
    private static final int AROUND = 256;

    /** So many connections that end at a request that long are no chance. */
    private static final int TRIES_OF_LONG_ONES = 3;

    private final ZooKeeperSession session;
    private final Ensemble ensemble;
    private final List<ACL> acls;

    ZooKeeperStore(ZooKeeperSession session) {
        this.session = session;
        this.ensemble = session.ensemble();
        this.acls = ensemble.credentials().isPresent() ? Znodes.readByAllOwnedByUs() : Znodes.open();
    }

    /** An entry as it was read, and the version of its znode. */
    private record Read(Entry entry, int version) {}

    private String path(String name) throws StateException {
        if (name.isEmpty()) {
            throw new StateException("a variable of the state in ZooKeeper has no name");
        }
        try {
            return ensemble.at(name);
        } catch (IllegalArgumentException e) {
            throw new StateException("'" + name + "' cannot name a variable of the state: " + e.getMessage(), e);
        }
    }

    /** The entry of this name, if there is one. */
    Optional<Entry> get(String name)
            throws StateException, KeeperException, UnreachableException, InterruptedException {
        String path = path(name);
        Optional<Raw> raw = session.call(client -> Optional.ofNullable(read(client, path)));
        return raw.isEmpty()
                ? Optional.empty()
                : Optional.of(entry(name, path, raw.get()).entry());
    }

    /** Bytes of a znode and their version. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Raw(byte[] data, int version) {}

    private static @Nullable Raw read(ZooKeeper client, String path) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        try {
            byte @Nullable [] data = client.getData(path, false, stat);
            return new Raw(data == null ? new byte[0] : data, stat.getVersion());
        } catch (KeeperException.NoNodeException e) {
            return null;
        }
    }

    private Read entry(String name, String path, Raw raw) throws StateException {
        Entry entry;
        try {
            entry = StateEntryCodec.decode(raw.data());
        } catch (IOException e) {
            throw foreign(path, String.valueOf(e.getMessage()), e);
        }
        if (!entry.name().equals(name)) {
            throw foreign(path, "the variable in it is called '" + entry.name() + "'", null);
        }
        return new Read(entry, raw.version());
    }

    private StateException foreign(String path, String why, @Nullable Throwable cause) {
        String message = "the znode " + path + " of ZooKeeper at " + ensemble.hosts() + " cannot be read: " + why
                + "; if nobody needs it, delete it";
        return cause == null ? new StateException(message) : new StateException(message, cause);
    }

    /**
     * Puts an entry in the place of the one with the given mark, or where there is none.
     *
     * @return false if there is another by now
     */
    boolean set(Entry next, UUID expected)
            throws StateException, KeeperException, UnreachableException, InterruptedException {
        String path = path(next.name());
        byte[] data = StateEntryCodec.encode(next);
        if (data.length > LONGEST) {
            throw new StateException("the variable '" + next.name() + "' takes " + data.length
                    + " bytes with its name; in ZooKeeper a variable has 1048576 at most");
        }
        Write write = new Write();
        return session.call(client -> tryToSet(client, path, next, expected, data, write))
                .orThrow();
    }

    /** What earlier tries of one write have come to. */
    private static final class Write {
        int tries;
    }

    /** What came of a try. */
    private record Outcome(boolean done, @Nullable StateException failure) {

        boolean orThrow() throws StateException {
            if (failure != null) {
                throw failure;
            }
            return done;
        }
    }

    private Outcome tryToSet(ZooKeeper client, String path, Entry next, UUID expected, byte[] data, Write write)
            throws KeeperException, InterruptedException {
        Raw raw = read(client, path);
        try {
            if (raw != null) {
                UUID current = entry(next.name(), path, raw).entry().uuid();
                if (current.equals(next.uuid())) {
                    return new Outcome(true, null); // a cut hid from us that it was done
                }
                if (!current.equals(expected)) {
                    return new Outcome(false, null);
                }
            }
            checkLength(path, data, write);
        } catch (StateException e) {
            return new Outcome(false, e);
        }
        boolean first = write.tries++ == 0;
        try {
            if (raw == null) {
                Znodes.createAll(client, ensemble.at(""), acls);
                client.create(path, data, Znodes.forClient(acls), CreateMode.PERSISTENT);
            } else {
                client.setData(path, data, raw.version());
            }
            return new Outcome(true, null);
        } catch (KeeperException.NodeExistsException
                | KeeperException.BadVersionException
                | KeeperException.NoNodeException e) {
            if (e instanceof KeeperException.NoNodeException && raw == null) {
                throw e;
            }
            return new Outcome(!first && isOurs(client, path, next), null);
        }
    }

    /** Whether an earlier try was done after all, later than we looked. */
    private boolean isOurs(ZooKeeper client, String path, Entry next) throws KeeperException, InterruptedException {
        Raw raw = read(client, path);
        try {
            return raw != null && StateEntryCodec.decode(raw.data()).uuid().equals(next.uuid());
        } catch (IOException e) {
            return false;
        }
    }

    private void checkLength(String path, byte[] data, Write write) throws StateException {
        int request = data.length + path.length() + AROUND;
        if (write.tries >= TRIES_OF_LONG_ONES && request > SERVERS_LIMIT) {
            throw new StateException("ZooKeeper at " + ensemble.hosts() + " ended " + write.tries
                    + " connections at the " + data.length + " bytes of " + path
                    + ": they are more than its jute.maxbuffer allows, by default 1048575 with all around them");
        }
    }

    /** Removes an entry, if it is still the one with this mark. */
    boolean expunge(Entry held) throws StateException, KeeperException, UnreachableException, InterruptedException {
        String path = path(held.name());
        Write write = new Write();
        return session.call(client -> tryToExpunge(client, path, held, write)).orThrow();
    }

    private Outcome tryToExpunge(ZooKeeper client, String path, Entry held, Write write)
            throws KeeperException, InterruptedException {
        Raw raw = read(client, path);
        if (raw == null) {
            return new Outcome(write.tries > 0, null); // after a cut it was most likely us
        }
        try {
            if (!entry(held.name(), path, raw).entry().uuid().equals(held.uuid())) {
                return new Outcome(false, null);
            }
        } catch (StateException e) {
            return new Outcome(false, e);
        }
        boolean first = write.tries++ == 0;
        try {
            client.delete(path, raw.version());
            return new Outcome(true, null);
        } catch (KeeperException.BadVersionException e) {
            return new Outcome(false, null);
        } catch (KeeperException.NoNodeException e) {
            return new Outcome(!first, null);
        }
    }

    /** All names, in order; none where nothing was ever stored. */
    List<String> names() throws KeeperException, UnreachableException, InterruptedException {
        return session.call(client -> {
            try {
                return client.getChildren(ensemble.at(""), false).stream()
                        .sorted()
                        .toList();
            } catch (KeeperException.NoNodeException e) {
                return List.of();
            }
        });
    }
}
