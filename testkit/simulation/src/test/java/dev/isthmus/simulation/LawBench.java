package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import dev.isthmus.simulation.verdict.BrokenLaw;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What tests of laws have in common: a world that keeps all laws, and what is planted in it. */
public final class LawBench {

    /** How long the plain world lasts. */
    public static final Duration LENGTH = Duration.ofMinutes(6);
    /** One framework on two instances, and nothing goes wrong. */
    public static final WorldScenario PLAIN = WorldScenario.plain(2, LENGTH);

    private static final long SEED = 5;

    /** What came of a scenario with nothing planted. It is the same for every law, and runs once. */
    private static final Map<WorldScenario, Optional<BrokenLaw>> UNTOUCHED = new HashMap<>();

    private LawBench() {}

    /** The plain world for so long, with these settings and happenings. */
    public static WorldScenario with(
            Duration length, List<WorldScenario.Set> settings, List<WorldScenario.Event> events) {
        return new WorldScenario(
                PLAIN.instances(), PLAIN.frameworks(), settings, PLAIN.cluster(), PLAIN.faults(), events, length);
    }

    /** The plain world with a setting. */
    public static WorldScenario with(String setting, String value) {
        return new WorldScenario(
                PLAIN.instances(),
                PLAIN.frameworks(),
                List.of(new WorldScenario.Set(setting, value)),
                PLAIN.cluster(),
                PLAIN.faults(),
                PLAIN.events(),
                PLAIN.duration());
    }

    /** The law is kept in a scenario, and broken in it with what is planted. */
    public static void assertBroken(String rule, WorldScenario scenario, Wrapping planted) {
        assertKept(scenario);
        assertThat(run(scenario, planted))
                .hasValueSatisfying(broken ->
                        assertThat(broken.rule()).as(broken.toString()).isEqualTo(rule));
    }

    /** All laws are kept in a scenario. */
    public static void assertKept(WorldScenario scenario) {
        assertThat(UNTOUCHED.computeIfAbsent(scenario, untouched -> run(untouched, Wrapping.NONE)))
                .isEmpty();
    }

    private static Optional<BrokenLaw> run(WorldScenario scenario, Wrapping wrapping) {
        try (World world = new World(SEED, scenario, wrapping, Optional.empty())) {
            return world.run().broken();
        }
    }
}
