package dev.isthmus.zookeeper.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A ZooKeeper of three servers that elect a leader, each a process of its own on free ports of the loopback address: two of them are a majority. They
 * end with the JVM that started them.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {

    private static final int SIZE = 3;

    private final List<ZooKeeperServer> servers;

    private ZooKeeperEnsemble(List<ZooKeeperServer> servers) {
        this.servers = servers;
    }

    /**
     * Starts them and waits until all serve.
     *
     * @param data an own directory, made if it is missing
     */
    public static ZooKeeperEnsemble start(ZooKeeperServer.Release release, Path data)
            throws IOException, InterruptedException {
        List<Integer> ports = ServerPorts.free(SIZE * 3);
        // What they agree on by ticks: how long one may take to come and to follow.
        List<String> members = new ArrayList<>(List.of("initLimit=40", "syncLimit=20"));
        for (int i = 0; i < SIZE; i++) {
            members.add("server." + (i + 1) + "=127.0.0.1:" + ports.get(SIZE + i) + ":" + ports.get(2 * SIZE + i));
        }
        List<ZooKeeperServer> servers = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            servers.add(
                    ZooKeeperServer.launch(release, data.resolve("server-" + (i + 1)), ports.get(i), i + 1, members));
        }
        for (ZooKeeperServer server : servers) {
            server.awaitServing();
        }
        return new ZooKeeperEnsemble(servers);
    }

    /** All of them, as clients are to be told. */
    public String addresses() {
        return servers.stream().map(ZooKeeperServer::address).collect(Collectors.joining(","));
    }

    /** The one that leads now, once there is one. */
    public ZooKeeperServer leader() {
        while (true) {
            for (ZooKeeperServer server : servers) {
                if (server.mode().filter("leader"::equals).isPresent()) {
                    return server;
                }
            }
        }
    }

    @Override
    public void close() {
        servers.forEach(ZooKeeperServer::close);
    }
}
