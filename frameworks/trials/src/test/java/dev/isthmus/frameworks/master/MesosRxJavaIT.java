package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.ClassPath;
import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A framework of ours over mesos-rxjava: protobuf in both directions, {@code /redirect} before it subscribes, an id of its own making. */
class MesosRxJavaIT {

    private static final Path FRAMEWORK = ClassPath.FRAMEWORKS.resolve("rxjava-framework/target/rxjava-framework.jar");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void its_tasks_run_end_are_killed_and_torn_down() throws Exception {
        Trial trial = Trial.begin("mesos-rxjava 0.1.2", "mesos-rxjava-0.1");
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 3);
                TrialMaster master = TrialMaster.start(trial, cluster);
                TrialProgram framework = framework(trial, master)) {
            assertThat(framework.awaitEnd(PATIENCE))
                    .as(() -> framework.tail() + master.tail() + cluster.describe())
                    .isZero();
            FiveTasks.assertSeen(framework);
            FiveTasks.awaitEnds(cluster, master);
            trial.done(FiveTasks.DONE);
        }
    }

    /** Starts it. */
    static TrialProgram framework(Trial trial, TrialMaster master) throws Exception {
        return TrialProgram.start(
                trial.log("rxjava"),
                Map.of(),
                List.of(
                        TrialProgram.java(),
                        "-cp",
                        ClassPath.of("mesos-rxjava-0.1").text() + File.pathSeparator + FRAMEWORK,
                        "dev.isthmus.frameworks.rx.RxFramework",
                        master.scheduler().toString()));
    }
}
