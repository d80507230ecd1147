package dev.isthmus.ecs.engine.launching;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Tasks that were stopping when a process began: ECS lists them as stopped, and they are still there. */
class StoppingAtStartTest extends EcsEngineBench {

    /** One task of a process that is no more, which is stopping. */
    private void stopping() {
        ecs.gracefulStops = true;
        ecs.addInstance("i0");
        EngineRig first = started(LaunchMode.RUN_TASK);
        first.launch(launch("t", "i0"), outcomes::add);
        rig.advance(Duration.ofSeconds(1));
        ecs.run(ecs.only());
        rig.advance(Duration.ofSeconds(2));
        first.stop(LaunchId.of(FRAMEWORK, new TaskId("t"), "o"), "enough", stops::add);
        rig.advance(Duration.ofSeconds(1));
        first.kill();
        inventory.clear();
        told.clear();
    }

    @Test
    void required_OS16_what_is_stopping_holds_its_agent_before_its_framework_is_watched() {
        stopping();
        engine(LaunchMode.RUN_TASK).startOffers();
        rig.advance(Duration.ofSeconds(10));
        assertThat(lastSeen().holdings())
                .extracting(Holding::launch)
                .containsExactly(LaunchId.of(FRAMEWORK, new TaskId("t"), "o"));
        ecs.finishStop(ecs.only());
        rig.advance(Duration.ofSeconds(30));
        assertThat(lastSeen().holdings()).isEmpty();
    }

    @Test
    void required_OS16_its_end_is_told_when_its_framework_is_watched_before_and_after_it() {
        stopping();
        EngineRig second = engine(LaunchMode.RUN_TASK);
        second.startOffers();
        rig.advance(Duration.ofSeconds(10));
        second.watch(FRAMEWORK);
        rig.advance(Duration.ofSeconds(10));
        assertThat(told).isNotEmpty();
        ecs.finishStop(ecs.only());
        rig.advance(Duration.ofSeconds(30));
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
        second.kill();
        told.clear();
        EngineRig third = engine(LaunchMode.RUN_TASK);
        third.startOffers();
        rig.advance(Duration.ofSeconds(10));
        third.watch(FRAMEWORK);
        rig.advance(Duration.ofSeconds(10));
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
    }
}
