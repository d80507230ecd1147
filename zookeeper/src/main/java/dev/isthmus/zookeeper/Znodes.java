package dev.isthmus.zookeeper;

import java.util.List;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;

/** Operations on znodes that are used in several places. All are idempotent, and supported by servers from 3.4 on. */
public final class Znodes {

    private static final byte[] NOTHING = {};

    private Znodes() {}

    /** Anybody may do anything; as everywhere else with ZooKeeper when there are no credentials. */
    public static List<ACL> open() {
        return List.copyOf(ZooDefs.Ids.OPEN_ACL_UNSAFE);
    }

    /** Anybody may read, whoever shows the credentials of the session may do all. */
    public static List<ACL> readByAllOwnedByUs() {
        return List.of(
                new ACL(ZooDefs.Perms.READ, ZooDefs.Ids.ANYONE_ID_UNSAFE),
                new ACL(ZooDefs.Perms.ALL, ZooDefs.Ids.AUTH_IDS));
    }

    /**
     * Makes a persistent, empty znode and all above it that are missing; what is there stays as it is.
     *
     * @param path full, such as {@code /a/b}; for {@code /} nothing is done
     */
    public static void createAll(ZooKeeper client, String path, List<ACL> acls)
            throws KeeperException, InterruptedException {
        for (int end = path.indexOf('/', 1); end > 0; end = path.indexOf('/', end + 1)) {
            create(client, path.substring(0, end), acls);
        }
        if (path.length() > 1) {
            create(client, path, acls);
        }
    }

    private static void create(ZooKeeper client, String path, List<ACL> acls)
            throws KeeperException, InterruptedException {
        try {
            client.create(path, NOTHING, forClient(acls), CreateMode.PERSISTENT);
        } catch (KeeperException.NodeExistsException e) {
            return; // what was wanted
        } catch (KeeperException.NoAuthException e) {
            // Not ours to make: then it must be there, and above it nothing is wanted but the way down.
            if (client.exists(path, false) == null) {
                throw e;
            }
        }
    }

    /** A copy that the client takes: it asks its list whether it holds null, which those of the JDK refuse. */
    public static List<ACL> forClient(List<ACL> acls) {
        return new java.util.ArrayList<>(acls);
    }
}
