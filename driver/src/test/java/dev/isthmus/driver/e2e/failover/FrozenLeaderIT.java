package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.e2e.Child;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** Conformance point 19, where the older driver's process is stopped by a signal: nobody waits for it, and it does no harm when it goes on. */
@Timeout(600)
@DisabledOnOs(OS.WINDOWS) // no SIGSTOP
class FrozenLeaderIT {

    private static final List<String> CHANGING =
            List.of("RunTask", "StartTask", "StopTask", "RegisterTaskDefinition", "DeregisterTaskDefinition");

    private static long changes(FakeEcs ecs) {
        return CHANGING.stream().mapToLong(ecs::callCount).sum();
    }

    @Test
    void point_19_the_standby_of_a_frozen_leader_registers_at_once_and_the_leader_changes_nothing_when_it_goes_on()
            throws Exception {
        try (FakeEcs ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                        .stopTimeout(Duration.ofMillis(200))
                        .build());
                Child leader = Child.start(Clusters.environment(ecs), LeaderProgram.class, "LEADER")) {
            leader.line("registered after ");
            leader.line("task-4 is TASK_RUNNING");
            leader.signal("STOP");

            try (Child standby = Child.start(Clusters.environment(ecs), LeaderProgram.class, "STANDBY")) {
                // One that waits for the journal gives up after 10 s, and is told an error instead.
                standby.line("registered after ");
                long before = changes(ecs);

                leader.signal("CONT");

                String output = leader.output();
                assertThat(leader.exit()).as(output).isZero();
                assertThat(output.lines().filter(line -> !line.startsWith("[")))
                        .as("nothing is told after that")
                        .endsWith("error: Framework failed over", "ended as DRIVER_ABORTED");
                assertThat(changes(ecs))
                        .as("calls that change the cluster; " + output)
                        .isEqualTo(before);

                List<String> kept = new ArrayList<>();
                for (int i = 0; i < LeaderProgram.KEPT; i++) {
                    kept.add(LeaderProgram.task(i));
                    standby.line("task-", " is TASK_RUNNING");
                }
                assertThat(running(ecs)).doesNotHaveDuplicates().containsAll(kept);
                assertThat(ecs.tasks().stream()
                                .map(task -> variables(task).getOrDefault("ISTHMUS_EPOCH", ""))
                                .distinct())
                        .as("all of them the leader's")
                        .hasSize(1)
                        .doesNotContain("");
            }
        }
    }

    private static List<String> running(FakeEcs ecs) {
        return ecs.tasks().stream()
                .filter(task -> task.lastStatus().equals("RUNNING"))
                .map(task -> variables(task).getOrDefault("ISTHMUS_TASK_ID", ""))
                .toList();
    }

    private static Map<String, String> variables(Task task) {
        return task.overrides().containerOverrides().stream()
                .map(ContainerOverride::environment)
                .flatMap(List::stream)
                .collect(java.util.stream.Collectors.toMap(KeyValuePair::name, KeyValuePair::value));
    }
}
