package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A framework of ours over mesos-go, as Debian packages it, in both encodings. */
class MesosGoIT {

    private static final Path SOURCE = ClassPath.FRAMEWORKS.resolve("mesos-go-0.0/framework.go");
    private static final Path LIBRARIES = Path.of("/usr/share/gocode");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration COMPILER_PATIENCE = Duration.ofMinutes(5);

    @ParameterizedTest
    @ValueSource(strings = {"protobuf", "json"})
    void its_tasks_run_end_are_killed_and_torn_down(String encoding) throws Exception {
        String framework = "mesos-go 0.0.6, " + encoding;
        Trial trial = Trial.begin(framework, "mesos-go-" + encoding, "go");
        assumeTrue(
                Files.isDirectory(LIBRARIES.resolve("src/github.com/mesos/mesos-go/api/v1")),
                () -> framework + " is not tried: Debian's golang-github-mesos-mesos-go-dev is not installed");
        Path program = compile(trial);
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 3);
                TrialMaster master = TrialMaster.start(trial, cluster);
                TrialProgram running = TrialProgram.start(
                        trial.log("framework"),
                        Map.of(),
                        List.of(program.toString(), master.scheduler().toString(), encoding))) {
            assertThat(running.awaitEnd(PATIENCE))
                    .as(() -> running.tail() + master.tail() + cluster.describe())
                    .isZero();
            FiveTasks.assertSeen(running);
            FiveTasks.awaitEnds(cluster, master);
            trial.done(FiveTasks.DONE);
        }
    }

    /** With the libraries of this machine alone: nothing is fetched. The second time, most comes from the compiler's cache. */
    private static Path compile(Trial trial) throws Exception {
        Path program = trial.directory().resolve("framework");
        Map<String, String> environment = Map.of(
                "GO111MODULE",
                "off",
                "GOPATH",
                LIBRARIES.toString(),
                "GOFLAGS",
                "",
                "GOCACHE",
                trial.directory().resolveSibling("mesos-go-cache").toString());
        try (TrialProgram compiler = TrialProgram.start(
                trial.log("go"), environment, List.of("go", "build", "-o", program.toString(), SOURCE.toString()))) {
            assertThat(compiler.awaitEnd(COMPILER_PATIENCE)).as(compiler.tail()).isZero();
        }
        return program;
    }
}
