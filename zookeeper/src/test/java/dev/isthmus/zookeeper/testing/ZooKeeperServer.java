package dev.isthmus.zookeeper.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * A ZooKeeper of one server, or one server of a {@link ZooKeeperEnsemble}, in a process of its own, on a free port of the loopback address. Its jars are looked for in
 * {@code target/zookeeper/<release>} of the module whose tests run; that module's POM gives the execution {@code servers-of-zookeeper} of the dependency plugin a
 * phase. Ends with the JVM that started it.
 */
public final class ZooKeeperServer implements AutoCloseable {

    /** What it can be. */
    public enum Release {
        /** What users of Mesos often have. */
        OLD("3.4.14"),
        /** The newest that our client comes from. */
        CURRENT("3.9.5");

        private final String number;

        Release(String number) {
            this.number = number;
        }

        @Override
        public String toString() {
            return number;
        }

        private List<Path> jars() throws IOException {
            Path folder = Path.of("target", "zookeeper", number).toAbsolutePath();
            try (Stream<Path> jars = Files.list(folder)) {
                return jars.sorted().toList();
            }
        }
    }

    private static final long SECONDS = 60;
    private static final int KEPT_LINES = 300;
    private static final String STANDALONE = "org.apache.zookeeper.server.ZooKeeperServerMain";
    private static final String MEMBER = "org.apache.zookeeper.server.quorum.QuorumPeerMain";

    private final Release release;
    private final Path data;
    private final int port;
    private final List<String> members;
    private Process process;
    private List<String> output = List.of();
    /** Before that nobody connects: who connects to a free port may find himself. */
    private CountDownLatch binding = new CountDownLatch(1);

    /** Launches it, and does not wait until it serves: a member does so once it is one of a majority. */
    private ZooKeeperServer(Release release, Path data, int port, List<String> members) throws IOException {
        this.release = release;
        this.data = data;
        this.port = port;
        this.members = members;
        this.process = launch();
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param data an own directory, made if it is missing; what it holds is what the server knows
     */
    public static ZooKeeperServer start(Release release, Path data) throws IOException, InterruptedException {
        ZooKeeperServer server =
                new ZooKeeperServer(release, data, ServerPorts.free(1).get(0), List.of());
        server.awaitServing();
        return server;
    }

    /**
     * Launches one of several that elect a leader. It does not serve before a majority of them runs; see {@link #awaitServing}.
     *
     * @param data its own directory
     * @param port where clients come
     * @param number which it is, from 1 on
     * @param members what the configuration of each says of all
     */
    static ZooKeeperServer launch(Release release, Path data, int port, int number, List<String> members)
            throws IOException {
        Files.createDirectories(data);
        Files.writeString(data.resolve("myid"), number + "\n");
        return new ZooKeeperServer(release, data, port, members);
    }

    private Process launch() throws IOException {
        Files.createDirectories(data);
        Path configuration = data.resolve("zoo.cfg");
        // Short ticks: sessions may be as short as 0.5 s, and end within a tick. What is not synced survives the end of
        // a process all the same.
        List<String> lines = new ArrayList<>(List.of(
                "dataDir=" + data.toAbsolutePath(),
                "clientPort=" + port,
                "clientPortAddress=127.0.0.1",
                "tickTime=250",
                "minSessionTimeout=500",
                "maxSessionTimeout=60000",
                "maxClientCnxns=0",
                "preAllocSize=1024",
                "4lw.commands.whitelist=srvr",
                "admin.enableServer=false"));
        lines.addAll(members);
        Files.write(configuration, lines);
        List<Path> classPath = new ArrayList<>(release.jars());
        classPath.add(home());
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dzookeeper.forceSync=no",
                "-Dzookeeper.jmx.log4j.disable=true",
                "-Djava.io.tmpdir=" + data.toAbsolutePath(),
                "-cp",
                classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                ServerProgram.class.getName(),
                members.isEmpty() ? STANDALONE : MEMBER,
                configuration.toAbsolutePath().toString());
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> said = new CopyOnWriteArrayList<>();
        CountDownLatch binds = new CountDownLatch(1);
        Thread reader = new Thread(() -> read(started, said, binds), "zookeeper-output");
        reader.setDaemon(true);
        reader.start();
        output = said;
        binding = binds;
        return started;
    }

