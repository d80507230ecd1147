package dev.isthmus.frameworks.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A ZooKeeper of one server in a process of its own. */
public final class TrialZooKeeper implements AutoCloseable {

    private final TrialProgram program;
    private final int port;

    private TrialZooKeeper(TrialProgram program, int port) {
        this.program = program;
        this.port = port;
    }

    /** Starts one; does not wait until it serves, as its clients do. */
    public static TrialZooKeeper start(Trial trial) throws Exception {
        int port = Served.freePort();
        Path configuration = Files.write(
                trial.directory().resolve("zoo.cfg"),
                List.of(
                        "tickTime=2000",
                        "dataDir=" + trial.directory().resolve("zookeeper"),
                        "clientPortAddress=localhost",
                        "clientPort=" + port,
                        "admin.enableServer=false"));
        return new TrialZooKeeper(
                TrialProgram.start(
                        trial.log("zookeeper"),
                        Map.of(),
                        List.of(
                                TrialProgram.java(),
                                "-cp",
                                ClassPath.of("zookeeper").text(),
                                "org.apache.zookeeper.server.ZooKeeperServerMain",
                                configuration.toString())),
                port);
    }

    /** Where clients connect. */
    public String address() {
        return "localhost:" + port;
    }

    /** The end of what it has printed, for the message of a failed test. */
    public String tail() {
        return program.tail();
    }

    @Override
    public void close() {
        program.close();
    }
}
