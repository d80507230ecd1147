package dev.isthmus.driver.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.mesos.FrontendSettings;
import dev.isthmus.mesos.messages.Protos.CommandInfo;
import dev.isthmus.mesos.messages.Protos.ExecutorInfo;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Offer.Operation;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskGroupInfo;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.TaskStatus.Reason;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.shell.SteppedDriver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a framework is told of a launch for which somebody else has taken the room: what a task in staging is told, and nothing else. */
class WaitingLaunchTest {

    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration AT_ONCE = Duration.ofMillis(1);

    private final SharingWorld world = new SharingWorld(1, SharingWorld.DEFAULT_PATIENCE);

    @BeforeEach
    void oneAgent() {
        world.cluster.addAgent("a", 4);
    }

    @AfterEach
    void close() {
        world.close();
    }

    /** Somebody with a driver, who keeps what it is told. */
    private static final class Client extends QuietCallbacks {

        private final SharingWorld world;
        final List<Offer> offers = new ArrayList<>();
        final List<TaskStatus> told = new ArrayList<>();
        private final SteppedDriver driver;
        private String id = "";

        Client(SharingWorld world, String framework) {
            this.world = world;
            FrameworkInfo.Builder info =
                    FrameworkInfo.newBuilder().setUser("u").setName("client").setFailoverTimeout(3600);
            if (!framework.isEmpty()) {
                info.getIdBuilder().setValue(framework);
            }
            driver = world.driver(info.build(), this);
            driver.driver().start();
        }

        @Override
        public void registered(FrameworkID frameworkId, MasterInfo master) {
            id = frameworkId.getValue();
        }

        @Override
        public void resourceOffers(List<Offer> made) {
            offers.addAll(made);
        }

        @Override
        public void statusUpdate(TaskStatus status) {
            told.add(status);
        }

        /** Launches a task of so many CPUs on an offer whose agent somebody has just taken. */
        void launchInVain(int cpus, int taken) {
            Offer offer = offer();
            world.cluster.take("a", taken);
            driver.driver()
                    .launchTasks(List.of(offer.getId()), List.of(task(offer, "t", cpus)), Filters.getDefaultInstance());
            world.pass(SOON);
        }

        Offer offer() {
            assertThat(world.until(() -> !offers.isEmpty(), SOON))
                    .as("an offer")
                    .isTrue();
            return offers.remove(0);
        }

        void reconcile() {
            driver.driver()
                    .reconcileTasks(List.of(TaskStatus.newBuilder()
                            .setTaskId(TaskID.newBuilder().setValue("t"))
                            .setState(TaskState.TASK_STAGING)
                            .build()));
        }

        TaskStatus only() {
            assertThat(told).hasSize(1);
            return told.get(0);
        }

        List<TaskState> states() {
            return told.stream().map(TaskStatus::getState).toList();
        }
    }

