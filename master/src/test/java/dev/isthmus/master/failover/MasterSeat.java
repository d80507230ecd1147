package dev.isthmus.master.failover;

import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** One of several masters: the program as it is, in a process that can be killed, frozen and cut off, and is started anew when it has ended. */
final class MasterSeat implements AutoCloseable {

    private static final String LISTENS = "Isthmus master on ";
    private static final int SECONDS = 60;

    /** As it is packaged, where a property says which jar that is; else as its classes are. */
    private static final List<String> PROGRAM = Optional.ofNullable(System.getProperty("isthmus.master.jar"))
            .map(jar -> List.of("-jar", jar))
            .orElseGet(() -> List.of(
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                    "dev.isthmus.master.main.MasterCommand"));

    private final Map<String, String> environment;
    private final List<String> command;
    private final Path log;
    private final Cable cable;
    private volatile Process process;
    private volatile InetSocketAddress address;

    /** Starts it, and waits until it listens. */
    MasterSeat(ZooKeeperServer zookeeper, Map<String, String> environment, String session, Path log)
            throws IOException, InterruptedException {
        this.environment = environment;
        this.log = log;
        cable = Cable.to(zookeeper);
        String zk = "zk://" + cable.address() + "/mesos";
        command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m"));
        command.addAll(PROGRAM);
        command.addAll(List.of(
                "--port=0", "--heartbeat=2s", "--allowed-hosts=x", "--zk=" + zk, "--zk-session-timeout=" + session));
        process = launch();
        address = await();
    }

    private Process launch() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** What it says of its address, on a thread of its own so that all of its output is read. */
    private InetSocketAddress await() throws IOException, InterruptedException {
        BlockingQueue<String> said = new ArrayBlockingQueue<>(1);
        BufferedReader output = process.inputReader();
        Thread reader = new Thread(() -> read(output, said), "master-output");
        reader.setDaemon(true);
        reader.start();
        String url = said.poll(SECONDS, TimeUnit.SECONDS);
        if (url == null) {
            throw new IOException("a master does not start; see " + log);
        }
        return new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(url).getPort());
    }

    private static void read(BufferedReader output, BlockingQueue<String> said) {
        try (output) {
            output.lines()
                    .filter(line -> line.startsWith(LISTENS))
                    .forEach(line -> said.add(line.substring(LISTENS.length())));
        } catch (IOException | UncheckedIOException e) {
            // It was killed.
            return;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it without a word. */
    void kill() {
        process.destroyForcibly();
    }

    /** Holds it, as when a machine swaps or a hypervisor pauses it. */
    void freeze() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** Lets it go on as if no time had passed. */
    void thaw() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
    }

    /** Cuts it off from ZooKeeper, while frameworks and the cluster reach it. */
    void cut() {
        cable.cut();
    }

    /** Whole again. */
    void mend() {
        cable.mend();
    }

    /** Waits until it has ended, and starts it anew. */
    void restart() throws IOException, InterruptedException {
        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("a master that leads no more does not end; see " + log);
        }
        process = launch();
        address = await();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        cable.close();
    }
}
