package dev.isthmus.ecs.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.GroupLaunch;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.ecs.call.Answer;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.CallFailure.Done;
import dev.isthmus.ecs.definition.DefinitionContent.Log;
import dev.isthmus.ecs.engine.EcsEngineBench;
import dev.isthmus.ecs.engine.EngineRig;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** R-LG: the end of its log goes with the end of a task that has failed, if it has come by then. */
class LogTailsTest extends EcsEngineBench {

    private static final Duration LOOK = Duration.ofSeconds(1);

    private EngineRig engine;

    @Override
    protected Defaults defaults() {
        return Defaults.builder()
                .image(Optional.of("busybox"))
                .log(Optional.of(new Log(
                        "awslogs",
                        new TreeMap<>(Map.of("awslogs-group", "mesos", "awslogs-stream-prefix", "isthmus")))))
                .build();
    }

    @BeforeEach
    void start() {
        logTails = true;
        ecs.clock = rig::now;
        ecs.addInstance("a");
        engine = started(LaunchMode.RUN_TASK);
    }

    private String run(String task) {
        int before = ecs.tasks.size();
        engine.launch(launch(task, "a"), outcomes::add);
        rig.advance(LOOK);
        String arn = ecs.tasks.keySet().stream().skip(before).findFirst().orElseThrow();
        ecs.run(arn);
        rig.advance(LOOK.multipliedBy(2));
        return arn;
    }

    /** Its process has exited, and ECS takes down what was around it. */
    private void fail(String arn, int code) {
        ecs.exiting(arn, code);
        rig.advance(LOOK.multipliedBy(6));
    }

    private void answer(Output.ReadLog reading, String... entries) {
        engine.answer(reading.id(), new Answer.Ok<>(List.of(entries)));
    }

    private void refuse(Output.ReadLog reading, Category category) {
        engine.answer(reading.id(), new Answer.Failed<>(CallFailure.of(category, "", Done.NO, "no: " + category)));
    }

    private TaskPhase.Ended endOf(String arn, int code) {
        ecs.exit(arn, code);
        rig.advance(LOOK.multipliedBy(2));
        assertThat(end().message()).isEqualTo("EssentialContainerExited");
        return end();
    }

    @Test
    void required_LG01_what_a_task_that_failed_printed_last_is_told_with_its_end() {
        String arn = run("t");
        fail(arn, 3);
        assertThat(readings).hasSize(1);
        String stream = "isthmus/main/" + InstanceView.idOf(arn);
        assertThat(readings.get(0).stream()).isEqualTo(stream);
        assertThat(readings.get(0).lines()).isEqualTo(10);
        answer(readings.get(0), "opening db", "no such table\n");
        TaskPhase.Ended end = endOf(arn, 3);
        assertThat(end.printed())
                .isEqualTo("the end of its log, stream " + stream + " of group mesos:\n  opening db\n  no such table");
        assertThat(end().ending()).isEqualTo(Ending.EXITED);
        assertThat(end().exitCode()).hasValue(3);
        engine.list(tasks -> assertThat(tasks)
                .singleElement()
                .satisfies(task -> assertThat(task.phase())
                        .as("it is told once, and not remembered")
                        .isEqualTo(end.printing(""))));
    }

    @Test
    void required_LG02_no_end_waits_for_a_log() {
        String slow = run("slow");
        fail(slow, 3);
        Output.ReadLog open = readings.get(0);
        assertThat(endOf(slow, 3).printed()).isEmpty();
        int told = this.told.size();
        answer(open, "too late");
        rig.advance(LOOK.multipliedBy(5));
        assertThat(this.told).hasSize(told);
        String quick = run("quick");
        assertThat(endOf(quick, 3).printed()).isEmpty();
        assertThat(readings)
                .as("there is no time for one that is seen when it has ended")
                .hasSize(1);
    }

    @Test
    void required_LG02_a_log_is_read_three_times_while_the_end_is_still_to_come() {
        String arn = run("t");
        ecs.exiting(arn, 3);
        rig.advance(LOOK);
        answer(readings.get(0));
        rig.advance(LOOK);
        assertThat(readings).as("not at once again").hasSize(1);
        for (int time = 2; time <= 5; time++) {
            rig.advance(LogReading.BETWEEN.plus(LOOK));
            assertThat(readings).hasSize(Math.min(time, 3));
            if (time <= 3) {
                answer(readings.get(time - 1));
            }
        }
        assertThat(endOf(arn, 3).printed()).isEmpty();
    }

    @Test
    void required_LG02_what_is_read_later_replaces_what_was_read_before_unless_it_is_nothing() {
        String arn = run("t");
        fail(arn, 3);
        answer(readings.get(0), "starting");
        rig.advance(LogReading.BETWEEN);
        answer(readings.get(1), "starting", "no such table");
        rig.advance(LogReading.BETWEEN);
        answer(readings.get(2));
        assertThat(endOf(arn, 3).printed()).endsWith(":\n  starting\n  no such table");
    }

