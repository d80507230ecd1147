package dev.isthmus.master.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.DurationText;
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
 * Nothing is started twice and no end is lost, however masters come and go: which way is chance. {@code -Disthmus.master.failovers} says how often one does, and
 * {@code -Disthmus.master.failovers.minutes} for how long at most; {@code -Disthmus.master.session} how soon ZooKeeper takes one for gone; {@code -Disthmus.seed} brings the
 * same ones again; {@code -Disthmus.master.jar} tries the master as it is packaged. What it took is printed.
 */
class MasterFailoversTest {

    private static final int FAILOVERS = Integer.getInteger("isthmus.master.failovers", 1);
    private static final long MINUTES = Long.getLong("isthmus.master.failovers.minutes", 600);
    private static final long SEED = Long.getLong("isthmus.seed", System.nanoTime());
    private static final String SESSION = System.getProperty("isthmus.master.session", "2s");
    /** How long after the end of its leader's session a framework may be without one. Not judged, as a busy machine takes longer. */
    private static final double MARGIN_SECONDS = 2;
    /** What it has taken so far is printed each time that so many more are done. */
    private static final int REPORTED = 50;

    /**
     * A task of which the next master finds nothing is told lost when this has passed. As it is usually, no master would lead for so long, and frameworks would wait for
     * six tasks that were never started, and start nothing.
     */
    private static final String WINDOW = "5s";

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final StartedTasks started = new StartedTasks();
    private final Random random = new Random(SEED);
    /** Asked by the cluster's threads, whenever that is. */
    private final Random lifetimes = new Random(SEED);

    private final Map<Failover, List<Double>> subscribed = new EnumMap<>(Failover.class);
    private final Map<Failover, List<Double>> offered = new EnumMap<>(Failover.class);
    private int done;

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
                long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
                while (done < FAILOVERS && System.nanoTime() - end < 0) {
                    failOver(masters, both, Failover.by(random));
                    done++;
                    assertThat(started.twice())
                            .as("started twice, seed %d", SEED)
                            .isEmpty();
                    if (done % REPORTED == 0) {
                        report("so far");
                    }
                }
                both.forEach(RestlessFramework::sate);
                await(masters, "each task has ended", () -> isOver(both));
                judge(both);
            }
        }
        report("and no end lost");
    }

    /** What the masters say, for whoever reads after a test that has failed. */
    private static Path logs() throws IOException {
        return Files.createDirectories(Path.of("target", "failovers"));
    }

    private Duration lifetime() {
        synchronized (lifetimes) {
            return Duration.ofMillis(200 + lifetimes.nextInt(4000));
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
                "busybox",
                "ISTHMUS_CONSISTENCY_WINDOW",
                WINDOW);
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
            assertThat(System.nanoTime())
                    .as("waiting until %s, seed %d", what, SEED)
                    .isLessThan(until);
            masters.restart();
            TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
        }
    }

    private void judge(List<RestlessFramework> frameworks) {
        assertThat(started.twice()).as("started twice, seed %d", SEED).isEmpty();
        for (RestlessFramework framework : frameworks) {
            assertThat(framework.defects()).isEmpty();
            framework
                    .ends()
                    .forEach((task, ends) -> assertThat(new HashSet<>(ends))
                            .as("%s, which was %sstarted; seed %d", task, started.has(task) ? "" : "not ", SEED)
                            .containsExactly(started.has(task) ? TaskState.TASK_FINISHED : TaskState.TASK_LOST));
        }
    }

    private void report(String how) {
        System.out.println(done + " failovers by seed " + SEED + ", sessions of " + SESSION + ": " + started.count()
                + " tasks started, none twice, " + how);
        offered.forEach((kind, times) -> System.out.println("  " + kind + ": subscribed after "
                + spread(subscribed.get(kind)) + ", first offers after " + spread(times)));
        double limit = DurationText.read(SESSION).orElseThrow().toMillis() / 1000.0 + MARGIN_SECONDS;
        System.out.println("  subscribed later than " + limit + " s: "
                + subscribed.values().stream()
                        .flatMap(List::stream)
                        .filter(time -> time > limit)
                        .count());
    }

    /** Some of a distribution. */
    private static String spread(List<Double> seconds) {
        List<Double> sorted = seconds.stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f s (median of %d; nine of ten %.2f, 99 of 100 %.2f, longest %.2f)",
                part(sorted, 0.5),
                sorted.size(),
                part(sorted, 0.9),
                part(sorted, 0.99),
                part(sorted, 1));
    }

    /** What that part of them is not above. */
    private static double part(List<Double> sorted, double part) {
        return sorted.get(Math.max(0, (int) Math.ceil(part * sorted.size()) - 1));
    }
}
