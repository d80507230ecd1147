package dev.isthmus.driver.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.Flavour;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.driver.bundle.ClassFiles;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frameworks like the two among Mesos's own Java examples, each in a JVM of its own with the shaded jar, on a fake cluster. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own.
class MesosExamplesIT {

    private static Bundle.Run run(FakeEcs ecs, Class<?> main, String... arguments) throws Exception {
        List<Path> classPath = new ArrayList<>(List.of(Bundle.JAR));
        classPath.addAll(Flavour.jars("mesos-1.11"));
        classPath.add(ClassFiles.home(main));
        Map<String, String> environment = Map.of(
                "AWS_ECS_ENDPOINT", ecs.endpoint().toString(),
                "AWS_REGION", ecs.region(),
                "AWS_ACCESS_KEY_ID", "fake",
                "AWS_SECRET_ACCESS_KEY", "fake",
                "ISTHMUS_DEFAULT_IMAGE", "busybox",
                "ISTHMUS_JOURNAL", "none",
                "ISTHMUS_POLL_BUSY", "100ms",
                "ISTHMUS_POLL_IDLE", "500ms");
        return Bundle.run(environment, classPath, main.getName(), arguments);
    }

    @ParameterizedTest
    @ValueSource(strings = {"implicit", "explicit"})
    void point_44_point_46_point_79_the_test_framework_wakes_its_role_and_finishes_its_tasks(String acknowledgement)
            throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            Bundle.Run run = run(ecs, TestFramework.class, acknowledgement);
            assertThat(run.output()).contains("ended as DRIVER_STOPPED").doesNotContain("error:");
            assertThat(run.output().lines().filter(line -> line.endsWith("TASK_FINISHED")))
                    .containsExactlyInAnyOrder(
                            "task 0 TASK_FINISHED",
                            "task 1 TASK_FINISHED",
                            "task 2 TASK_FINISHED",
                            "task 3 TASK_FINISHED",
                            "task 4 TASK_FINISHED");
            assertThat(run.exit()).isZero();
            assertThat(ecs.tasks())
                    .hasSize(5)
                    .allMatch(task -> task.lastStatus().equals("STOPPED"));
        }
    }

    @Test
    void point_114_the_test_exception_framework_is_aborted_and_its_exception_printed() throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances())) {
            Bundle.Run run = run(ecs, TestExceptionFramework.class);
            assertThat(run.output())
                    .contains("ArrayIndexOutOfBoundsException: thrown by the framework", "ended as DRIVER_ABORTED")
                    .doesNotContain("error:");
            assertThat(run.exit()).isZero();
        }
    }
}
