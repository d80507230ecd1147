package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.Trial;
import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * Two frameworks at once on one master, one that speaks protobuf and one that speaks JSON, on one instance: all that is free on it is offered to one of them at a time, so
 * that both get done says that the master gives it to the other in turn.
 */
class TwoAtOnceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void each_has_its_own_tasks_and_its_share_of_one_instance() throws Exception {
        Trial trial = Trial.begin("mesos-rxjava 0.1.2 and mesos-framework 0.5.3", "two-at-once", "node", "npm");
        MesosFrameworkNodeIT.install(trial);
        try (TrialCluster cluster = TrialCluster.start(trial.directory(), 1);
                TrialMaster master = TrialMaster.start(trial, cluster);
                TrialProgram java = MesosRxJavaIT.framework(trial, master);
                TrialProgram node = MesosFrameworkNodeIT.framework(trial, master)) {
            assertThat(java.awaitEnd(PATIENCE))
                    .as(() -> java.tail() + master.tail() + cluster.describe())
                    .isZero();
            assertThat(node.awaitEnd(PATIENCE))
                    .as(() -> node.tail() + master.tail() + cluster.describe())
                    .isZero();
            FiveTasks.assertSeen(java);
            FiveTasks.assertSeen(node);
            FiveTasks.awaitEnds(cluster, master, 2);
            trial.done("each " + FiveTasks.DONE);
        }
    }
}