    private static Path home() {
        try {
            return Path.of(ServerProgram.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (java.net.URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads all, so that it never waits for us, and keeps how it began. */
    private static void read(Process started, List<String> said, CountDownLatch binds) {
        try (BufferedReader output = started.inputReader()) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (said.size() < KEPT_LINES) {
                    said.add(line);
                }
                if (line.contains("binding to port")) {
                    binds.countDown();
                }
            }
        } catch (IOException | UncheckedIOException e) {
            said.add("(its output broke off: " + e + ")");
        }
        binds.countDown();
    }

    /** Waits until it serves. */
    void awaitServing() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        boolean binds = binding.await(SECONDS, TimeUnit.SECONDS);
        while (!binds || mode().isEmpty()) {
            if (process.waitFor(10, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                throw new IllegalStateException("ZooKeeper at port " + port
                        + (process.isAlive() ? " does not serve" : " ended with " + process.exitValue())
                        + "; it said:\n" + said());
            }
        }
    }

    /** The complaints first, as what came before them is long. */
    private String said() {
        Map<Boolean, List<String>> lines =
                output.stream().collect(Collectors.partitioningBy(line -> line.contains(" INFO ")));
        return Stream.concat(lines.get(false).stream(), lines.get(true).stream())
                .collect(Collectors.joining("\n"));
    }

    /** What it says of itself: standalone, leader or follower; empty while it does not serve. */
    Optional<String> mode() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            // A server of 3.9 may never answer who comes while it starts.
            socket.setSoTimeout(500);
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(MODE))
                    .map(line -> line.substring(MODE.length()))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final String MODE = "Mode: ";

    /** Its port, the same after every restart. */
    public int port() {
        return port;
    }

    /** {@code 127.0.0.1:port}. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Kills it, as {@code kill -9} does, and waits for its end. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("ZooKeeper did not die");
        }
    }

    /** Kills it if it runs, and starts it with the same data at the same port: it knows its sessions, which last on. */
    public void restart() throws IOException, InterruptedException {
        kill();
        process = launch();
        awaitServing();
    }

    /** Stops it in the middle of everything, by a signal, and waits until all its threads stand; its sockets stay. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
        Path threads = Path.of("/proc", Long.toString(process.pid()), "task");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (Files.isDirectory(threads) && !allStopped(threads)) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("ZooKeeper goes on after signal STOP");
            }
            Thread.onSpinWait();
        }
    }

    /** Whether each thread is in state T, as Linux tells it after the name in parentheses. */
    private static boolean allStopped(Path threads) throws IOException {
        try (Stream<Path> each = Files.list(threads)) {
            for (Path thread : each.toList()) {
                String stat = stat(thread);
                if (!stat.substring(stat.lastIndexOf(')') + 1).startsWith(" T")) {
                    return false;
                }
            }
            return true;
        }
    }

    private static String stat(Path thread) throws IOException {
        try {
            return Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException e) {
            return ""; // it has ended meanwhile
        }
    }

    /** Lets it go on. */
    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (!kill.waitFor(SECONDS, TimeUnit.SECONDS) || kill.exitValue() != 0) {
            throw new IllegalStateException("signal " + name + " did not go out");
        }
    }

    /**
     * Ends a session behind its owner's back, as if it had expired: another client takes it over and closes it. The owner hears of it as soon as it has
     * come back.
     *
     * @param session its number
     * @param password what its owner knows it by
     */
    public void expire(long session, byte[] password) throws IOException, InterruptedException {
        goThrough(10_000, session, password);
    }

    /** Connects as a client and closes the session. */
    private void goThrough(int timeoutMillis, long session, byte[] password) throws IOException, InterruptedException {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(
                address(),
                timeoutMillis,
                event -> {
                    if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                        connected.countDown();
                    }
                },
                session,
                password,
                false,
                new StaticHostProvider(List.of(InetSocketAddress.createUnresolved("127.0.0.1", port))),
                new Plain());
        boolean served = connected.await(SECONDS, TimeUnit.SECONDS);
        client.close();
        if (!served) {
            throw new IllegalStateException("ZooKeeper did not serve");
        }
    }

    /** Without what is linked to Netty. */
    private static final class Plain extends ZKClientConfig {
        @Override
        protected void handleBackwardCompatibility() {
            // Nothing is set by old names here.
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
