package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.Manifest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pair gets another version of the jar, host by host, and the first one back, as the guide says, while its tasks start and end. The other version is a
 * copy of the bundle at another place, with another version in its manifest, or the jar that {@code -Disthmus.other.bundle} names.
 */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS) // no signals
class UpgradeIT {

    private static final String OTHER = "0.0.9-other";

    private final List<Child> children = new ArrayList<>();

    @TempDir
    private Path directory;

    private Path store;
    private Path other;
    private FakeEcs ecs;
    private ZooKeeperServer server;

    @BeforeEach
    void start() throws Exception {
        store = Files.createDirectories(directory.resolve("store"));
        String given = System.getProperty("isthmus.other.bundle", "");
        other = given.isEmpty() ? copy(directory.resolve("other.jar")) : Path.of(given);
        server = ZooKeeperServer.start(ZooKeeperServer.Release.OLD, directory.resolve("data"));
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.following(task -> Script.exits(
                        0, Duration.ofMillis(300 + Math.floorMod(task.id().hashCode(), 1500)))))
                .build());
    }

    @AfterEach
    void stop() {
        children.forEach(Child::close);
        ecs.close();
        server.close();
    }

    private static Path copy(Path jar) throws IOException {
        Files.copy(Bundle.JAR, jar);
        try (FileSystem inside = FileSystems.newFileSystem(jar)) {
            Path file = inside.getPath("META-INF", "MANIFEST.MF");
            Manifest manifest;
            try (InputStream in = Files.newInputStream(file)) {
                manifest = new Manifest(in);
            }
            manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, OTHER);
            try (OutputStream out = Files.newOutputStream(file)) {
                manifest.write(out);
            }
        }
        return jar;
    }

    private Child standby(Path bundle) throws Exception {
        Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
        environment.put("ISTHMUS_JOURNAL_ZK", server.address() + "/isthmus");
        environment.put("ISTHMUS_CONSISTENCY_WINDOW", "2s");
        Child child = Child.start(bundle, environment, PairProgram.class, store.toString());
        children.add(child);
        String ready = child.line("ready, version ");
        assertThat(ready.endsWith(OTHER)).as("%s of %s", ready, bundle).isEqualTo(bundle.startsWith(directory));
        return child;
    }

    /** Tasks start and end. */
    private static void lead(Child child) throws Exception {
        child.say("lead");
        child.line("registered");
        for (int i = 0; i < 3; i++) {
            child.line("task-", " is TASK_RUNNING");
            child.line("task-", " is TASK_FINISHED");
        }
    }

    @Test
    void a_pair_is_upgraded_host_by_host_under_load_and_back() throws Exception {
        Child first = standby(other);
        lead(first);

        // The standby gets the new version. The leader is stopped, and gets it too.
        Child second = standby(Bundle.JAR);
        first.signal("TERM");
        lead(second);
        first.output();
        first = standby(Bundle.JAR);
        second.signal("TERM");
        lead(first);

        // Back: the standby first. The leader dies before it can be stopped.
        second.output();
        second = standby(other);
        first.signal("KILL");
        lead(second);
        first = standby(other);
        second.signal("TERM");
        lead(first);

        first.say("settle");
        first.line("settled");
        count();
    }

    private void count() {
        Map<String, List<String>> ends = new HashMap<>();
        for (Path task : PairProgram.tasks(store)) {
            ends.put(
                    task.getFileName().toString(),
                    PairProgram.lines(task).stream().filter(PairProgram::isEnd).toList());
        }
        List<String> started = ecs.tasks().stream().map(Clusters::taskId).toList();
        long again = ends.values().stream().filter(told -> told.size() > 1).count();
        System.out.printf(
                "upgraded and back: %d tasks written down, %d started, ends told again by the next leader %d%n",
                ends.size(), started.size(), again);
        assertThat(started).as("each was started once").doesNotHaveDuplicates().isSubsetOf(ends.keySet());
        Set<String> never = new HashSet<>(ends.keySet());
        never.removeAll(started);
        assertThat(started)
                .allSatisfy(task -> assertThat(new HashSet<>(ends.get(task)))
                        .as("the end of %s", task)
                        .containsExactly("TASK_FINISHED"));
        assertThat(never)
                .allSatisfy(task -> assertThat(ends.get(task))
                        .as("%s, which was never started", task)
                        .isNotEmpty()
                        .doesNotContain("TASK_FINISHED"));
        assertThat(never.size()).as("those that leaders were about to start").isLessThan(started.size());
    }
}
