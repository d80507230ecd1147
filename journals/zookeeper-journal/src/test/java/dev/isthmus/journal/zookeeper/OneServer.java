package dev.isthmus.journal.zookeeper;

import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;

/** A server of each release for all tests of a JVM that do not end it, and a session on it. */
public record OneServer(ZooKeeperServer server, ZooKeeper admin) {

    private static final Map<ZooKeeperServer.Release, OneServer> ALL = new EnumMap<>(ZooKeeperServer.Release.class);

    public static synchronized OneServer of(ZooKeeperServer.Release release) throws IOException, InterruptedException {
        OneServer one = ALL.get(release);
        if (one == null) {
            Path data = Files.createTempDirectory(Path.of("target"), "zookeeper");
            ZooKeeperServer server = ZooKeeperServer.start(release, data);
            one = new OneServer(server, admin(server.address()));
            ALL.put(release, one);
        }
        return one;
    }

    static ZooKeeper admin(String address) throws IOException {
        return new ZooKeeper(address, 10_000, event -> {}, new Plain());
    }

    /** Without what is linked to Netty. */
    private static final class Plain extends ZKClientConfig {
        @Override
        protected void handleBackwardCompatibility() {
            // Nothing is set by old names here.
        }
    }
}
