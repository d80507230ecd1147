package dev.isthmus.driver.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import dev.isthmus.testkit.ecs.FakeEcs;
import dev.isthmus.testkit.ecs.FakeEcsConfig;
import dev.isthmus.testkit.ecs.runtime.ScriptedRuntime;
import dev.isthmus.zookeeper.testing.Cable;
import dev.isthmus.zookeeper.testing.ZooKeeperServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.Protos.Filters;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * One leader after the other, with the journal in ZooKeeper, while tasks start and end: counted are tasks that were started twice, or were told to be
 * lost and go on, and ends that nobody was told of. {@code -Disthmus.failovers=1000} for more of them, {@code -Disthmus.seed} for the same again.
 */
@Timeout(3600)
class FailoversTest {

    private static final int FAILOVERS = Integer.getInteger("isthmus.failovers", 8);
    private static final long SEED = Long.getLong("isthmus.seed", System.nanoTime());
    private static final long SECONDS = 60;
    private static final int ALIVE = 6;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    /** What any leader was told of each task; guarded by itself. */
    private final Map<String, List<TaskState>> told = new TreeMap<>();

    private final Set<String> launched = new HashSet<>();
    private final List<Long> registered = new ArrayList<>();
    private ZooKeeperServer server;
    private FakeEcs ecs;

    /** One leader: takes offers, and puts down what it is told. */
    private final class Leader extends Program implements AutoCloseable {

        private final Cable cable;
        private final SchedulerDriver driver;
        private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        /** What it knows of each task; guarded by the map of all. */
        private final Map<String, TaskState> knows = new HashMap<>();

        Leader() throws Exception {
            cable = Cable.to(server);
            Settings settings = Clusters.settings(ecs)
                    .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                    .set(ZooKeeperJournalProvider.SERVERS, cable.address() + "/isthmus")
                    .build();
            FrameworkInfo info = FrameworkInfo.newBuilder()
                    .setUser("")
                    .setName("pair")
                    .setId(FrameworkID.newBuilder().setValue("the pair"))
                    .setFailoverTimeout(3600)
                    .build();
            long begun = System.nanoTime();
            driver = new ECSSchedulerDriver(this, info, List.of(), "ecs://default", true, settings);
            assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
            await("registered");
            registered.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        }

        void await(String event) throws InterruptedException {
            String next = events.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("seed %d", SEED).isEqualTo(event);
        }

        @Override
        public void registered(SchedulerDriver caller, FrameworkID id, MasterInfo master) {
            events.add("registered");
        }

        @Override
        public void error(SchedulerDriver caller, String message) {
            events.add(message);
        }

        @Override
        public void resourceOffers(SchedulerDriver caller, List<Offer> more) {
            offers.addAll(more);
        }

        @Override
        public void statusUpdate(SchedulerDriver caller, TaskStatus status) {
            synchronized (told) {
                String task = status.getTaskId().getValue();
                told.computeIfAbsent(task, key -> new ArrayList<>()).add(status.getState());
                knows.put(task, status.getState());
                told.notifyAll();
            }
        }

        void launch(String... tasks) throws InterruptedException {
            Offer offer = offers.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(offer).as("an offer; seed %d", SEED).isNotNull();
            List<TaskInfo> infos = new ArrayList<>();
            for (String task : tasks) {
                launched.add(task);
                infos.add(Tasks.shell(task, "sleep 1000")
                        .setSlaveId(offer.getSlaveId())
                        .build());
            }
            driver.launchTasks(
                    List.of(offer.getId()),
                    infos,
                    Filters.newBuilder().setRefuseSeconds(0).build());
        }

        /** Asks for all that its store would have as not ended, as frameworks do. */
        void reconcile() {
            List<TaskStatus> unended = new ArrayList<>();
            synchronized (told) {
                for (String task : launched) {
                    if (told.getOrDefault(task, List.of()).stream().noneMatch(FailoversTest::isEnd)) {
                        unended.add(TaskStatus.newBuilder()
                                .setTaskId(org.apache.mesos.Protos.TaskID.newBuilder()
                                        .setValue(task))
                                .setState(TaskState.TASK_STAGING)
                                .build());
                    }
                }
            }
            if (!unended.isEmpty()) {
                driver.reconcileTasks(unended);
            }
        }

        @Override
        public void close() throws IOException {
            driver.stop(true);
            cable.close();
        }
    }

