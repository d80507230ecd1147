package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.Flavour;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The state of a framework behind the bundle, as a process: with Mesos's jars of all ages after it, no other client of ZooKeeper on the class path, and no
 * SLF4J of the framework's. Each is one more life of the same framework.
 */
@Execution(ExecutionMode.CONCURRENT) // Each waits for processes of its own.
class StateIT {

    private static final List<String> FLAVOURS = List.of("mesos-0.21", "mesos-1.0-shaded", "mesos-1.1", "mesos-1.11");

    @ParameterizedTest
    @EnumSource(ZooKeeperServer.Release.class)
    void is_kept_from_life_to_life(ZooKeeperServer.Release release, @TempDir Path folder) throws Exception {
        try (ZooKeeperServer server = ZooKeeperServer.start(release, folder)) {
            String lives = "";
            for (String flavour : FLAVOURS) {
                lives += "i";
                List<Path> classPath = new ArrayList<>(List.of(Bundle.JAR));
                classPath.addAll(Flavour.jars(flavour));
                classPath.add(ClassFiles.home(StateProgram.class));
                Bundle.Run run = Bundle.run(classPath, StateProgram.class.getName(), server.address());
                assertThat(run.output())
                        .as(flavour)
                        .contains("memory i null [lives]")
                        .contains("zookeeper " + lives + " null [lives]")
                        .contains("digest " + lives + " null [lives]")
                        .contains("LevelDBState keeps its data with Mesos's native library")
                        .doesNotContain("Exception", "Error");
                assertThat(run.exit()).isZero();
            }
        }
    }
}
