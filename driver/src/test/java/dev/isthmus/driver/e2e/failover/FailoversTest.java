package dev.isthmus.driver.e2e.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.journal.JournalProvider;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.driver.e2e.Clusters;
import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
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
import software.amazon.awssdk.services.ecs.model.Task;

/**
 * One leader after the other, with the journal in ZooKeeper, while tasks start and end: counted are tasks that were started twice, or were told to be
 * lost and go on, and ends that nobody was told of. An end may be told again by the next leader, where the acknowledgement was not durable when that one
 * opened the journal; not otherwise, and never as another one. {@code -Disthmus.failovers=1000} for more of them, {@code -Disthmus.seed} for the same
 * again.
 */
@Timeout(3600)
class FailoversTest {

    private static final int FAILOVERS = Integer.getInteger("isthmus.failovers", 8);
    private static final long SEED = Long.getLong("isthmus.seed", System.nanoTime());
    private static final long SECONDS = 60;
    /** A leader that is fenced may start a task until a second after it last asked: what shows that late must still be waited for. */
    private static final String WINDOW = "5s";

    private static final int ALIVE = 6;
    /** So many leaders that were replaced live on beside the one that leads. */
    private static final int LEFT_ALIVE = 3;

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    /** What any leader was told of each task; guarded by itself. */
    private final Map<String, List<Told>> told = new TreeMap<>();

    private final Map<String, LaunchId> launched = new ConcurrentHashMap<>();
    private final List<Long> registered = new ArrayList<>();
    private final Deque<Leader> replaced = new ArrayDeque<>();
    private int forgotten;
    private ClassLoader journals;
    private ZooKeeperServer server;
    private FakeEcs ecs;

    /**
     * One update, as a leader was told it.
     *
     * @param leader the how manieth
     * @param answer whether that was because the leader had asked
     * @param acknowledged whether its end was acknowledged, and that was durable, when this leader opened the journal
     */
    private record Told(int leader, TaskState state, boolean answer, String words, boolean acknowledged) {

        boolean isEnd() {
            return FailoversTest.isEnd(state);
        }

        /** Whether it is not the same told again; an answer has its own words. */
        boolean contradicts(Told other) {
            return state != other.state || (!answer && !other.answer && !words.equals(other.words));
        }
    }

    /** One leader: takes offers, and puts down what it is told. */
    private final class Leader extends Program {

        private final Cable cable;
        private final SchedulerDriver driver;
        private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        /** What it knows of each task; guarded by the map of all. */
        private final Map<String, TaskState> knows = new HashMap<>();

        private final int number = registered.size();
        private volatile WatchedJournals.Opening opening;

        Leader() throws Exception {
            cable = Cable.to(server);
            Settings settings = Clusters.settings(ecs)
                    .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                    .set(EcsSettings.CONSISTENCY_WINDOW, WINDOW)
                    .set(ZooKeeperJournalProvider.SERVERS, cable.address() + "/isthmus")
                    .set(JournalProvider.JOURNAL, WatchedJournals.NAME)
                    .build();
            FrameworkInfo info = FrameworkInfo.newBuilder()
                    .setUser("")
                    .setName("pair")
                    .setId(FrameworkID.newBuilder().setValue("the pair"))
                    .setFailoverTimeout(3600)
                    .build();
            long begun = System.nanoTime();
            driver = new ECSSchedulerDriver(this, info, List.of(), "ecs://default", true, settings);
            Thread.currentThread().setContextClassLoader(journals);
            assertThat(driver.start()).isEqualTo(Status.DRIVER_RUNNING);
            await("registered");
            registered.add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
            Set<LaunchId> missing = new HashSet<>(opening.durable());
            missing.removeAll(opening.recalled().acknowledged().keySet());
            forgotten += missing.size();
        }

        void await(String event) throws InterruptedException {
            String next = events.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(next).as("seed %d", SEED).isEqualTo(event);
        }

        @Override
        public void registered(SchedulerDriver caller, FrameworkID id, MasterInfo master) {
            opening = WatchedJournals.last();
            events.add("registered");
            // From inside, as then nothing is on its way that it might be asking for.
            reconcile(caller);
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
                told.computeIfAbsent(task, key -> new ArrayList<>())
                        .add(new Told(
                                number,
                                status.getState(),
                                status.getReason() == TaskStatus.Reason.REASON_RECONCILIATION,
                                status.getSource() + " " + status.getReason() + " " + status.getMessage(),
                                opening.recalled().acknowledged().containsKey(launched.get(task))));
                knows.put(task, status.getState());
                told.notifyAll();
            }
        }

        void launch(String... tasks) throws InterruptedException {
            Offer offer = offers.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(offer).as("an offer; seed %d", SEED).isNotNull();
            List<TaskInfo> infos = new ArrayList<>();
            for (String task : tasks) {
                launched.put(
                        task,
                        LaunchId.of(
                                new FrameworkId("the pair"),
                                new TaskId(task),
                                offer.getId().getValue()));
                infos.add(TaskMessages.shell(task, "sleep 1000")
                        .setSlaveId(offer.getSlaveId())
                        .build());
            }
            driver.launchTasks(
                    List.of(offer.getId()),
                    infos,
                    Filters.newBuilder().setRefuseSeconds(0).build());
        }