    private static boolean isEnd(TaskState state) {
        return switch (state) {
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
            default -> true;
        };
    }

    private static String id(Task task) {
        return task.overrides().containerOverrides().stream()
                .map(ContainerOverride::environment)
                .flatMap(List::stream)
                .filter(variable -> variable.name().equals("ISTHMUS_TASK_ID"))
                .map(KeyValuePair::value)
                .findFirst()
                .orElse("");
    }

    private List<Task> alive() {
        return ecs.tasks().stream()
                .filter(task -> task.desiredStatus().equals("RUNNING"))
                .toList();
    }

    @Test
    void noTaskIsStartedTwiceAndNoEndIsLost() throws Exception {
        server = ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, directory.resolve("data"));
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.running())
                .stopTimeout(Duration.ofMillis(50))
                .build());
        try {
            Leader last = lead();
            last.reconcile();
            awaitSettled(last);
            count();
            last.close();
        } finally {
            ecs.close();
            server.close();
        }
    }

    private Leader lead() throws Exception {
        Leader leader = new Leader();
        for (int round = 0; round < FAILOVERS; round++) {
            leader.launch("task-" + round + "a", "task-" + round + "b");
            if (random.nextBoolean()) {
                awaitNews();
            }
            endSome();
            leader = failOver(leader);
            leader.reconcile();
        }
        return leader;
    }

    /** Some tasks end, just then or a moment before. */
    private void endSome() {
        List<Task> alive = new ArrayList<>(alive());
        while (!alive.isEmpty() && (alive.size() > ALIVE || random.nextInt(3) == 0)) {
            ecs.stopTaskFromOutside(alive.remove(random.nextInt(alive.size())).taskArn(), "tried");
        }
    }

    private Leader failOver(Leader before) throws Exception {
        switch (random.nextInt(5)) {
            case 0 -> {
                before.close();
                return new Leader();
            }
            case 1 -> {
                // It reaches ECS and not ZooKeeper, until another has come.
                before.cable.cut();
                Leader next = new Leader();
                before.cable.mend();
                before.await("Framework failed over");
                before.close();
                return next;
            }
            case 2 -> {
                server.restart();
                Leader next = new Leader();
                before.await("Framework failed over");
                before.close();
                return next;
            }
            default -> {
                Leader next = new Leader();
                before.await("Framework failed over");
                before.close();
                return next;
            }
        }
    }

    private void awaitNews() throws InterruptedException {
        synchronized (told) {
            told.wait(1000);
        }
    }

    /** What the framework believes is what is so. */
    private List<String> unsettled(Leader last) {
        Map<String, Boolean> running = new HashMap<>();
        ecs.tasks().forEach(task -> running.merge(id(task), task.lastStatus().equals("RUNNING"), Boolean::logicalOr));
        List<String> unsettled = new ArrayList<>();
        synchronized (told) {
            for (String task : launched) {
                boolean ended = told.getOrDefault(task, List.of()).stream().anyMatch(FailoversTest::isEnd);
                boolean runs = running.getOrDefault(task, false);
                if (runs && (ended || last.knows.get(task) != TaskState.TASK_RUNNING)) {
                    unsettled.add(task + " runs, and was told as " + told.get(task));
                } else if (!runs && !ended) {
                    unsettled.add(task + " does not run, and its end was not told: " + told.get(task));
                }
            }
        }
        return unsettled;
    }

    private void awaitSettled(Leader last) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (!unsettled(last).isEmpty() && System.nanoTime() < deadline) {
            awaitNews();
        }
        assertThat(unsettled(last)).as("seed %d", SEED).isEmpty();
    }

    private void count() {
        List<String> started = ecs.tasks().stream().map(FailoversTest::id).toList();
        long twice = started.size() - started.stream().distinct().count();
        long endsTold;
        synchronized (told) {
            endsTold = told.values().stream()
                    .filter(states ->
                            states.stream().filter(FailoversTest::isEnd).count() > 1)
                    .count();
        }
        List<Long> times = registered.stream().sorted().toList();
        System.out.printf(
                "%d failovers, seed %d: %d tasks asked for, %d started, %d twice; ends told more than once %d;"
                        + " registered after ms: median %d, most %d%n",
                FAILOVERS,
                SEED,
                launched.size(),
                started.size(),
                twice,
                endsTold,
                times.get(times.size() / 2),
                times.get(times.size() - 1));
        assertThat(twice).as("seed %d", SEED).isZero();
    }
}
