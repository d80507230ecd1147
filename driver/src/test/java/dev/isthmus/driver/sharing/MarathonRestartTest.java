package dev.isthmus.driver.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Source;
import dev.isthmus.mesos.shell.SteppedDriver;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Marathon over a restart, through frontend and backend: once it is registered, after 15 s it asks for the tasks that it has stored, and from then on
 * every 15 s for a made-up task on a made-up agent; when five of these in a row were not answered in time it ends itself.
 */
class MarathonRestartTest {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MISSES = 5;
    private static final Duration LIFE = Duration.ofSeconds(150);
    /** Calls to ECS and the steps of the driver. */
    private static final Duration AT_ONCE = Duration.ofMillis(100);

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

    /** What Marathon does on its driver, and what it sees. */
    private static final class Marathon extends QuietCallbacks {

        private final SharingWorld world;
        private final Instant begun;
        private final Map<String, Instant> answered = new LinkedHashMap<>();
        private final List<Offer> offers = new ArrayList<>();
        private final SteppedDriver driver;
        private boolean registered;
        private int disconnections;
        private int heartbeats;

        Marathon(SharingWorld world) {
            this.world = world;
            this.begun = world.now();
            FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                    .setUser("root")
                    .setName("marathon")
                    .setFailoverTimeout(604800);
            info.addCapabilitiesBuilder().setType(Capability.Type.PARTITION_AWARE);
            info.getIdBuilder().setValue("marathon");
            driver = world.driver(info.build(), this);
            driver.driver().start();
        }

        @Override
        public void registered(FrameworkID framework, MasterInfo master) {
            registered = true;
        }

        @Override
        public void disconnected() {
            disconnections++;
        }

        @Override
        public void resourceOffers(List<Offer> made) {
            offers.addAll(made);
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            // Of a task on an agent that is there the master says that it is gone, as it can be sure.
            boolean answers =
                    List.of(TaskState.TASK_UNKNOWN, TaskState.TASK_GONE).contains(status.getState())
                            && status.getSource() == Source.SOURCE_MASTER
                            && status.getReason() == Reason.REASON_RECONCILIATION;
            if (answers) {
                answered.put(
                        status.getTaskId().getValue() + "@"
                                + status.getSlaveId().getValue(),
                        world.now());
            }
        }

        void ask(String task, String agent) {
            TaskStatus.Builder asked = TaskStatus.newBuilder().setState(TaskState.TASK_RUNNING);
            asked.getTaskIdBuilder().setValue(task);
            asked.getSlaveIdBuilder().setValue(agent);
            driver.driver().reconcileTasks(List.of(asked.build()));
        }

        /** Asks, and lives until the next; whether it was answered meanwhile. */
        boolean heartbeat() {
            String task = "fake-marathon-pacemaker-task-" + ++heartbeats;
            String agent = "fake-marathon-pacemaker-agent-" + heartbeats;
            ask(task, agent);
            world.pass(HEARTBEAT);
            return answered.getOrDefault(task + "@" + agent, Instant.MAX).isBefore(world.now());
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void point_101_an_idle_marathon_lives_through_a_restart_whatever_is_set(
            long idle, long window, long budget, int instances) {
        try (SharingWorld world = new SharingWorld(
                1, SharingWorld.DEFAULT_PATIENCE, Duration.ofSeconds(idle), Duration.ofSeconds(window), budget)) {
            for (int i = 0; i < instances; i++) {
                world.cluster.addAgent("i" + i, 4);
            }
            Marathon first = new Marathon(world);
            assertThat(world.until(() -> first.registered, HEARTBEAT))
                    .as("registered")
                    .isTrue();
            world.pass(Duration.ofMinutes(1));
            world.kill(first.driver);

            Marathon second = new Marathon(world);
            world.pass(HEARTBEAT);
            assertThat(second.registered).as("registered").isTrue();
            // One that it has stored, which an earlier process may have launched with its last breath.
            String agent = first.offers.get(0).getSlaveId().getValue();
            second.ask("stored", agent);
            int missed = 0;
            int most = 0;
            while (world.now().isBefore(second.begun.plus(LIFE))) {
                missed = second.heartbeat() ? 0 : missed + 1;
                most = Math.max(most, missed);
            }
            assertThat(most).as("heartbeats missed in a row, of %d", MISSES).isZero();
            assertThat(second.disconnections).isZero();
            assertThat(second.answered).containsKey("stored@" + agent);
            assertThat(Duration.between(second.begun, second.answered.get("stored@" + agent)))
                    .as("until the stored one is told unknown")
                    .isBetween(
                            Duration.ofSeconds(window),
                            Duration.ofSeconds(window).plus(AT_ONCE));
        }
    }
}
