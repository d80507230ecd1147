package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.FrameworkKind;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.fault.FaultSchedule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of framework in a world where nothing goes wrong but what it does itself. */
class KindsTest {

    /** So many seeds a kind, and more of them, up to so many, where one of its habits has not been seen yet. */
    private static final int SEEDS = Integer.getInteger("isthmus.simulation.kinds", 1);

    private static final int MOST = Math.max(SEEDS, 4);

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "KEEPING")
    void a_kind_keeps_all_laws_and_does_what_it_is_for(FrameworkKind kind) {
        List<String> lines = new ArrayList<>();
        List<String> missing = new ArrayList<>(habits(kind));
        for (long seed = 0; seed < SEEDS || (seed < MOST && !missing.isEmpty()); seed++) {
            WorldScenario scenario = new WorldScenario(
                    List.of(
                            InstanceSpec.of(4096, 8192),
                            InstanceSpec.of(2048, 4096).withAttribute("class", "fast"),
                            InstanceSpec.of(1024, 2048)),
                    List.of(new WorldScenario.Inhabitant(kind, "it", 12)),
                    List.of(),
                    WorldScenario.Behaviour.OF_AWS,
                    FaultSchedule.NONE,
                    List.of(),
                    Duration.ofMinutes(15));
            try (World world = new World(seed, scenario, Wrapping.NONE, Optional.of(lines::add))) {
                RunResult result = world.run();
                assertThat(result.broken())
                        .as(() -> String.join("\n", result.last()))
                        .isEmpty();
            }
            missing.removeIf(habit -> lines.stream().anyMatch(line -> line.contains(habit)));
            lines.clear();
        }
        assertThat(missing).as("what no %s was seen to do", kind).isEmpty();
    }

    private static List<String> habits(FrameworkKind kind) {
        List<String> habits = new ArrayList<>(List.of("TASK_RUNNING", "TASK_FINISHED", "TASK_FAILED"));
        habits.addAll(
                switch (kind) {
                    case GREEDY, PICKY -> List.of("launches", "declines", "kills", "TASK_KILLED", "revives");
                    case HOARDING -> List.of("launches", "rescinds");
                    case SLOW -> List.of("launches", "acknowledges", "kills", "TASK_KILLED");
                    case CRASHING -> List.of("launches", "aborts", "exits crashed", "exits crashes", "opened epoch 3");
                    case FAILING_OVER -> List.of("launches", "stops for failover", "exits stopped", "opened epoch 3");
                    case SPARK -> List.of("launches", "declines", "revives");
                    case MARATHON ->
                        List.of(
                                "accepts",
                                "acknowledges",
                                "kills",
                                "updates",
                                "revives",
                                "pacemaker",
                                "reconciles all");
                    case CHRONOS -> List.of("launches", "declines", "revives", "reconciles all");
                    case POD -> List.of("accepts", "suppresses", "revives", "kills", "TASK_KILLED");
                    case FILLING -> List.of("launches");
                    case KEEPING -> List.of();
                });
        return habits;
    }
}
