package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.driver.Wrapping;
import dev.isthmus.simulation.happening.Happening;
import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Worlds under seeds keep all laws, and are the same again under the same seed. */
class WorldTest {

    /** More for a longer look. */
    private static final int STORMS = Integer.getInteger("isthmus.simulation.storms", 3);

    private static void assertLawful(long seed, WorldScenario scenario) {
        try (World world = new World(seed, scenario)) {
            RunResult result = world.run();
            assertThat(result.broken())
                    .as(() -> "seed " + seed + "\n" + String.join("\n", result.last()))
                    .isEmpty();
            assertThat(result.events()).as("lines of the trace").isGreaterThan(500);
        }
    }

    @Test
    void a_world_in_which_nothing_goes_wrong_keeps_all_laws() {
        for (long seed = 0; seed < Math.max(2, STORMS / 4); seed++) {
            assertLawful(seed, WorldScenario.plain(3, Duration.ofMinutes(10)));
        }
    }

    @Test
    void worlds_in_which_all_goes_wrong_keep_all_laws() {
        for (long seed = 0; seed < STORMS; seed++) {
            assertLawful(seed, Storms.of(seed));
        }
    }

    /** Mesos takes it for another framework, of which nobody would know. */
    @Test
    void a_process_that_is_given_an_id_when_another_has_its_place_ends() {
        WorldScenario scenario = WorldScenario.plain(3, Duration.ofMinutes(5))
                .with(List.of(
                        new WorldScenario.Event(Duration.ofMillis(50), new Happening.Freeze(0, Duration.ofSeconds(30))),
                        new WorldScenario.Event(Duration.ofSeconds(5), new Happening.TakeOver(0, Duration.ZERO))));
        List<String> lines = new ArrayList<>();
        try (World world = new World(1, scenario, Wrapping.NONE, Optional.of(lines::add))) {
            assertThat(world.run().broken()).isEmpty();
        }
        assertThat(lines).filteredOn(line -> line.contains(" registered ")).hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.contains("another has its place"))
                .singleElement()
                .asString()
                .contains("greedy#1 exits");
        assertThat(lines).noneMatch(line -> line.contains("greedy#1 launches"));
    }

    @ParameterizedTest
    @EnumSource(names = {"ONE_EACH", "OF_A_MASTER"})
    void the_same_seed_gives_the_same_trace_byte_for_byte_in_this_jvm_and_in_a_fresh_one(World.Backends backends)
            throws InterruptedException {
        String first = Replay.trace(3, backends);
        assertThat(first.lines().count()).as("lines").isGreaterThan(1000);
        assertThat(traceOfFreshJvm(3, backends)).isEqualTo(first);
    }

    private static String traceOfFreshJvm(long seed, World.Backends backends) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:CompileThresholdScaling=0.1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Replay.class.getName(),
                            Long.toString(seed),
                            backends.name())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try (InputStream out = process.getInputStream()) {
                String trace = new String(out.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(process.waitFor()).isZero();
                return trace;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
