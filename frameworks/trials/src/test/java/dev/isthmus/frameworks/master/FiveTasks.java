package dev.isthmus.frameworks.master;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.frameworks.trial.TrialCluster;
import dev.isthmus.frameworks.trial.TrialProgram;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * What each framework of ours over a client of others does: it launches three tasks that end by themselves, one that it kills and one that runs until its
 * teardown, sees each of them run, acknowledges all that it is told, and tears itself down.
 */
final class FiveTasks {

    static final String DONE = "5 tasks launched, 5 seen running, 3 finished, 1 killed, 1 ended by the teardown";

    private static final int TASKS = 5;
    private static final int FINISHED = 3;
    private static final String SEEN = "RESULT launched 5, running 5, finished 3, killed 1";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private FiveTasks() {}

    /** The framework has seen it so, and was told of nothing else. */
    static void assertSeen(TrialProgram framework) {
        assertThat(framework.output())
                .contains(SEEN)
                .doesNotContain("TASK_FAILED", "TASK_ERROR", "TASK_LOST", "TASK_DROPPED");
    }

    /** The cluster has run just these, and once the framework has gone none is left; two did not end by themselves. */
    static void awaitEnds(TrialCluster cluster, TrialMaster master) throws Exception {
        awaitEnds(cluster, master, 1);
    }

    /** As many frameworks have run them. */
    static void awaitEnds(TrialCluster cluster, TrialMaster master, int frameworks) throws Exception {
        master.await("the end of all tasks", PATIENCE, cluster::hasEnded);
        List<Task> tasks = cluster.tasks();
        assertThat(tasks).as(() -> cluster.describe() + master.tail()).hasSize(TASKS * frameworks);
        assertThat(tasks.stream().collect(Collectors.groupingBy(Task::stopCodeAsString, Collectors.counting())))
                .as(cluster::describe)
                .containsOnly(
                        Map.entry("EssentialContainerExited", (long) FINISHED * frameworks),
                        Map.entry("UserInitiated", (long) (TASKS - FINISHED) * frameworks));
        assertThat(tasks.stream()
                        .flatMap(task -> task.containers().stream())
                        .map(Container::exitCode)
                        .filter(code -> code == 0))
                .as(cluster::describe)
                .hasSize(FINISHED * frameworks);
    }
}
