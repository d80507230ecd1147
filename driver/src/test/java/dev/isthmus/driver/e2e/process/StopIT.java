package dev.isthmus.driver.e2e.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.FrameworkUnderTest;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.ecs.model.Task;

/** What becomes of a framework's tasks when its JVM goes, and of the driver's threads when it stops. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT) // Each waits for a process of its own, on a cluster of its own.
class StopIT {

    private static FakeEcs fake() {
        return FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .stopTimeout(Duration.ofSeconds(2))
                .build());
    }

    /** With time to end in on a machine that does much else; what has ended sooner is not waited for. */
    private static Map<String, String> patient(FakeEcs ecs) {
        Map<String, String> environment = new HashMap<>(Clusters.environment(ecs));
        environment.put("ISTHMUS_STOP_DRAIN", "60s");
        return environment;
    }

    @ParameterizedTest
    @EnumSource(names = {"RETURN", "EXIT", "CALLBACK"})
    void stop_kills_all_tasks_before_the_jvm_goes(StopProgram.Way way) throws Exception {
        try (FakeEcs ecs = fake();
                Child child = Child.start(patient(ecs), StopProgram.class, way.name())) {
            assertThat(child.exit()).as(child.output()).isZero();

            assertThat(ecs.tasks()).as(child.output()).hasSize(StopProgram.TASKS);
            assertThat(ecs.tasks()).extracting(Task::lastStatus).containsOnly("STOPPED");
            assertThat(child.output().lines())
                    .anyMatch(line -> line.contains("4 tasks are killed"))
                    .as("nothing is told after stop()")
                    .noneMatch(line -> line.matches("endless-\\d is TASK_KILLED"))
                    .noneMatch(line -> line.contains(" ERROR ") || line.contains(" WARN "));
        }
    }

    @Test
    void stop_also_kills_what_is_still_being_launched() throws Exception {
        try (FakeEcs ecs = fake();
                Child child = Child.start(patient(ecs), StopProgram.class, "HASTE")) {
            assertThat(child.exit()).as(child.output()).isZero();

            assertThat(ecs.callCount("RunTask")).as(child.output()).isPositive();
            assertThat(ecs.tasks()).extracting(Task::lastStatus).containsOnly("STOPPED");
        }
    }

    /** Conformance: a framework that fails over finds its tasks by reconciliation, and their ends are told to it. */
    @Test
    void stop_for_failover_leaves_the_tasks_to_the_next_driver_of_the_framework() throws Exception {
        try (FakeEcs ecs = fake();
                Child child = Child.start(patient(ecs), StopProgram.class, "FAILOVER")) {
            String id = child.line("registered as ").replaceAll(".*registered as ", "");
            assertThat(child.exit()).as(child.output()).isZero();
            assertThat(ecs.tasks())
                    .hasSize(StopProgram.TASKS)
                    .extracting(Task::lastStatus)
                    .containsOnly("RUNNING");
            assertThat(ecs.callCount("StopTask")).isZero();

            try (FrameworkUnderTest next = FrameworkUnderTest.lasting(
                            "stop", id, Clusters.settings(ecs).build())
                    .started()) {
                assertThat(next.id().getValue()).isEqualTo(id);
                next.driver().reconcileTasks(List.of());
                String[] tasks = {"endless-0", "endless-1", "endless-2", "endless-3"};
                List<TaskStatus> running = next.updates(TaskState.TASK_RUNNING, tasks);
                assertThat(running)
                        .extracting(TaskStatus::getReason)
                        .containsOnly(TaskStatus.Reason.REASON_RECONCILIATION);

                Task one = ecs.tasks().get(0);
                ecs.stopTaskFromOutside(one.taskArn(), "by the operator");
                TaskStatus end = next.anyUpdate(TaskState.TASK_FAILED, TaskState.TASK_KILLED, TaskState.TASK_LOST);
                assertThat(Arrays.asList(tasks)).contains(end.getTaskId().getValue());
                assertThat(end.getMessage()).contains("by the operator");

                assertThat(next.offer().getResourcesList()).isNotEmpty();
            }
        }
    }

    @Test
    void point_12_a_driver_that_has_stopped_leaves_no_thread() throws Exception {
        try (FakeEcs ecs = fake();
                Child child = Child.start(patient(ecs), ThreadsProgram.class, "STOP")) {
            assertThat(child.exit()).as(child.output()).isZero();
            assertThat(child.output().lines())
                    .as("there is something to leave")
                    .anyMatch(line -> line.startsWith("made: isthmus-driver-"))
                    .contains("stopped: DRIVER_STOPPED", "all told")
                    .as("left behind")
                    .noneMatch(line -> line.startsWith("left: "));
        }
    }

    @Test
    void point_12_a_driver_that_nobody_stops_keeps_no_jvm_alive() throws Exception {
        try (FakeEcs ecs = fake();
                Child child = Child.start(patient(ecs), ThreadsProgram.class, "RETURN")) {
            assertThat(child.exit()).as(child.output()).isZero();
            assertThat(child.output().lines()).anyMatch(line -> line.startsWith("made: "));
            assertThat(ecs.tasks())
                    .as("nobody stopped the task either")
                    .extracting(Task::lastStatus)
                    .containsExactly("RUNNING");
        }
    }
}
