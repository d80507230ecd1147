package dev.isthmus.master.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.RegisteredFramework;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ToldHistory;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.translation.SchedulerEvents;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The history of a master has what its streams carried, each for the framework that is subscribed on it. */
class StreamsToldTest {

    private final ToldHistory history =
            new ToldHistory(MasterInfo.getDefaultInstance(), "c", Instant.ofEpochSecond(1000));
    private final StreamsTold streams = new StreamsTold(history);

    private static FrameworkInfo info(String id, String name) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder().setUser("u").setName(name);
        info.getIdBuilder().setValue(id);
        return info.build();
    }

    private void act(String framework, FrameworkAction action) {
        streams.see(Instant.ofEpochSecond(1001), new SubscriptionOutput.Act(framework, action));
    }

    private void serve(String framework, String stream) {
        act(
                framework,
                new FrameworkAction.Serve(
                        stream, info(framework, "n"), true, List.of(), OfferConstraints.getDefaultInstance()));
    }

    private void tell(String stream, String task, TaskState state) {
        TaskStatus.Builder status = TaskStatus.newBuilder().setState(state).setTimestamp(10);
        status.getTaskIdBuilder().setValue(task);
        status.getSlaveIdBuilder().setValue("a1");
        streams.see(
                Instant.ofEpochSecond(1001),
                new SubscriptionOutput.Send(stream, MediaType.JSON, SchedulerEvents.update(status.build())));
    }

    private MasterSnapshot snapshot(String... frameworks) {
        return history.look(
                        List.of(frameworks).stream()
                                .map(id -> new RegisteredFramework(info(id, "n"), true))
                                .toList(),
                        MasterView.NOTHING)
                .snapshot();
    }

    private static List<String> completed(ShownFramework framework) {
        return framework.completed().stream().map(task -> task.info().getName()).toList();
    }

    @Test
    void what_is_told_on_a_stream_is_told_to_its_framework() {
        serve("f", "s1");
        serve("g", "s2");
        tell("s2", "t", TaskState.TASK_RUNNING);
        tell("s2", "t", TaskState.TASK_FINISHED);
        tell("nobody's", "u", TaskState.TASK_RUNNING);
        assertThat(snapshot("f", "g").frameworks())
                .extracting(StreamsToldTest::completed)
                .containsExactly(List.of(), List.of("t"));
    }

    @Test
    void a_stream_that_has_ended_tells_nobody() {
        serve("f", "s1");
        streams.see(Instant.ofEpochSecond(1001), new SubscriptionOutput.End("s1"));
        tell("s1", "t", TaskState.TASK_RUNNING);
        tell("s1", "t", TaskState.TASK_FINISHED);
        assertThat(completed(snapshot("f").frameworks().get(0))).isEmpty();
    }

    @Test
    void a_call_changes_what_is_known_of_its_framework() {
        serve("f", "s1");
        act(
                "f",
                new FrameworkAction.Make(new Call.UpdateFramework(
                        info("f", "renamed"), List.of(), OfferConstraints.getDefaultInstance())));
        assertThat(history.framework("f"))
                .hasValueSatisfying(
                        framework -> assertThat(framework.info().getName()).isEqualTo("renamed"));
    }

    @Test
    void one_that_comes_after_a_removal_is_another_than_the_one_before() {
        serve("f", "s1");
        act("f", new FrameworkAction.Remove());
        serve("f", "s2");
        tell("s1", "t", TaskState.TASK_RUNNING);
        tell("s1", "t", TaskState.TASK_FINISHED);
        assertThat(completed(snapshot("f").frameworks().get(0)))
                .as("on the old stream")
                .isEmpty();
        assertThat(snapshot("f").completed())
                .singleElement()
                .satisfies(removed -> assertThat(removed.unregistered()).isEqualTo(1001));
    }
}
