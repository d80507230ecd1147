package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.search.ScenarioGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Worlds whose frameworks are clients of one master keep all laws. */
class MasterWorldTest {

    private static final long FIRST = Long.getLong("isthmus.simulation.seed", 0);
    private static final int SEEDS = Integer.getInteger("isthmus.simulation.seeds", 6);

    @Test
    void all_laws_are_kept_whatever_goes_wrong() {
        ScenarioGenerator generator = new ScenarioGenerator(1, 20, Duration.ofMinutes(10));
        List<String> broken = new ArrayList<>();
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            WorldScenario scenario = generator.of(seed);
            try (World world = new World(seed, scenario, World.Backends.OF_A_MASTER, Wrapping.NONE, Optional.empty())) {
                RunResult result = world.run();
                String which = "seed " + seed + ": ";
                result.broken().ifPresent(law -> broken.add(which + law));
                System.out.println(
                        which + result.broken() + " " + result.steps() + " steps, " + result.events() + " events");
            }
        }
        assertThat(broken).isEmpty();
    }
}
