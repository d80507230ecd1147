package dev.isthmus.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.simulation.run.RunResult;
import dev.isthmus.simulation.run.World;
import dev.isthmus.simulation.run.WorldScenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Worlds under seeds keep all laws, and are the same again under the same seed. */
class WorldTest {

    /** More for a longer look. */
    private static final int STORMS = Integer.getInteger("isthmus.simulation.storms", 8);

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
        for (long seed = 0; seed < 5; seed++) {
            assertLawful(seed, WorldScenario.plain(3, Duration.ofMinutes(10)));
        }
    }

    @Test
    void worlds_in_which_all_goes_wrong_keep_all_laws() {
        for (long seed = 0; seed < STORMS; seed++) {
            assertLawful(seed, Storms.of(seed));
        }
    }

    @Test
    void the_same_seed_gives_the_same_trace_byte_for_byte_in_two_fresh_jvms() throws InterruptedException {
        String first = traceOfFreshJvm(3);
        assertThat(first.lines().count()).as("lines").isGreaterThan(1000);
        assertThat(traceOfFreshJvm(3)).isEqualTo(first);
    }

    private static String traceOfFreshJvm(long seed) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-XX:+UseSerialGC",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Replay.class.getName(),
                            Long.toString(seed))
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
