package dev.isthmus.simulation.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.Court;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** The law on instances that capacity providers take away, and a world where they are. */
class GrowthLawsTest {

    private static final String INSTANCE = "arn:aws:ecs:us-east-1:123456789012:container-instance/default/i";

    private final Court court = new Court(() -> Instant.EPOCH);
    private final SparedByScaleIn law = new SparedByScaleIn(court);

    private static Task.Builder task(String status) {
        return Task.builder()
                .taskArn("arn:aws:ecs:us-east-1:123456789012:task/default/t")
                .containerInstanceArn(INSTANCE)
                .lastStatus(status)
                .overrides(task -> task.containerOverrides(List.of(ContainerOverride.builder()
                        .environment(KeyValuePair.builder()
                                .name("ISTHMUS_FRAMEWORK_ID")
                                .value("f")
                                .build())
                        .build())));
    }

    @Test
    void required_WD32_an_instance_that_is_taken_away_from_under_a_task_is_found() {
        law.taskChanged(task("RUNNING").build());
        law.scaledIn(INSTANCE);
        assertThat(court.verdict())
                .hasValueSatisfying(broken -> assertThat(broken.rule()).isEqualTo("R-WD-32"));
    }

    @Test
    void required_WD32_so_is_one_whose_task_has_ended_with_it() {
        law.taskChanged(task("RUNNING").build());
        law.taskChanged(
                task("STOPPED").stopCode(TaskStopCode.TERMINATION_NOTICE).build());
        law.scaledIn(INSTANCE);
        assertThat(court.verdict()).isPresent();
    }

    @Test
    void required_WD32_an_instance_may_go_whose_tasks_have_ended_or_are_of_others() {
        law.taskChanged(task("RUNNING").build());
        law.taskChanged(task("STOPPED")
                .stopCode(TaskStopCode.ESSENTIAL_CONTAINER_EXITED)
                .build());
        law.taskChanged(task("RUNNING").overrides(none -> {}).build());
        law.scaledIn(INSTANCE);
        assertThat(court.verdict()).isEmpty();
    }

    @Test
    void required_WD32_instances_come_and_go_and_none_that_is_needed() {
        WorldScenario growing = new WorldScenario(
                List.of(InstanceSpec.of(1024, 2048)),
                List.of(new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "greedy", 4)),
                List.of(new WorldScenario.Set("ISTHMUS_GROWTH", "provider=workers;slots=1;max=1;cpus=2;mem=4096")),
                WorldScenario.Behaviour.PLAIN,
                FaultSchedule.NONE,
                List.of(),
                Duration.ofMinutes(6));
        List<String> lines = new ArrayList<>();
        try (World world = new World(5, growing, Wrapping.NONE, Optional.of(lines::add))) {
            assertThat(world.run().broken()).isEmpty();
        }
        assertThat(lines).filteredOn(line -> line.contains("is added")).isNotEmpty();
        assertThat(lines).filteredOn(line -> line.contains("is taken away")).isNotEmpty();
    }
}
