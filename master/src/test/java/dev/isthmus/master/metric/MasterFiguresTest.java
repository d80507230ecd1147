package dev.isthmus.master.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.metric.MetricSample;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.serving.ServingInput;
import dev.isthmus.master.serving.ServingOutput;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted of a master's steps. */
class MasterFiguresTest {

    private static final FrameworkId FRAMEWORK = new FrameworkId("f");

    private final MasterFigures figures = new MasterFigures(List::of);
    private Instant now = Instant.EPOCH;

    private void see(ServingOutput... outputs) {
        figures.see(now, new ServingInput.Tick(), List.of(outputs));
    }

    private static ServingOutput act(FrameworkAction action) {
        return new ServingOutput.OfSubscription(new SubscriptionOutput.Act("f", action));
    }

    private static TaskStatus status(String task, TaskState state) {
        TaskStatus.Builder status =
                TaskStatus.newBuilder().setState(state).setUuid(ByteString.copyFromUtf8(task + state));
        status.getTaskIdBuilder().setValue(task);
        return status.build();
    }

    private static ServingOutput told(TaskStatus status) {
        Event.Builder event = Event.newBuilder().setType(Event.Type.UPDATE);
        event.getUpdateBuilder().setStatus(status);
        return new ServingOutput.OfSubscription(new SubscriptionOutput.Send("s", MediaType.JSON, event.build()));
    }

    private static ServingOutput added(String task) {
        return added(task, false);
    }

    private static ServingOutput added(String task, boolean ofEarlierProcess) {
        return new ServingOutput.Changed(new ClusterChange.TaskAdded(
                FRAMEWORK,
                new TaskId(task),
                new AgentId("a"),
                "*",
                ResourcesByReservation.of(Resources.none(Dialect.MESOS)),
                ofEarlierProcess));
    }

    private static ServingOutput updated(TaskStatus status) {
        return new ServingOutput.Changed(new ClusterChange.TaskUpdated(FRAMEWORK, status));
    }

    private static ServingOutput serve() {
        return act(new FrameworkAction.Serve(
                "s", FrameworkInfo.getDefaultInstance(), true, List.of(), OfferConstraints.getDefaultInstance()));
    }

    private double figure(String name, Map<String, String> labels) {
        return figures.families().stream()
                .filter(family -> name.startsWith(family.name()))
                .flatMap(family -> family.samples().stream()
                        .filter(sample -> name.equals(family.name() + sample.suffix())
                                && sample.labels().equals(labels)))
                .mapToDouble(MetricSample::value)
                .findFirst()
                .orElse(0);
    }

    private double figure(String name) {
        return figure(name, Map.of());
    }

    @Test
    void a_launch_is_timed_until_the_task_runs_for_the_first_time() {
        see(added("t"));
        now = now.plusSeconds(4);
        see(updated(status("t", TaskState.TASK_STARTING)), updated(status("t", TaskState.TASK_RUNNING)));
        now = now.plusSeconds(60);
        // Its health.
        see(updated(status("t", TaskState.TASK_RUNNING)));
        assertThat(figure("isthmus_master_launch_seconds_count")).isEqualTo(1);
        assertThat(figure("isthmus_master_launch_seconds_sum")).isEqualTo(4);
        assertThat(figure("isthmus_master_launch_seconds_bucket", Map.of("le", "3.0")))
                .isZero();
        assertThat(figure("isthmus_master_launch_seconds_bucket", Map.of("le", "5.0")))
                .isEqualTo(1);
    }

    @Test
    void steps_are_timed_by_what_they_are_taken_for() {
        ServingInput kill = new ServingInput.Killed(1, FRAMEWORK, "t");
        figures.took(kill, Duration.ofMillis(2));
        figures.took(kill, Duration.ofMillis(40));
        figures.took(new ServingInput.Tick(), Duration.ofSeconds(3));
        assertThat(figure("isthmus_master_step_seconds_count", Map.of("cause", "kill")))
                .isEqualTo(2);
        assertThat(figure("isthmus_master_step_seconds_sum", Map.of("cause", "kill")))
                .isEqualTo(0.042);
        assertThat(figure("isthmus_master_step_seconds_bucket", Map.of("cause", "kill", "le", "0.005")))
                .isEqualTo(1);
        assertThat(figure("isthmus_master_step_seconds_sum", Map.of("cause", "time")))
                .isEqualTo(3);
        assertThat(figure("isthmus_master_step_seconds_count", Map.of("cause", "call")))
                .isZero();
    }

    @Test
    void a_launch_that_fails_is_no_time() {
        see(added("t"), updated(status("t", TaskState.TASK_FAILED)), updated(status("t", TaskState.TASK_RUNNING)));
        assertThat(figure("isthmus_master_launch_seconds_count")).isZero();
        assertThat(figure("isthmus_master_task_updates_total", Map.of("state", "TASK_FAILED", "reason", "")))
                .isEqualTo(1);
    }

