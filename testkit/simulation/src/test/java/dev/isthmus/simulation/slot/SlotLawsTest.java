package dev.isthmus.simulation.slot;

import static dev.isthmus.simulation.LawBench.assertBroken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.Between;
import dev.isthmus.simulation.LawBench;
import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.planted.backend.QuotaIgnored;
import dev.isthmus.simulation.planted.calls.FreeAtStopping;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each law on slots on Fargate finds what is planted for it, in a world that keeps all laws without that. */
class SlotLawsTest {

    private static final WorldScenario SLOTS = LawBench.with(
                    LawBench.LENGTH,
                    List.of(
                            new WorldScenario.Set("ISTHMUS_FARGATE", "slots=3;cpus=1;mem=2048;quota=2"),
                            new WorldScenario.Set("ISTHMUS_SUBNETS", "subnet-1")),
                    List.of())
            .with(WorldScenario.Behaviour.OF_AWS);

    @Test
    void required_WD30_a_slot_that_is_free_before_its_task_has_stopped_is_found() {
        assertBroken("R-WD-30", SLOTS, Between.calls(FreeAtStopping::new));
    }

    @Test
    void required_WD31_slots_that_are_offered_beyond_the_quota_are_found() {
        assertBroken("R-WD-31", SLOTS, Between.backend(QuotaIgnored::new));
    }

    /** Its backend goes on, reads the tasks again, and must not offer what they hold meanwhile. */
    @ParameterizedTest
    @ValueSource(longs = {1, 3})
    void required_WD30_holds_while_frameworks_come_back_to_a_backend_that_goes_on(long seed) {
        List<WorldScenario.Event> kills = new ArrayList<>();
        for (int second = 90; second < 240; second += 25) {
            kills.add(new WorldScenario.Event(Duration.ofSeconds(second), new Happening.Kill(second % 2, 1)));
        }
        WorldScenario scenario = new WorldScenario(
                List.of(InstanceSpec.of(256, 256)),
                List.of(
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "one", 8),
                        new WorldScenario.Inhabitant(FrameworkKind.GREEDY, "two", 8)),
                List.of(
                        new WorldScenario.Set("ISTHMUS_FARGATE", "slots=4;cpus=1;mem=2048"),
                        new WorldScenario.Set("ISTHMUS_SUBNETS", "subnet-1")),
                WorldScenario.Behaviour.OF_AWS,
                FaultSchedule.NONE,
                kills,
                Duration.ofMinutes(4));
        List<String> lines = new ArrayList<>();
        try (World world =
                new World(seed, scenario, World.Backends.ONE_FOR_ALL, Wrapping.NONE, Optional.of(lines::add))) {
            assertThat(world.run().broken()).isEmpty();
        }
        assertThat(lines)
                .filteredOn(line -> line.matches(".*(one|two)#[2-9] launches.*"))
                .isNotEmpty();
    }
}
