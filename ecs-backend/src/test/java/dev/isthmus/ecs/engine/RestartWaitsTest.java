package dev.isthmus.ecs.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.launch.LaunchMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a framework waits for after a restart does not depend on how often the cluster is looked at, on the budget or on its size. */
class RestartWaitsTest extends EcsEngineBench {

    /** Marathon's heartbeat: a question every 15 s, of which it misses five. The first look is done before the first of them. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private static final Duration STEP = Duration.ofMillis(50);

    private static Stream<Arguments> settings() {
        List<Arguments> all = new ArrayList<>();
        for (long idle : List.of(1, 5, 10, 30)) {
            for (long window : List.of(30, 60, 90, 120)) {
                for (long budget : List.of(10, 25, 100)) {
                    for (int instances : List.of(3, 200)) {
                        all.add(Arguments.of(idle, window, budget, instances));
                    }
                }
            }
        }
        return all.stream();
    }

    private Duration until(BooleanSupplier done, Duration limit) {
        Instant begun = rig.now();
        while (!done.getAsBoolean() && rig.now().isBefore(begun.plus(limit))) {
            rig.advance(STEP);
        }
        return Duration.between(begun, rig.now());
    }

    private boolean hasEnded() {
        return told.stream().anyMatch(event -> event.phase() instanceof TaskPhase.Ended);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void required_TL21_what_shows_late_is_told_within_the_window_whatever_is_set(
            long idleSeconds, long windowSeconds, long budget, int count) {
        idle = Duration.ofSeconds(idleSeconds);
        window = Duration.ofSeconds(windowSeconds);
        budgetPercent = budget;
        for (int i = 0; i < count; i++) {
            ecs.addInstance("i" + i);
        }
        EngineRig first = started(LaunchMode.RUN_TASK);
        first.launch(launch("t", "i0"), outcomes::add);
        assertThat(until(() -> !outcomes.isEmpty(), Duration.ofSeconds(30))).isLessThan(Duration.ofSeconds(30));
        String arn = ecs.only();
        first.close();
        // It has ended before anybody could see it.
        ecs.exit(arn, 0);
        ecs.invisible.add(arn);
        told.clear();
        inventory.clear();
        recovered = 0;
        EngineRig second = engine(LaunchMode.RUN_TASK);
        Instant begun = rig.now();
        second.watch(FRAMEWORK);
        second.startOffers();
        Duration known = until(
                () -> recovered > 0 && inventory.stream().anyMatch(InventoryEvent.Complete.class::isInstance),
                Duration.ofMinutes(5));
        assertThat(known)
                .as("until all is known, when the heartbeat is answered")
                .isLessThan(FIRST_LOOK);
        rig.advance(Duration.between(rig.now(), begun.plus(window).minusSeconds(1)));
        assertThat(told).isEmpty();
        ecs.invisible.clear();
        until(this::hasEnded, Duration.ofMinutes(5));
        assertThat(Duration.between(begun, rig.now()))
                .as("told within the window")
                .isLessThanOrEqualTo(window);
    }
}
