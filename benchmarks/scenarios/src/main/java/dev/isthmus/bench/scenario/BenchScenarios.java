package dev.isthmus.bench.scenario;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** All scenarios. */
public final class BenchScenarios {

    private static final Duration LONG = Duration.ofMillis(700);
    private static final Duration SHORT = Duration.ofMillis(20);

    private BenchScenarios() {}

    /** In the order in which they are run. */
    public static List<BenchScenario> all() {
        return List.of(
                new TranslationScenario(LONG),
                new FrontendScenario(LONG, 100),
                new LaunchScenario(200, Duration.ofMillis(50)),
                new ServiceScenario(500, 20, Duration.ofMillis(50)),
                new InstanceGrowth(List.of(10, 100, 1_000, 10_000)),
                new TaskGrowth(List.of(100, 1_000, 10_000, 100_000)),
                new LargeCluster(5_000, 20_000),
                new FrameworkGrowth(1_000, List.of(1, 10, 100, 1_000)),
                new PageGrowth(List.of(10, 100, 1_000, 5_000)));
    }

    /** The same on small clusters and for a moment each: they show that the scenarios run, and little else. */
    public static List<BenchScenario> quick() {
        return List.of(
                new TranslationScenario(SHORT),
                new FrontendScenario(SHORT, 10),
                new LaunchScenario(10, Duration.ZERO),
                new ServiceScenario(10, 2, Duration.ZERO),
                new InstanceGrowth(sizes(10, 2)),
                new TaskGrowth(sizes(10, 2)),
                new LargeCluster(5, 20),
                new FrameworkGrowth(20, sizes(1, 2)),
                new PageGrowth(sizes(3, 2)));
    }

    private static List<Integer> sizes(int first, int count) {
        return IntStream.range(0, count)
                .mapToObj(power -> first * (int) Math.pow(10, power))
                .toList();
    }
}
