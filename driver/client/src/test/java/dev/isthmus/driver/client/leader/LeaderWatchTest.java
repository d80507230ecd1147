package dev.isthmus.driver.client.leader;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.logging.HeardLog;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import dev.isthmus.zookeeper.testing.ZooKeeperServer.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Facts 101 to 104: who leads, as ZooKeeper says it, over a server of ZooKeeper. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class LeaderWatchTest {

    private static final long SECONDS = 60;
    private static final String THREAD = "isthmus-leader-test";

    private static final class Told implements LeaderWatch.Listener {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();

        @Override
        public void leads(Optional<MasterUrl> leader) {
            threads.add(Thread.currentThread().getName());
            lines.add(leader.map(MasterUrl::toString).orElse("nobody"));
        }

        @Override
        public void refused(String reason) {
            threads.add(Thread.currentThread().getName());
            lines.add("refused: " + reason);
        }

        private String next() throws InterruptedException {
            String line = lines.poll(SECONDS, TimeUnit.SECONDS);
            return line == null ? "nothing" : line;
        }
    }

    private static byte[] master(int number) {
        return ("{\"address\":{\"hostname\":\"m" + number + "\",\"ip\":\"10.0.0." + number + "\",\"port\":5050}}")
                .getBytes(UTF_8);
    }

    /** A client that is closed with the test, and what else is. */
    private static final class Scene {

        private final ZooKeeperServer server;
        private final ZooKeeper client;
        private final List<LeaderWatch> watches = new ArrayList<>();
        private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

        Scene(Release release, Path folder) throws Exception {
            server = ZooKeeperServer.start(release, folder);
            client = new ZooKeeper(server.address(), 20_000, event -> {}, new PlainClientConfig());
        }

        Told watch(Optional<String> user, boolean secure) {
            Told told = new Told();
            watches.add(LeaderWatch.open(server.address(), "/mesos", user, secure, THREAD, told));
            return told;
        }

        Told watch(Before before) {
            Told told = new Told();
            LeaderWatch.Clients clients = (servers, millis, watcher) -> {
                Asked made = new Asked(servers, millis, watcher, before);
                asked.add(made);
                return made;
            };
            watches.add(new LeaderWatch(server.address(), "/mesos", Optional.empty(), false, THREAD, told, clients)
                    .begun());
            return told;
        }

        /** The path, and a master below it for each number. */
        void lead(int... masters) throws Exception {
            client.create("/mesos", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            for (int number : masters) {
                create(client, master(number), ZooDefs.Ids.OPEN_ACL_UNSAFE);
            }
        }

        void close() throws Exception {
            watches.forEach(LeaderWatch::close);
            client.close();
            server.close();
        }
    }

    private static String create(ZooKeeper client, byte[] data, List<ACL> acl) throws Exception {
        return client.create("/mesos/json.info_", data, acl, CreateMode.EPHEMERAL_SEQUENTIAL);
    }

    @Test
    void it_is_told_whoever_leads_next(@TempDir Path folder) throws Exception {
        Scene scene = new Scene(Release.CURRENT, folder);
        try {
            ZooKeeper client = scene.client;
            Told told = scene.watch(Optional.empty(), false);
            assertThat(told.next()).as("no path yet").isEqualTo("nobody");
            client.create("/mesos", new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
            String first = create(client, master(1), ZooDefs.Ids.OPEN_ACL_UNSAFE);
            assertThat(told.next()).isEqualTo("http://10.0.0.1:5050");
            create(client, master(2), ZooDefs.Ids.OPEN_ACL_UNSAFE);
            client.delete(first, -1);
            assertThat(told.next()).isEqualTo("http://10.0.0.2:5050");
            scene.server.kill();
            scene.server.restart();
            connected(client);
            create(client, master(3), ZooDefs.Ids.OPEN_ACL_UNSAFE);
            for (String child : client.getChildren("/mesos", false)) {
                if (new String(client.getData("/mesos/" + child, false, null), UTF_8).contains("m2")) {
                    client.delete("/mesos/" + child, -1);
                }
            }
            assertThat(told.next())
                    .as("after a restart of the server, and nothing meanwhile")
                    .isEqualTo("http://10.0.0.3:5050");
        } finally {
            scene.close();
        }
    }

    /** Its calls fail as long as it has not noticed that the server is there again. */
    private static void connected(ZooKeeper client) throws Exception {
        CountDownLatch back = new CountDownLatch(1);
        client.register(event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                back.countDown();
            }
        });
        if (!client.getState().isConnected()) {
            assertThat(back.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_path_that_is_closed_opens_with_its_user_and_is_an_error_without(@TempDir Path folder) throws Exception {
        List<ACL> own = Arrays.asList(new ACL(ZooDefs.Perms.ALL, new Id("digest", digest("u", "secret"))));
        Scene scene = new Scene(Release.OLD, folder);
        try {
            scene.client.addAuthInfo("digest", "u:secret".getBytes(UTF_8));
            scene.client.create("/mesos", new byte[0], own, CreateMode.PERSISTENT);
            create(scene.client, master(1), own);
            assertThat(scene.watch(Optional.of("u:secret"), true).next()).isEqualTo("https://m1:5050");
            assertThat(scene.watch(Optional.empty(), true).next())
                    .startsWith("refused: ")
                    .contains("/mesos");
        } finally {
            scene.close();
        }
    }

    /** What a test does before a client asks. */
    interface Before {

        default void children() throws KeeperException {}

        default void data(String path) throws KeeperException, InterruptedException {}
    }

    /** A client that keeps the watchers that it is given. */
    @SuppressWarnings("try") // ZooKeeper's close may be interrupted.
    private static final class Asked extends ZooKeeper {

        private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
        private final Before before;

        Asked(String servers, int millis, Watcher watcher, Before before) throws IOException {
            super(servers, millis, watcher, new PlainClientConfig());
            this.before = before;
            watchers.add(watcher);
        }

        @Override
        public List<String> getChildren(String path, Watcher watcher) throws KeeperException, InterruptedException {
            before.children();
            watchers.add(watcher);
            return super.getChildren(path, watcher);
        }

        @Override
        public byte[] getData(String path, Watcher watcher, Stat stat) throws KeeperException, InterruptedException {
            before.data(path);
            watchers.add(watcher);
            return super.getData(path, watcher, stat);
        }
    }

    @Test
    void zookeeper_s_client_keeps_one_watcher_however_often_it_is_asked(@TempDir Path folder) throws Exception {
        Scene scene = new Scene(Release.CURRENT, folder);
        try {
            scene.lead(1, 2);
            Told told = scene.watch(new Before() {});
            assertThat(told.next()).isEqualTo("http://10.0.0.1:5050");
            scene.client.delete("/mesos/json.info_0000000000", -1);
            assertThat(told.next()).isEqualTo("http://10.0.0.2:5050");
            List<Watcher> watchers = scene.asked.take().watchers;
            assertThat(watchers)
                    .hasSizeGreaterThan(4)
                    .allSatisfy(watcher -> assertThat(watcher).isSameAs(watchers.get(0)));
        } finally {
            scene.close();
        }
    }

    @Test
    void a_leader_that_goes_while_it_is_read_is_no_failure_and_the_next_is_looked_for(@TempDir Path folder)
            throws Exception {
        Scene scene = new Scene(Release.CURRENT, folder);
        try (HeardLog log = HeardLog.open()) {
            scene.lead(1, 2);
            AtomicBoolean gone = new AtomicBoolean();
            Told told = scene.watch(new Before() {
                @Override
                public void data(String path) throws KeeperException, InterruptedException {
                    if (!gone.getAndSet(true)) {
                        scene.client.delete(path, -1);
                    }
                }
            });
            assertThat(told.next()).isEqualTo("http://10.0.0.2:5050");
            assertThat(log.lines()).noneMatch(line -> line.contains(scene.server.address()));
        } finally {
            scene.close();
        }
    }

    @Test
    void a_user_that_zookeeper_refuses_is_told_on_the_thread_of_the_watch(@TempDir Path folder) throws Exception {
        Scene scene = new Scene(Release.CURRENT, folder);
        try {
            scene.lead(1);
            AtomicBoolean refusing = new AtomicBoolean();
            Told told = scene.watch(new Before() {
                @Override
                public void children() throws KeeperException {
                    if (refusing.get()) {
                        throw new KeeperException.AuthFailedException();
                    }
                }
            });
            assertThat(told.next()).isEqualTo("http://10.0.0.1:5050");
            refusing.set(true);
            Watcher watcher = scene.asked.take().watchers.get(0);
            watcher.process(new WatchedEvent(Watcher.Event.EventType.None, Watcher.Event.KeeperState.AuthFailed, null));
            assertThat(told.next()).startsWith("refused: ").contains("refuses the user and password");
            assertThat(told.threads).containsExactly(THREAD);
        } finally {
            scene.close();
        }
    }

    private static String digest(String user, String password) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA1").digest((user + ":" + password).getBytes(UTF_8));
        return user + ":" + Base64.getEncoder().encodeToString(hash);
    }
}
