package dev.isthmus.journal.zookeeper;

import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.testkit.contract.journal.ExaminedJournals;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZKUtil;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;

/** Journals below a path of their own, on a real server, with faults in between. */
public final class ExaminedZnodes implements ExaminedJournals {

    private static final AtomicInteger PLACES = new AtomicInteger();

    private final ZooKeeper admin;
    private final String servers;
    private final String path = "/place-" + PLACES.incrementAndGet();
    private final FaultyZnodes faults = new FaultyZnodes();
    private final JournalProvider provider = new ZooKeeperJournalProvider(
            faults.connector(), Duration.ofSeconds(30), Duration.ofSeconds(2), System::nanoTime);

    /**
     * A place without journals.
     *
     * @param admin a session on that server
     */
    public ExaminedZnodes(ZooKeeper admin, String servers) {
        this.admin = admin;
        this.servers = servers;
    }

    /** Below which its journals are. */
    String path() {
        return path;
    }

    @Override
    public JournalProvider provider() {
        return provider;
    }

    @Override
    public Settings settings() {
        return Settings.builder()
                .set(ZooKeeperJournalProvider.SERVERS, servers + path)
                .build();
    }

    @Override
    public void failWrites() {
        faults.failWrites(true);
    }

    @Override
    public void restoreWrites() {
        faults.failWrites(false);
    }

    @Override
    public void fallSilent() {
        faults.fallSilent();
    }

    @Override
    public void answerAgain() {
        faults.answerAgain();
    }

    @Override
    public void failReads() {
        faults.failReads(true);
    }

    @Override
    public void restoreReads() {
        faults.failReads(false);
    }

    /** What ZooKeeper has said to be there is on its disk; sessions, and what is ephemeral, do not survive. */
    @Override
    public ExaminedJournals afterAPowerCut() {
        ExaminedZnodes left = new ExaminedZnodes(admin, servers);
        try {
            copy(path, left.path);
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return left;
    }

    private void copy(String from, String to) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        byte[] data;
        List<String> children;
        try {
            data = admin.getData(from, false, stat);
            children = admin.getChildren(from, false);
        } catch (KeeperException.NoNodeException e) {
            return;
        }
        if (stat.getEphemeralOwner() != 0) {
            return;
        }
        admin.create(to, data, ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
        for (String child : children) {
            copy(from + "/" + child, to + "/" + child);
        }
    }

    @Override
    public void close() {
        try {
            if (admin.exists(path, false) != null) {
                ZKUtil.deleteRecursive(admin, path);
            }
        } catch (KeeperException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
