package dev.isthmus.master.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.mesos.messages.v1.Protos.TaskState;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.cluster.InstanceSpec;
import dev.isthmus.testkit.ecs.runtime.Script;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Nothing is started twice and no end is lost, however masters come and go. {@code -Disthmus.master.failovers} says how often one does; what it took is printed.
 */
class MasterFailoversTest {

    private static final int FAILOVERS = Integer.getInteger("isthmus.master.failovers", 1);
    private static final String SESSION = "2s";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final StartedTasks started = new StartedTasks();
    private final Random random = new Random(16);
    private final Map<Failover, List<Double>> subscribed = new EnumMap<>(Failover.class);
    private final Map<Failover, List<Double>> offered = new EnumMap<>(Failover.class);

    @Test
    void nothing_is_started_twice_and_no_end_is_lost(@TempDir Path folder) throws Exception {
        try (ZooKeeperServer zookeeper =
                        ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, folder.resolve("zookeeper"));
                FakeEcs ecs = FakeEcs.start(FakeEcsConfig.builder()
                        .instances(4, InstanceSpec.of(4096, 8192))
                        .runtime(ScriptedRuntime.following(launch -> Script.exits(0, lifetime())))
                        .build())) {
            ecs.watchTasks(started::see);
            try (MasterFleet masters = new MasterFleet(3, zookeeper, environment(ecs), SESSION, logs());
                    RestlessFramework one = new RestlessFramework("one", MediaType.PROTOBUF, masters::leader);
                    RestlessFramework other = new RestlessFramework("other", MediaType.JSON, masters::leader)) {
                List<RestlessFramework> both = List.of(one, other);
                for (int number = 0; number < FAILOVERS; number++) {
                    failOver(masters, both, Failover.of(number));
                }
                both.forEach(RestlessFramework::sate);
                await(masters, "each task has ended", () -> isOver(both));
                judge(both);
            }
        }
        report();
    }

    /** What the masters say, for whoever reads after a test that has failed. */
    private static Path logs() throws IOException {
        return Files.createDirectories(Path.of("target", "failovers"));
    }

    private Duration lifetime() {
        synchronized (random) {
            return Duration.ofMillis(200 + random.nextInt(4000));
        }
    }

    private static Map<String, String> environment(FakeEcs ecs) {
        return Map.of(
                "AWS_ECS_ENDPOINT",
                ecs.endpoint().toString(),
                "AWS_ECS_CLUSTER",
                ecs.clusterName(),
                "AWS_REGION",
                ecs.region(),
                "AWS_ACCESS_KEY_ID",
                "fake",
                "AWS_SECRET_ACCESS_KEY",
                "fake",
                "ISTHMUS_DEFAULT_IMAGE",
                "busybox");
    }

    private void failOver(MasterFleet masters, List<RestlessFramework> frameworks, Failover how)
            throws IOException, InterruptedException {
        await(masters, "both are served by the one that leads", () -> areServed(masters, frameworks));
        // In the midst of launches and ends, but not always in the same.
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1500));
        Optional<MasterSeat> leading = masters.leader().flatMap(masters::at);
        if (leading.isEmpty()) {
            failOver(masters, frameworks, how);
            return;
        }
        MasterSeat leader = leading.get();
        InetSocketAddress before = leader.address();
        long begun = System.nanoTime();
        how.begin(leader);
        masters.hurt(leader, how.isSilent());
        await(
                masters,
                "another master leads",
                () -> masters.leader().filter(it -> !it.equals(before)).isPresent());
        for (RestlessFramework framework : frameworks) {
            framework.leave();
        }
        await(masters, "both are subscribed", () -> areElsewhere(frameworks, before));
        note(subscribed, how, frameworks, RestlessFramework.Visit::subscribed, begun);
        how.end(leader);
        masters.healed();
        await(masters, "both have offers", () -> areServed(masters, frameworks));
        note(offered, how, frameworks, RestlessFramework.Visit::offered, begun);
    }

    private static boolean areServed(MasterFleet masters, List<RestlessFramework> frameworks) {
        Optional<InetSocketAddress> leader = masters.leader();
        return frameworks.stream()
                .allMatch(framework -> framework
                        .visit()
                        .filter(visit -> leader.filter(visit.master()::equals).isPresent() && visit.offered() > 0)
                        .isPresent());
    }

    private static boolean areElsewhere(List<RestlessFramework> frameworks, InetSocketAddress before) {
        return frameworks.stream()
                .allMatch(framework -> framework
                        .visit()
                        .filter(visit -> !visit.master().equals(before))
                        .isPresent());
    }

    private static void note(
            Map<Failover, List<Double>> times,
            Failover how,
            List<RestlessFramework> frameworks,
            ToLongFunction<RestlessFramework.Visit> when,
            long begun) {
        frameworks.stream()
                .flatMap(framework -> framework.visit().stream())
                .mapToLong(when)
                .max()
                .ifPresent(latest ->
                        times.computeIfAbsent(how, each -> new ArrayList<>()).add((latest - begun) / 1e9));
    }

    private static boolean isOver(List<RestlessFramework> frameworks) {
        return frameworks.stream()
                .allMatch(framework -> framework.ends().values().stream().noneMatch(List::isEmpty));
    }

    private static void await(MasterFleet masters, String what, BooleanSupplier done)
            throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!done.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting until " + what).isLessThan(until);
            masters.restart();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private void judge(List<RestlessFramework> frameworks) {
        assertThat(started.twice()).as("started twice").isEmpty();
        for (RestlessFramework framework : frameworks) {
            assertThat(framework.defects()).isEmpty();
            framework
                    .ends()
                    .forEach((task, ends) -> assertThat(new HashSet<>(ends))
                            .as(task + ", which was " + (started.has(task) ? "" : "not ") + "started")
                            .containsExactly(started.has(task) ? TaskState.TASK_FINISHED : TaskState.TASK_LOST));
        }
    }

    private void report() {
        System.out.println(FAILOVERS + " failovers, " + started.count() + " tasks started, 0 twice, 0 ends lost");
        offered.forEach((how, times) -> System.out.println("  " + how + ": subscribed after "
                + spread(subscribed.get(how)) + ", first offers after " + spread(times)));
    }

    private static String spread(List<Double> seconds) {
        Collections.sort(seconds);
        return String.format(
                Locale.ROOT,
                "%.1f s (median), %.1f s at most",
                seconds.get(seconds.size() / 2),
                seconds.get(seconds.size() - 1));
    }
}