    @Test
    void a_task_that_an_earlier_master_launched_is_no_launch() {
        see(added("t", true));
        now = now.plusSeconds(4);
        see(updated(status("t", TaskState.TASK_RUNNING)));
        assertThat(figure("isthmus_master_launch_seconds_count")).isZero();
        Map<String, String> staging = Map.of("state", "TASK_STAGING", "reason", "");
        assertThat(figure("isthmus_master_task_updates_total", staging)).isZero();
        see(added("u"));
        assertThat(figure("isthmus_master_task_updates_total", staging)).isEqualTo(1);
    }

    @Test
    void an_update_waits_from_when_it_was_told_first_until_it_is_acknowledged() {
        TaskStatus first = status("t", TaskState.TASK_STARTING);
        see(serve(), told(first));
        now = now.plusSeconds(10);
        see(told(first), told(status("u", TaskState.TASK_STARTING)));
        now = now.plusSeconds(5);
        see();
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(2);
        assertThat(figure("isthmus_master_oldest_unacknowledged_update_seconds"))
                .isEqualTo(15);
        see(act(new FrameworkAction.Make(new Call.Acknowledge(first))));
        assertThat(figure("isthmus_master_oldest_unacknowledged_update_seconds"))
                .isEqualTo(5);
        see(act(new FrameworkAction.Remove()));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isZero();
        assertThat(figure("isthmus_master_oldest_unacknowledged_update_seconds"))
                .isZero();
        assertThat(figure("isthmus_master_events_total", Map.of("type", "UPDATE")))
                .isEqualTo(3);
    }

    @Test
    void what_a_framework_was_told_that_went_elsewhere_waits_no_more() {
        see(serve(), told(status("t", TaskState.TASK_STARTING)));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(1);
        see(new ServingOutput.Forget(FRAMEWORK));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isZero();
    }

    @Test
    void an_update_that_was_dropped_waits_no_more() {
        TaskStatus lost =
                status("t", TaskState.TASK_LOST).toBuilder().clearUuid().build();
        see(updated(lost));
        see(serve(), told(status("t", TaskState.TASK_STARTING)), told(status("u", TaskState.TASK_STARTING)));
        // An answer to a question.
        see(told(lost));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(2);
        see(updated(lost), told(lost));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(1);
    }

    @Test
    void an_update_that_is_held_while_its_agent_is_away_waits_from_when_it_is_told_again() {
        TaskStatus starting = status("t", TaskState.TASK_STARTING);
        see(serve(), told(starting));
        now = now.plusSeconds(700);
        TaskStatus away =
                status("t", TaskState.TASK_UNREACHABLE).toBuilder().clearUuid().build();
        see(updated(away), told(away));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isZero();
        TaskStatus back = starting.toBuilder().clearUuid().build();
        see(updated(back), told(back), told(starting));
        now = now.plusSeconds(5);
        see();
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(1);
        assertThat(figure("isthmus_master_oldest_unacknowledged_update_seconds"))
                .isEqualTo(5);
    }

    @Test
    void an_update_takes_the_place_of_that_of_an_earlier_task_of_the_same_id() {
        see(serve(), told(status("t", TaskState.TASK_FINISHED)));
        now = now.plusSeconds(10);
        TaskStatus second = status("t", TaskState.TASK_STARTING);
        see(told(second));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isEqualTo(1);
        now = now.plusSeconds(5);
        see(act(new FrameworkAction.Make(new Call.Acknowledge(status("t", TaskState.TASK_FINISHED)))));
        assertThat(figure("isthmus_master_oldest_unacknowledged_update_seconds"))
                .isEqualTo(5);
        see(act(new FrameworkAction.Make(new Call.Acknowledge(second))));
        assertThat(figure("isthmus_master_unacknowledged_updates")).isZero();
    }

    @Test
    void defects_are_counted_by_where_they_are_met_from_zero_on() {
        assertThat(defects()).containsExactly("master 0", "output 0", "step 0");
        see(new ServingOutput.Defect("the machine failed", new IllegalStateException()));
        figures.outputFailed();
        figures.outputFailed();
        figures.masterFailed();
        assertThat(defects()).containsExactly("master 1", "output 2", "step 1");
    }

    private List<String> defects() {
        return figures.families().stream()
                .filter(family -> family.name().equals("isthmus_master_defects_total"))
                .flatMap(family -> family.samples().stream())
                .map(sample -> sample.labels().get("where") + " " + (long) sample.value())
                .toList();
    }

    @Test
    void what_is_measured_elsewhere_is_shown_too() {
        MetricFamily other = MetricFamily.of("isthmus_other", MetricFamily.Kind.GAUGE, "O.", 1);
        assertThat(new MasterFigures(() -> List.of(other)).families()).contains(other);
    }
}