    @Test
    void required_LG02_a_reading_that_fails_loses_nothing_that_was_read_before() {
        String arn = run("t");
        fail(arn, 3);
        answer(readings.get(0), "starting");
        rig.advance(LogReading.BETWEEN);
        refuse(readings.get(1), Category.TRANSIENT);
        assertThat(endOf(arn, 3).printed()).endsWith(":\n  starting");
    }

    @Test
    void required_LG01_nothing_is_read_of_a_task_that_ends_well_or_is_stopped() {
        String well = run("well");
        fail(well, 0);
        String killed = run("killed");
        ecs.gracefulStops = true;
        engine.stop(launch("killed", "a").task().launch(), "enough", stops::add);
        rig.advance(LOOK);
        fail(killed, 143);
        String others = run("others");
        ecs.stopTask(others, "by hand");
        fail(others, 143);
        assertThat(readings).isEmpty();
    }

    @Test
    void required_LG01_of_a_group_the_log_of_whom_it_ended_for_is_read() {
        engine.launchGroup(new GroupLaunch(List.of(launch("one", "a"), launch("two", "a"))), outcomes::add);
        rig.advance(LOOK);
        String arn = ecs.only();
        ecs.run(arn);
        rig.advance(LOOK);
        fail(arn, 3);
        String stream = "isthmus/" + ecs.tasks.get(arn).containers().get(1).name() + "/" + InstanceView.idOf(arn);
        assertThat(readings).extracting(Output.ReadLog::stream).containsExactly(stream);
        answer(readings.get(0), "out of disk");
        ecs.exit(arn, 3);
        rig.advance(LOOK.multipliedBy(2));
        assertThat(told)
                .filteredOn(event -> event.phase() instanceof TaskPhase.Ended)
                .extracting(event -> event.task().task().value() + " "
                        + ((TaskPhase.Ended) event.phase()).printed().contains("out of disk"))
                .containsExactlyInAnyOrder("one false", "two true");
    }

    @Test
    void required_LG01_a_task_that_is_stopped_meanwhile_ends_without_its_log() {
        String arn = run("t");
        fail(arn, 3);
        answer(readings.get(0), "secret");
        ecs.stopped(arn, "UserInitiated", "Isthmus: enough");
        rig.advance(LOOK.multipliedBy(2));
        assertThat(end().ending()).isEqualTo(Ending.STOPPED);
        assertThat(end().printed()).isEmpty();
    }

    @Test
    void required_LG04_more_than_may_be_read_is_not_read_and_does_not_queue() {
        List<String> arns = IntStream.range(0, 30)
                .mapToObj(number -> "t" + number)
                .map(this::run)
                .toList();
        arns.forEach(arn -> ecs.exiting(arn, 3));
        rig.advance(LOOK.multipliedBy(2));
        assertThat(readings).as("the burst").hasSizeBetween(9, 10);
        rig.advance(LOOK.multipliedBy(20));
        assertThat(readings).as("none of which is answered").hasSize(10);
        List.copyOf(readings).forEach(reading -> answer(reading, "x"));
        rig.advance(LOOK.multipliedBy(2));
        assertThat(readings)
                .as("the others have their turn, while they are there")
                .hasSizeBetween(11, 20);
        int read = readings.size();
        arns.forEach(arn -> ecs.exit(arn, 3));
        rig.advance(LOOK.multipliedBy(20));
        assertThat(readings).hasSize(read);
    }

    @ParameterizedTest
    @EnumSource(
            value = Category.class,
            names = {"DENIED", "TRANSIENT"})
    void required_LG05_a_failure_is_said_once_an_hour_and_reading_rests_for_a_minute(Category category) {
        fail(run("t0"), 3);
        refuse(readings.get(0), category);
        fail(run("t1"), 3);
        assertThat(readings).hasSize(1);
        rig.advance(Duration.ofMinutes(1));
        assertThat(readings).as("two that wait for their end").hasSize(3);
        rig.advance(Duration.ofMinutes(50));
        refuse(readings.get(1), category);
        assertThat(rig.warnings).containsExactly("The log of a task that failed could not be read: no: " + category);
        rig.advance(Duration.ofMinutes(10));
        refuse(readings.get(2), category);
        assertThat(rig.warnings).hasSize(2);
    }

    @Test
    void required_LG05_who_is_throttled_reads_less() {
        List<String> arns =
                IntStream.range(0, 9).mapToObj(number -> run("t" + number)).toList();
        fail(arns.get(0), 3);
        arns.stream().skip(1).forEach(arn -> ecs.exiting(arn, 3));
        refuse(readings.get(0), Category.THROTTLED);
        rig.advance(LOOK);
        assertThat(readings).as("the first again, and others, but not all").hasSizeBetween(2, 6);
        assertThat(rig.warnings).hasSize(1);
    }

    @Test
    void required_LG01_it_is_off_unless_it_is_asked_for() {
        engine.kill();
        logTails = false;
        engine = started(LaunchMode.RUN_TASK);
        fail(run("t"), 3);
        assertThat(readings).isEmpty();
    }
}
