package dev.isthmus.ecs.engine.storm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.ecs.engine.RoundRows;
import dev.isthmus.ecs.engine.storm.Weather.Storm;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whole engines in storms, under seeds: every task is started at most once, ends once and everywhere alike, and none is lost.
 *
 * <p>A few seeds of each storm here, and more where a state of polling has not been met yet. For longer, set the system property
 * {@code isthmus.storm.minutes}; then seeds are counted on from the one in {@code isthmus.storm.seed}, and the figures printed.
 */
class StormTest {

    private static final int SEEDS = 10;
    /** Up to so many where a state of polling has not been met yet. */
    private static final int MOST = 25;

    private static final int MINUTES = Integer.getInteger("isthmus.storm.minutes", 0);
    private static final long FIRST = Long.getLong("isthmus.storm.seed", 0);

    /** A storm has one framework, which is one listing; EcsFrameworksTest has more. */
    private static final List<String> STATES = RoundRows.table().names().stream()
            .filter(name -> !name.startsWith("listing running tasks, more to list"))
            .toList();

    @ParameterizedTest
    @EnumSource(LaunchMode.class)
    void started_once_ended_once_none_lost(LaunchMode mode) {
        Duration time = Duration.ofMinutes(MINUTES).dividedBy(LaunchMode.values().length);
        long end = System.nanoTime() + time.toNanos();
        Figures figures = new Figures();
        long seed = FIRST;
        do {
            for (Storm storm : Storm.values()) {
                StormRun run = new StormRun(mode, Weather.of(storm), storm.name(), seed);
                run.play();
                figures.add(run);
            }
            seed++;
        } while (seed < FIRST + SEEDS
                || (seed < FIRST + MOST && !figures.polled.containsAll(STATES))
                || System.nanoTime() < end);
        assertThat(figures.groups).as("groups among them").isGreaterThan(figures.launches / 20);
        assertThat(figures.waited).as("launches that waited for room").isGreaterThan(SEEDS);
        assertThat(figures.polled).as("states of polling that were met").containsAll(STATES);
        assertThat(figures.started).as("tasks were started at all").isGreaterThan(figures.launches / 3);
        if (MINUTES > 0) {
            System.out.println(mode + ": seeds " + FIRST + " to " + (seed - 1) + " in each of " + Storm.values().length
                    + " storms, " + figures);
        }
    }

    private static final class Figures {

        private long launches;
        private long started;
        private long groups;
        private long waited;
        private long lives;
        private long steps;
        private long calls;
        private final Set<String> polled = new TreeSet<>();

        void add(StormRun run) {
            launches += run.launches();
            started += run.started();
            groups += run.groups();
            waited += run.waited();
            lives += run.lives();
            steps += run.steps;
            calls += run.calls();
            polled.addAll(run.polled);
        }

        @Override
        public String toString() {
            return launches + " launches, " + started + " tasks started, " + groups + " groups, " + waited + " waited, "
                    + lives + " processes, " + calls + " calls, " + steps + " steps";
        }
    }
}
