package dev.isthmus.master.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R-JN-17 from end to end: a framework that is away for days is told how its tasks ended, though the cluster has forgotten them long ago. */
class OldEndsTest {

    /** More for a longer look. */
    private static final int DAYS = Integer.getInteger("isthmus.master.days", 60);

    private static final TaskPhase RUNNING = new TaskPhase.Running(List.of("10.0.0.7"), Optional.empty());
    private static final Duration TWO_DAYS = Duration.ofDays(2);

    private static final FrameworkInfo INFO = info();

    private final ForgetfulWorld world = new ForgetfulWorld();

    private static FrameworkInfo info() {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder()
                .setUser("u")
                .setName("n")
                .setFailoverTimeout(7 * 86_400)
                .addCapabilities(Capability.newBuilder().setType(Capability.Type.PARTITION_AWARE));
        info.getIdBuilder().setValue(ForgetfulWorld.FRAMEWORK.value());
        return info.build();
    }

    private static TaskPhase exit(int code) {
        return new TaskPhase.Ended(Ending.EXITED, OptionalInt.of(code), true, "");
    }

    /** A master, and the framework with a task that runs, which it knows. */
    private void begin() {
        world.start();
        world.subscribe(INFO);
        world.task("t", RUNNING);
        acknowledgeAll();
        world.told();
        world.live(Duration.ofMinutes(1));
    }

    private void acknowledgeAll() {
        for (List<TaskStatus> told = world.told(); !told.isEmpty(); told = world.told()) {
            told.stream().filter(TaskStatus::hasUuid).forEach(world::acknowledge);
        }
    }

    private void restart() {
        world.kill();
        world.live(Duration.ofSeconds(10));
        world.start();
    }

    private static String line(TaskStatus status) {
        return status.getTaskId().getValue() + " " + status.getState()
                + (status.hasReason() ? " " + status.getReason() : "") + ": " + status.getMessage();
    }