    private static TaskInfo task(Offer offer, String id, int cpus) {
        return TaskInfo.newBuilder()
                .setName(id)
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", cpus))
                .addResources(scalar("mem", 128))
                .setCommand(CommandInfo.newBuilder().setValue("true"))
                .build();
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private static double cpus(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(resource -> resource.getName().equals("cpus"))
                .mapToDouble(resource -> resource.getScalar().getValue())
                .sum();
    }

    @Test
    void it_is_staging_until_there_is_room() {
        Client client = new Client(world, "");
        client.launchInVain(2, 4);
        assertThat(client.told).isEmpty();
        client.reconcile();
        world.pass(AT_ONCE);
        assertThat(client.only().getState()).isEqualTo(TaskState.TASK_STAGING);
        world.pass(Duration.ofSeconds(40));
        world.cluster.giveBack("a");
        world.pass(Duration.ofSeconds(15));
        assertThat(client.states()).containsExactly(TaskState.TASK_STAGING, TaskState.TASK_RUNNING);
    }

    @Test
    void it_is_told_lost_as_a_refusal_is_when_it_has_waited_long_enough() {
        Client client = new Client(world, "");
        client.launchInVain(2, 4);
        world.pass(SharingWorld.DEFAULT_PATIENCE);
        assertThat(client.only().getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(client.only().getReason()).isEqualTo(Reason.REASON_INVALID_OFFERS);
        assertThat(client.only().getMessage()).contains("RESOURCE:CPU");
        world.cluster.giveBack("a");
        world.pass(Duration.ofMinutes(3));
        assertThat(client.told).hasSize(1);
        assertThat(world.cluster.live()).isZero();
    }

    @Test
    void a_kill_ends_it_at_once() {
        Client client = new Client(world, "");
        client.launchInVain(2, 4);
        client.driver.driver().killTask(TaskID.newBuilder().setValue("t").build());
        world.pass(AT_ONCE);
        assertThat(client.only().getState()).isEqualTo(TaskState.TASK_KILLED);
        world.cluster.giveBack("a");
        world.pass(Duration.ofMinutes(3));
        assertThat(client.told).hasSize(1);
        assertThat(world.cluster.live()).isZero();
    }

    @Test
    void the_time_for_its_start_is_counted_from_its_launch() {
        world.settings =
                Settings.builder().set(FrontendSettings.START_TIMEOUT, "20s").build();
        Client client = new Client(world, "");
        client.launchInVain(2, 4);
        world.pass(Duration.ofSeconds(14));
        assertThat(client.told).isEmpty();
        world.pass(Duration.ofSeconds(2));
        assertThat(client.only().getState()).isEqualTo(TaskState.TASK_FAILED);
        assertThat(client.only().getReason()).isEqualTo(Reason.REASON_EXECUTOR_REGISTRATION_TIMEOUT);
        world.cluster.giveBack("a");
        world.pass(Duration.ofMinutes(3));
        assertThat(client.told).hasSize(1);
        assertThat(world.cluster.live()).isZero();
    }

    @Test
    void a_group_is_killed_at_once() {
        Client client = new Client(world, "");
        Offer offer = client.offer();
        world.cluster.take("a", 4);
        Operation.Builder launch = Operation.newBuilder().setType(Operation.Type.LAUNCH_GROUP);
        ExecutorInfo.Builder executor = launch.getLaunchGroupBuilder().getExecutorBuilder();
        executor.setFrameworkId(FrameworkID.newBuilder().setValue(client.id));
        executor.setType(ExecutorInfo.Type.DEFAULT).getExecutorIdBuilder().setValue("pod");
        executor.addResources(scalar("cpus", 0.1))
                .addResources(scalar("mem", 32))
                .addResources(scalar("disk", 1));
        TaskGroupInfo.Builder group = launch.getLaunchGroupBuilder().getTaskGroupBuilder();
        group.addTasks(task(offer, "t", 1)).addTasks(task(offer, "u", 1));
        client.driver
                .driver()
                .acceptOffers(List.of(offer.getId()), List.of(launch.build()), Filters.getDefaultInstance());
        world.pass(SOON);
        assertThat(client.told).isEmpty();
        client.driver.driver().killTask(TaskID.newBuilder().setValue("u").build());
        world.pass(AT_ONCE);
        assertThat(client.states()).containsExactly(TaskState.TASK_KILLED, TaskState.TASK_KILLED);
    }

    @Test
    void a_stop_of_the_driver_ends_it_at_once() {
        Client client = new Client(world, "");
        client.launchInVain(2, 4);
        client.driver.driver().stop(false);
        world.pass(AT_ONCE);
        assertThat(client.driver.nextDue()).as("the driver is closed").isEmpty();
        world.cluster.giveBack("a");
        world.pass(Duration.ofMinutes(3));
        assertThat(world.cluster.live()).isZero();
    }

    @Test
    void after_a_restart_it_is_unknown_and_never_started() {
        Client before = new Client(world, "");
        before.launchInVain(2, 4);
        assertThat(before.told).isEmpty();
        world.kill(before.driver);
        world.cluster.giveBack("a");
        Client after = new Client(world, before.id);
        after.offer();
        after.reconcile();
        world.pass(Duration.ofMinutes(3));
        assertThat(after.only().getState()).isEqualTo(TaskState.TASK_LOST);
        assertThat(after.only().getReason()).isEqualTo(Reason.REASON_RECONCILIATION);
        assertThat(world.cluster.live()).isZero();
    }

    @Test
    void what_it_waits_for_is_offered_to_nobody_meanwhile() {
        // Under several latencies: a look may come before or after the next round of offers.
        for (int seed = 0; seed < 30; seed++) {
            try (SharingWorld other = new SharingWorld(seed, SharingWorld.DEFAULT_PATIENCE)) {
                other.cluster.addAgent("a", 4);
                Client client = new Client(other, "");
                // Of four, three are taken: the one that is left is less than the two that it was promised.
                client.launchInVain(2, 3);
                other.pass(Duration.ofSeconds(40));
                assertThat(client.told).as("seed %d", seed).isEmpty();
                assertThat(client.offers).as("seed %d", seed).allMatch(offer -> cpus(offer) == 0);
                other.cluster.giveBack("a");
                other.pass(Duration.ofSeconds(20));
                assertThat(client.states()).contains(TaskState.TASK_RUNNING);
                assertThat(client.offers).isNotEmpty().allMatch(offer -> cpus(offer) <= 2);
            }
        }
    }
}
