package dev.isthmus.driver.e2e.task;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A pod on the shaded jar, in a framework's own JVM. */
@Timeout(600)
class PodIT {

    @Test
    void a_pod_runs_and_ends_as_one_ecs_task() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
            environment.put("ISTHMUS_DEFAULT_IMAGE", "busybox");
            try (Child child = Child.start(environment, PodProgram.class, "ecs://default")) {
                assertThat(child.exit()).isZero();
                assertThat(child.output().lines())
                        .contains(
                                "web TASK_RUNNING",
                                "side TASK_RUNNING",
                                "web TASK_KILLED",
                                "side TASK_KILLED",
                                "ended as DRIVER_STOPPED")
                        .noneMatch(line -> line.startsWith("error:"));
            }
            assertThat(ecs.tasks()).singleElement().satisfies(task -> {
                assertThat(task.containers()).hasSize(2);
                assertThat(task.lastStatus()).isEqualTo("STOPPED");
            });
        }
    }
}
