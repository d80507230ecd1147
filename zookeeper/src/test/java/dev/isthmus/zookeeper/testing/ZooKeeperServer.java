package dev.isthmus.zookeeper.testing;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * A ZooKeeper of one server, in a process of its own, on a free port of the loopback address. Its jars are looked for in
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
    private static final int PROBE_MILLIS = 1000;

    private final Release release;
    private final Path data;
    private final int port;
    private Process process;

    private ZooKeeperServer(Release release, Path data, int port) throws IOException, InterruptedException {
        this.release = release;
        this.data = data;
        this.port = port;
        this.process = launch();
        goThrough(PROBE_MILLIS, 0, new byte[16]);
    }

    /**
     * Starts one and waits until it serves.
     *
     * @param data an own directory, made if it is missing; what it holds is what the server knows
     */
    public static ZooKeeperServer start(Release release, Path data) throws IOException, InterruptedException {
        return new ZooKeeperServer(release, data, freePort());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process launch() throws IOException, InterruptedException {
        Files.createDirectories(data);
        Path configuration = data.resolve("zoo.cfg");
        // Short ticks: sessions may be as short as 0.5 s, and end within a tick. What is not synced survives the end of
        // a process all the same.
        Files.write(
                configuration,
                List.of(
                        "dataDir=" + data.toAbsolutePath(),
                        "clientPort=" + port,
                        "clientPortAddress=127.0.0.1",
                        "tickTime=250",
                        "minSessionTimeout=500",
                        "maxSessionTimeout=60000",
                        "maxClientCnxns=0",
                        "preAllocSize=1024",
                        "admin.enableServer=false"));
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
                configuration.toAbsolutePath().toString());
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        awaitListening(started);
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

    private static void awaitListening(Process started) throws InterruptedException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> read(started, lines), "zookeeper-output");
        reader.setDaemon(true);
        reader.start();
        List<String> said = new ArrayList<>();
        while (true) {
            String line = lines.poll(SECONDS, TimeUnit.SECONDS);
            said.add(String.valueOf(line));
            if (line == null || line.equals(ENDED)) {
                started.destroyForcibly();
                throw new IllegalStateException("ZooKeeper did not start; it said:\n" + String.join("\n", said));
            }
            if (line.contains("binding to port")) {
                return;
            }
        }
    }

    private static final String ENDED = "(its output ended)";

    private static void read(Process started, BlockingQueue<String> lines) {
        try (BufferedReader output = started.inputReader()) {
            boolean listening = false;
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (!listening) {
                    lines.add(line);
                    listening = line.contains("binding to port");
                }
            }
        } catch (IOException | UncheckedIOException e) {
            lines.add("(its output broke off: " + e + ")");
        }
        lines.add(ENDED);
    }

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
        goThrough(PROBE_MILLIS, 0, new byte[16]);
    }

    /** Stops it in the middle of everything, by a signal; its sockets stay. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
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

    /** Connects as a client and closes the session. Time and again if need be: a server of 3.9 may never answer who comes while it starts. */
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
