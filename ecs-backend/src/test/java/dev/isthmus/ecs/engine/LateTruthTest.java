package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.launch.Ending;
import dev.isthmus.ecs.call.Operation;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What comes to light late, or in the wrong order: no task runs on after its end was told, and none is told of twice. */
class LateTruthTest extends EngineBench {

    @Test
    void taskThatTurnsUpAfterItWasToldAsVanishedIsStopped() {
        ecs.addInstance("a");
        Engine engine = started(LaunchMode.RUN_TASK);
        engine.launch(launch("t", "a"), outcomes::add);
        shell.advance(Duration.ofMillis(30));
        String arn = ecs.only();
        ecs.run(arn);
        ecs.invisible.add(arn);
        shell.advance(WINDOW.plusSeconds(10));
        assertThat(end().ending()).isEqualTo(Ending.VANISHED);
        int tellings = told.size();
        ecs.invisible.clear();
        shell.advance(Duration.ofSeconds(10));
        assertThat(ecs.tasks.get(arn).stopped()).as("it must not run on unseen").isTrue();
        assertThat(told).as("its end was told once").hasSize(tellings);
        shell.begun.clear();
        shell.advance(Duration.ofSeconds(20));
        assertThat(shell.count(Operation.STOP_TASK)).isZero();
    }
}
