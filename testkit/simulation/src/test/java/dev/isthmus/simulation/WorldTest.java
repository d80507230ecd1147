package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.Scenario;
import dev.isthmus.simulation.run.World;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorldTest {

    @Test
    void a_plain_world_keeps_all_laws() {
        for (long seed = 0; seed < 5; seed++) {
            try (World world = new World(seed, Scenario.plain(3, Duration.ofMinutes(10)))) {
                RunResult result = world.run();
                assertThat(result.broken())
                        .as(() -> String.join("\n", result.last()))
                        .isEmpty();
                assertThat(result.events()).isGreaterThan(1000);
            }
        }
    }
}
