package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A framework of ours over npm's mesos-framework: JSON in both directions, chunked calls, a stream that is read chunk by chunk. */
class MesosFrameworkNodeIT {

    private static final Path MODULE = ClassPath.FRAMEWORKS.resolve("mesos-framework-0.5");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration INSTALL_PATIENCE = Duration.ofMinutes(5);

    @Test
    void its_tasks_run_end_are_killed_and_torn_down() throws Exception {
        Trial trial = Trial.begin("mesos-framework 0.5.3 (Node)", "mesos-framework-0.5", "node", "npm");
        install(trial);
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 3);
                // Several heartbeats in its short life: two records in one chunk, or one in two, and it is done for.
                TrialMaster master = TrialMaster.start(trial, cluster, "--heartbeat", "200ms");
                TrialProgram framework = framework(trial, master)) {
            assertThat(framework.awaitEnd(PATIENCE))
                    .as(() -> framework.tail() + master.tail() + cluster.describe())
                    .isZero();
            FiveTasks.assertSeen(framework);
            FiveTasks.awaitEnds(cluster, master);
            trial.done(FiveTasks.DONE);
        }
    }

    /** The client and all it needs, in the versions of the lock file, without running a script of theirs. */
    static void install(Trial trial) throws Exception {
        for (String file : List.of("package.json", "package-lock.json", ".npmrc", "framework.js")) {
            Files.copy(MODULE.resolve(file), trial.directory().resolve(file));
        }
        try (TrialProgram npm = TrialProgram.start(
                trial.log("npm"), Map.of(), List.of("npm", "ci", "--ignore-scripts", "--prefer-offline"))) {
            assertThat(npm.awaitEnd(INSTALL_PATIENCE)).as(npm.tail()).isZero();
        }
    }

    /** Starts it, where it is installed. */
    static TrialProgram framework(Trial trial, TrialMaster master) throws Exception {
        return TrialProgram.start(
                trial.log("node"),
                Map.of(),
                List.of(
                        "node",
                        "framework.js",
                        master.uri().getHost(),
                        Integer.toString(master.uri().getPort())));
    }
}