        /** Asks for all that its store would have as not ended, as frameworks do. */
        private void reconcile(SchedulerDriver caller) {
            List<TaskStatus> unended = new ArrayList<>();
            synchronized (told) {
                for (String task : launched.keySet()) {
                    if (told.getOrDefault(task, List.of()).stream().noneMatch(Told::isEnd)) {
                        unended.add(TaskStatus.newBuilder()
                                .setTaskId(org.apache.mesos.Protos.TaskID.newBuilder()
                                        .setValue(task))
                                .setState(TaskState.TASK_STAGING)
                                .build());
                    }
                }
            }
            if (!unended.isEmpty()) {
                caller.reconcileTasks(unended);
            }
        }

        /** Stops it as who means to come back does: what was acknowledged is durable when the process has ended. */
        void stop() throws InterruptedException, IOException {
            driver.stop(true);
            assertThat(opening.closed().await(SECONDS, TimeUnit.SECONDS))
                    .as("closed; seed %d", SEED)
                    .isTrue();
            cable.close();
        }
    }

    private static boolean isEnd(TaskState state) {
        return switch (state) {
            case TASK_STAGING, TASK_STARTING, TASK_RUNNING, TASK_KILLING, TASK_UNREACHABLE, TASK_UNKNOWN -> false;
            default -> true;
        };
    }

    private List<Task> alive() {
        return ecs.tasks().stream()
                .filter(task -> task.desiredStatus().equals("RUNNING"))
                .toList();
    }

    @Test
    void no_task_is_started_twice_and_no_end_is_lost() throws Exception {
        server = ZooKeeperServer.start(ZooKeeperServer.Release.CURRENT, directory.resolve("data"));
        journals = WatchedJournals.loader(directory.resolve("journals"));
        ecs = FakeEcs.start(FakeEcsConfig.twoSmallInstances().toBuilder()
                .runtime(ScriptedRuntime.running())
                .stopTimeout(Duration.ofMillis(50))
                .build());
        try {
            Leader last = lead();
            letGo(0);
            awaitSettled(last);
            count();
            last.stop();
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
            letGo(LEFT_ALIVE);
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
        int kind = random.nextInt(20);
        if (kind < 4) {
            before.stop();
            return new Leader();
        }
        if (kind < 8) {
            // It reaches ECS and not ZooKeeper, until another has come.
            before.cable.cut();
        } else if (kind < 9) {
            server.restart();
        }
        Leader next = new Leader();
        before.cable.mend();
        replaced.add(before);
        return next;
    }

    /** Those that were replaced learn of it, but for so many, which live on for a while. */
    private void letGo(int but) throws Exception {
        while (replaced.size() > but) {
            Leader oldest = replaced.remove();
            oldest.await("Framework failed over");
            oldest.stop();
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
        ecs.tasks()
                .forEach(task ->
                        running.merge(Clusters.taskId(task), task.lastStatus().equals("RUNNING"), Boolean::logicalOr));
        List<String> unsettled = new ArrayList<>();
        synchronized (told) {
            for (String task : launched.keySet()) {
                boolean ended = told.getOrDefault(task, List.of()).stream().anyMatch(Told::isEnd);
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
        assertThat(unsettled(last))
                .as("ends lost, and tasks told to be lost that go on; seed %d", SEED)
                .isEmpty();
    }

    private void count() {
        List<String> started = ecs.tasks().stream().map(Clusters::taskId).toList();
        long twice = started.size() - started.stream().distinct().count();
        int again = 0;
        List<String> wrongly = new ArrayList<>();
        synchronized (told) {
            for (Map.Entry<String, List<Told>> task : told.entrySet()) {
                List<Told> ends = task.getValue().stream().filter(Told::isEnd).toList();
                again += ends.size() > 1 ? 1 : 0;
                if (isWrong(ends)) {
                    wrongly.add(task.getKey() + " " + ends);
                }
            }
        }
        List<Long> times = registered.stream().skip(1).sorted().toList();
        System.out.printf(
                "%d failovers, seed %d: %d tasks asked for, %d started, %d twice; ends told again before their acknowledgement was durable %d,"
                        + " after that or otherwise %d; registered after ms, but for the first: median %d, most %d%n",
                FAILOVERS,
                SEED,
                launched.size(),
                started.size(),
                twice,
                again,
                wrongly.size(),
                times.get(times.size() / 2),
                times.get(times.size() - 1));
        assertThat(twice).as("started twice; seed %d", SEED).isZero();
        assertThat(wrongly)
                .as("told again, though durably acknowledged, or otherwise; seed %d", SEED)
                .isEmpty();
        assertThat(forgotten).as("durable, and not recalled; seed %d", SEED).isZero();
    }

    /** Whether ends of one task are told that must not be: after it was durably acknowledged, twice by one leader, or another one. */
    private static boolean isWrong(List<Told> ends) {
        return ends.stream().anyMatch(Told::acknowledged)
                || ends.stream().map(Told::leader).distinct().count() < ends.size()
                || ends.stream().anyMatch(end -> end.contradicts(ends.get(0)));
    }
}