    /** The framework comes back, hears of that end alone, again and again until it acknowledges it, and never after that. */
    private void isToldOnce(String line) {
        world.subscribe(INFO);
        List<TaskStatus> first = world.told();
        assertThat(first).extracting(OldEndsTest::line).containsExactly(line);
        world.live(Duration.ofMinutes(1));
        List<TaskStatus> again = world.told();
        assertThat(again).as("10 s and 30 s later").containsExactly(first.get(0), first.get(0));
        world.reconcile("t");
        assertThat(world.told())
                .singleElement()
                .returns(first.get(0).getState(), TaskStatus::getState)
                .returns("Reconciliation: Latest task state", TaskStatus::getMessage);
        world.acknowledge(first.get(0));
        assertThat(world.remembered().unacknowledged()).isEmpty();
        world.live(Duration.ofHours(1));
        restart();
        world.subscribe(INFO);
        world.live(Duration.ofHours(1));
        assertThat(world.told()).isEmpty();
        assertThat(world.kept).as("written once at most").hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest(name = "restarts {0}, {1} and {2} min after the end")
    @CsvSource({
        "0, 0, 0",
        "10, 0, 0",
        "25, 20, 0",
        "29, 2, 0",
        "45, 0, 0",
        "10, 35, 0",
        "3, 30, 600",
        "61, 0, 0",
        "600, 600, 600"
    })
    void one_that_comes_back_after_two_days_is_told_an_end_exactly(int first, int second, int third) {
        begin();
        world.breaks();
        world.live(Duration.ofMinutes(5));
        world.task("t", exit(3));
        for (int pause : new int[] {first, second, third}) {
            if (pause > 0) {
                world.live(Duration.ofMinutes(pause));
                restart();
            }
        }
        world.live(TWO_DAYS);
        assertThat(world.kept).singleElement().returns(exit(3), end -> end.how());
        isToldOnce("t TASK_FAILED: Command exited with status 3");
    }

    @ParameterizedTest(name = "down for {0} min")
    @ValueSource(ints = {1, 10, 25})
    void an_end_while_no_master_is_there_is_told_too(int down) {
        begin();
        world.kill();
        world.task("t", new TaskPhase.Ended(Ending.VANISHED, OptionalInt.empty(), true, "it is not there"));
        world.live(Duration.ofMinutes(down));
        world.start();
        world.live(TWO_DAYS);
        // TASK_GONE, as it is partition aware, which only the journal knows while it is away.
        isToldOnce("t TASK_GONE REASON_RECONCILIATION: it is not there");
    }

    @Test
    void an_end_is_written_half_an_hour_after_it_and_not_after_it_was_noticed() {
        begin();
        world.kill();
        world.task("t", exit(0));
        world.live(Duration.ofMinutes(20));
        world.start();
        world.live(Duration.ofMinutes(10).minusMillis(1));
        assertThat(world.kept).isEmpty();
        world.live(Duration.ofMillis(1));
        assertThat(world.kept).hasSize(1);
    }

    @Test
    void an_end_that_is_acknowledged_in_time_is_not_written() {
        begin();
        world.task("t", exit(0));
        world.live(Duration.ofMinutes(29));
        world.acknowledge(world.told().get(0));
        world.live(Duration.ofHours(2));
        assertThat(world.kept).isEmpty();
    }

    @Test
    void an_end_that_was_told_and_not_acknowledged_is_the_same_update_of_the_next_master() {
        begin();
        world.task("t", exit(0));
        TaskStatus before = world.told().get(0);
        world.live(Duration.ofMinutes(40));
        restart();
        world.subscribe(INFO);
        TaskStatus after = world.told().get(0);
        assertThat(after.getUuid()).isEqualTo(before.getUuid());
        world.acknowledge(before);
        world.live(Duration.ofHours(2));
        assertThat(world.told()).isEmpty();
    }

    @Test
    void what_has_become_of_its_agent_since_does_not_matter() {
        begin();
        world.breaks();
        world.task("t", exit(0));
        world.live(Duration.ofMinutes(10));
        world.hears(new InventoryEvent.AgentGone(new AgentId("a1"), "terminated"));
        world.live(TWO_DAYS);
        isToldOnce("t TASK_FINISHED: Command exited with status 0");
    }

    @Test
    void a_task_whose_agent_is_gone_is_told_so_by_the_next_master_too() {
        begin();
        world.breaks();
        world.hears(new InventoryEvent.AgentGone(new AgentId("a1"), "terminated"));
        world.live(Duration.ofMinutes(31));
        restart();
        world.live(TWO_DAYS);
        world.subscribe(INFO);
        assertThat(world.told())
                .extracting(OldEndsTest::line)
                .containsExactly(
                        "t TASK_GONE_BY_OPERATOR REASON_SLAVE_REMOVED_BY_OPERATOR: Agent a1 is gone: terminated");
        assertThat(world.remembered().unacknowledged())
                .as("it is sent once, whether it arrives or not")
                .isEmpty();
    }

    @Test
    void an_end_is_written_while_the_cluster_cannot_be_reached() {
        begin();
        world.breaks();
        world.task("t", exit(0));
        world.hears(new InventoryEvent.ContactLost(new BackendFailure(BackendFailure.Category.TRANSIENT, "away")));
        world.live(Duration.ofMinutes(31));
        assertThat(world.kept).hasSize(1);
    }

    @Test
    void ends_are_forgotten_with_their_framework() {
        begin();
        world.breaks();
        world.task("t", exit(0));
        world.live(Duration.ofMinutes(31));
        assertThat(world.remembered().unacknowledged()).hasSize(1);
        world.subscribe(INFO);
        world.tearDown();
        assertThat(world.remembered().isOver(world.now().plus(TWO_DAYS))).isTrue();
    }

    @Test
    void the_time_that_is_left_to_come_back_does_not_grow_by_a_restart() {
        begin();
        world.live(Duration.ofSeconds(1));
        world.breaks();
        var lease = world.remembered().own().lease().orElseThrow();
        world.live(Duration.ofHours(1));
        restart();
        world.live(Duration.ofHours(1));
        assertThat(world.remembered().own().lease()).contains(lease);
    }

    /** Tasks end and masters are restarted at any time, while the framework is away for a day: each end is told as it was, and no other. */
    @Test
    void whenever_masters_are_restarted_each_end_is_told_once() {
        for (long seed = 0; seed < DAYS; seed++) {
            day(new Random(seed), seed);
        }
    }

    private static void day(Random random, long seed) {
        ForgetfulWorld world = new ForgetfulWorld();
        world.start();
        world.subscribe(INFO);
        Map<String, Integer> codes = new LinkedHashMap<>();
        for (int i = 0; i < 8; i++) {
            codes.put("t" + i, random.nextInt(3));
            world.task("t" + i, RUNNING);
        }
        for (List<TaskStatus> told = world.told(); !told.isEmpty(); told = world.told()) {
            told.stream().filter(TaskStatus::hasUuid).forEach(world::acknowledge);
        }
        world.breaks();
        List<String> running = new ArrayList<>(codes.keySet());
        for (int hour = 0; hour < 40; hour++) {
            if (random.nextBoolean() && !running.isEmpty()) {
                String ends = running.remove(0);
                world.task(ends, exit(codes.get(ends)));
            }
            world.live(Duration.ofSeconds(random.nextInt(3600)));
            if (random.nextBoolean()) {
                world.kill();
                if (random.nextBoolean() && !running.isEmpty()) {
                    String ends = running.remove(0);
                    world.task(ends, exit(codes.get(ends)));
                }
                world.live(Duration.ofSeconds(random.nextInt(600)));
                world.start();
                // Else it does not get to look after those that are away.
                world.live(Duration.ofMinutes(10));
            }
        }
        world.subscribe(INFO);
        Map<String, TaskState> told = new LinkedHashMap<>();
        for (List<TaskStatus> some = world.told(); !some.isEmpty(); some = world.told()) {
            for (TaskStatus status : some) {
                assertThat(told.put(status.getTaskId().getValue(), status.getState()))
                        .as("seed %s, %s", seed, status)
                        .isNull();
                world.acknowledge(status);
            }
        }
        Map<String, TaskState> expected = new LinkedHashMap<>();
        codes.forEach((task, code) -> expected.put(task, code == 0 ? TaskState.TASK_FINISHED : TaskState.TASK_FAILED));
        running.forEach(expected::remove);
        assertThat(told).as("seed %s", seed).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(world.kept)
                .extracting(end -> end.task().value())
                .as("seed %s", seed)
                .doesNotHaveDuplicates();
        assertThat(world.remembered().unacknowledged()).as("seed %s", seed).isEmpty();
    }
}
