package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.driver.Flavour;
import dev.isthmus.driver.bundle.Bundle;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * A framework that we did not write, as its authors published it: the sample of Netflix's Fenzo, on Mesos 0.21.0 and protobuf 2.5.0. It starts
 * 50 tasks in ten seconds, holds on to offers, and counts what finishes.
 */
class FenzoSampleIT {

    private static final Pattern UPDATE = Pattern.compile("Task Update: (\\S+) in state (\\S+)");

    @Test
    void the_fenzo_sample_unmodified_sees_50_of_50_tasks_finish() throws Exception {
        FakeEcsConfig config = FakeEcsConfig.threeInstances().toBuilder()
                .stopTimeout(Duration.ofSeconds(2))
                .build();
        List<Path> classPath = new ArrayList<>(List.of(Bundle.JAR));
        classPath.addAll(Flavour.jars("fenzo"));
        classPath.addAll(Flavour.jars("mesos-0.21"));
        classPath.addAll(Flavour.jars("slf4j"));
        try (FakeEcs ecs = FakeEcs.start(config)) {
            Bundle.Run run = Bundle.run(
                    Clusters.environmentAtUsualPace(ecs),
                    classPath,
                    "com.netflix.fenzo.samples.TaskGenerator",
                    "ecs://" + ecs.clusterName());

            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("Registered! ID = ", "NUM TASKS COMPLETED: ");
            Map<String, Set<String>> states = states(run.output());
            assertThat(states.get("TASK_FINISHED")).as(run.output()).hasSize(50);
            assertThat(states.get("TASK_RUNNING")).hasSize(50);
            assertThat(states.keySet()).containsExactly("TASK_FINISHED", "TASK_RUNNING");
            assertThat(ecs.callCount("RunTask")).as("each task asked for once").isEqualTo(50);
            assertThat(ecs.callCount("RegisterTaskDefinition"))
                    .as("tasks of one kind share a definition")
                    .isEqualTo(1);
            assertThat(ecs.tasks()).hasSize(50).extracting(Task::lastStatus).containsOnly("STOPPED");
        }
    }

    private static Map<String, Set<String>> states(String output) {
        Map<String, Set<String>> tasks = new TreeMap<>();
        Matcher update = UPDATE.matcher(output);
        while (update.find()) {
            tasks.computeIfAbsent(update.group(2), state -> new TreeSet<>()).add(update.group(1));
        }
        return tasks;
    }
}
