package dev.isthmus.simulation.truth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.simulation.cluster.EventFlow;
import dev.isthmus.simulation.law.Fairness;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.BrokenLaw;
import dev.isthmus.simulation.verdict.Court;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.ContainerOverride;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.Task;

/** The laws on queues of events: when ends are told by them, and when an event may be deleted. */
class QueueLawsTest {

    private static final DriverLife LIFE = new DriverLife("greedy", 1);
    private static final String OLD = "greedy-00001";
    private static final String NEW = "greedy-00002";
    private static final Duration IDLE = Duration.ofSeconds(5);

    private Instant now = Instant.EPOCH;
    private final Court court = new Court(() -> now);
    private final Fairness fairness = new Fairness(court);
    private Optional<Instant> silent = Optional.empty();
    private Optional<Instant> unanswered = Optional.empty();
    private final EndsToldInTime inTime = new EndsToldInTime(
            court,
            fairness,
            () -> Optional.of(Instant.EPOCH),
            new EventFlow() {
                @Override
                public Optional<Instant> silentSince() {
                    return silent;
                }

                @Override
                public Optional<Instant> unansweredSince() {
                    return unanswered;
                }

                @Override
                public Instant answersSince() {
                    return Instant.EPOCH;
                }
            },
            () -> Map.of("greedy", new TreeSet<>(List.of(OLD, NEW))),
            IDLE);
    private final DeletedWhenTold deleted = new DeletedWhenTold(court);

    private static String arn(String id) {
        return "arn:aws:ecs:us-east-1:123456789012:task/default/" + id;
    }

    private static Task task(String id, String status) {
        return Task.builder()
                .taskArn(arn(id))
                .lastStatus(status)
                .overrides(task -> task.containerOverrides(List.of(ContainerOverride.builder()
                        .environment(KeyValuePair.builder()
                                .name("ISTHMUS_TASK_ID")
                                .value(id)
                                .build())
                        .build())))
                .build();
    }

    private static TaskStatus update(String id, TaskState state) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(id))
                .setState(state)
                .setUuid(ByteString.copyFromUtf8("u"))
                .build();
    }

    private Optional<String> ruleBrokenAt(long second) {
        now = Instant.EPOCH.plusSeconds(second);
        inTime.stepped();
        return court.verdict().map(BrokenLaw::rule);
    }

    private void isUp() {
        fairness.began(LIFE);
        fairness.registered(LIFE, "f");
    }

    private void endsAt(long second) {
        now = Instant.EPOCH.plusSeconds(second);
        inTime.taskChanged(task(OLD, "STOPPED"));
    }

    @Test
    void required_WD33_an_end_that_is_not_told_while_events_come_is_found() {
        isUp();
        endsAt(300);
        assertThat(ruleBrokenAt(310)).isEmpty();
        assertThat(ruleBrokenAt(313)).contains("R-WD-33");
    }

    @Test
    void required_WD33_an_end_that_is_told_is_none() {
        isUp();
        endsAt(300);
        inTime.told(LIFE, update(OLD, TaskState.TASK_FINISHED));
        assertThat(ruleBrokenAt(400)).isEmpty();
    }

    @Test
    void required_WD33_an_end_waits_for_the_acknowledgement_of_what_was_told_before() {
        isUp();
        inTime.told(LIFE, update(OLD, TaskState.TASK_RUNNING));
        endsAt(300);
        inTime.acknowledged(
                LIFE,
                update(OLD, TaskState.TASK_STARTING).toBuilder()
                        .setUuid(ByteString.copyFromUtf8("earlier"))
                        .build());
        assertThat(ruleBrokenAt(400)).isEmpty();
        inTime.acknowledged(LIFE, update(OLD, TaskState.TASK_RUNNING));
        assertThat(ruleBrokenAt(410)).isEmpty();
        assertThat(ruleBrokenAt(413)).contains("R-WD-33");
    }

    @Test
    void required_WD33_a_driver_that_has_just_begun_need_not_have_heard() {
        endsAt(1);
        now = Instant.EPOCH.plusSeconds(100);
        isUp();
        assertThat(ruleBrokenAt(260)).isEmpty();
        assertThat(ruleBrokenAt(263)).isPresent();
    }

    @Test
    void required_WD33_a_queue_that_does_not_answer_is_noticed() {
        isUp();
        unanswered = Optional.of(Instant.EPOCH.plusSeconds(290));
        endsAt(300);
        assertThat(ruleBrokenAt(420)).isEmpty();
        assertThat(ruleBrokenAt(423)).contains("R-WD-33");
    }

    @Test
    void required_WD33_silence_is_noticed_by_a_task_that_has_begun_in_it() {
        isUp();
        silent = Optional.of(Instant.EPOCH.plusSeconds(200));
        now = Instant.EPOCH.plusSeconds(210);
        inTime.taskChanged(task(NEW, "RUNNING"));
        inTime.told(LIFE, update(NEW, TaskState.TASK_RUNNING));
        endsAt(300);
        assertThat(ruleBrokenAt(600)).isEmpty();
        assertThat(ruleBrokenAt(603)).contains("R-WD-33");
    }

    @Test
    void required_WD33_silence_need_not_be_noticed_where_nothing_begins() {
        isUp();
        inTime.taskChanged(task(NEW, "RUNNING"));
        silent = Optional.of(Instant.EPOCH.plusSeconds(200));
        now = Instant.EPOCH.plusSeconds(210);
        inTime.told(LIFE, update(NEW, TaskState.TASK_RUNNING));
        endsAt(300);
        assertThat(ruleBrokenAt(2_000)).isEmpty();
    }

    private Optional<BrokenLaw> deletedAfter(Duration since) {
        deleted.taskChanged(task(OLD, "STOPPED"));
        now = now.plus(since);
        deleted.endDeleted(LIFE, arn(OLD));
        return court.verdict();
    }

    @Test
    void required_WD34_the_event_of_a_forgotten_end_that_is_deleted_untold_is_found() {
        assertThat(deletedAfter(Duration.ofMinutes(61)))
                .hasValueSatisfying(broken -> assertThat(broken.rule()).isEqualTo("R-WD-34"));
    }

    @Test
    void required_WD34_an_event_may_be_deleted_while_ECS_shows_the_end_or_when_that_was_told() {
        assertThat(deletedAfter(Duration.ofMinutes(59))).isEmpty();
        deleted.told(LIFE, update(OLD, TaskState.TASK_FINISHED));
        assertThat(deletedAfter(Duration.ofMinutes(61))).isEmpty();
    }

    @Test
    void required_WD34_it_may_be_of_a_task_of_another_framework() {
        deleted.taskChanged(task(OLD, "STOPPED"));
        now = now.plus(Duration.ofHours(2));
        deleted.endDeleted(new DriverLife("spark", 1), arn(OLD));
        assertThat(court.verdict()).isEmpty();
    }
}
