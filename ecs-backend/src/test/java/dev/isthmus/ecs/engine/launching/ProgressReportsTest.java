package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Launch;
import dev.isthmus.api.launch.LaunchProgress;
import dev.isthmus.api.launch.LaunchProgress.Step;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people are told of a launch before its task has a state (R-TL-26). */
class ProgressReportsTest extends EcsEngineBench {

    @BeforeEach
    void instance() {
        ecs.addInstance("a");
    }

    private List<String> words() {
        return progress.stream().map(step -> step.step() + " " + step.message()).toList();
    }

    @Test
    void optional_TL26_a_launch_is_told_from_its_definition_to_its_place() {
        EngineRig engine = started(LaunchMode.RUN_TASK);
        Launch launch = launch("t", "a");
        engine.launch(launch, outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(progress)
                .extracting(LaunchProgress::step)
                .containsExactly(Step.PREPARING, Step.PREPARING, Step.ASKING, Step.PLACED);
        assertThat(progress)
                .allSatisfy(step ->
                        assertThat(step.launch()).isEqualTo(launch.task().launch()));
        assertThat(words().get(0)).startsWith("PREPARING ECS is asked for task definition isthmus-");
        assertThat(words().get(2)).startsWith("ASKING RunTask on instance ").contains("with task definition ");
        String arn = ecs.tasks.values().iterator().next().arn();
        assertThat(words().get(3))
                .isEqualTo("PLACED ECS has taken it as task " + arn.substring(arn.lastIndexOf('/') + 1));
    }

    @Test
    void optional_TL26_a_definition_that_is_known_is_not_told_of_again() {
        EngineRig engine = started(LaunchMode.START_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        progress.clear();
        engine.launch(launch("u", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        assertThat(progress).extracting(LaunchProgress::step).containsExactly(Step.ASKING, Step.PLACED);
        assertThat(words().get(0)).startsWith("ASKING StartTask on container instance a");
    }

    @Test
    void optional_TL26_the_task_of_an_earlier_process_is_told_as_found() {
        EngineRig before = started(LaunchMode.RUN_TASK);
        before.launch(launch("t", "a"), outcomes::add);
        rig.advance(Duration.ofSeconds(5));
        before.kill();
        progress.clear();
        started(LaunchMode.RUN_TASK);
        rig.advance(Duration.ofSeconds(5));
        assertThat(words())
                .singleElement()
                .asString()
                .startsWith("PLACED Found on ECS, started by an earlier process: task ");
    }
}
