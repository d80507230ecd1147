package dev.isthmus.master.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.master.http.MediaType;
import dev.isthmus.master.subscription.FrameworkAction;
import dev.isthmus.master.subscription.SubscriptionOutput;
import dev.isthmus.master.translation.SchedulerEvents;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.Event;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ToldViewTest {

    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a1").build();

    private final ToldView view = new ToldView(MasterInfo.getDefaultInstance(), "c", Instant.ofEpochSecond(1000));

    @BeforeEach
    void serve() {
        serve("f", "s1");
    }

    @Test
    void a_framework_is_connected_until_it_leaves_and_completed_when_it_is_removed() {
        assertThat(framework().isConnected()).isTrue();
        offer("f", "s1", "o", 2);
        act("f", new FrameworkAction.Leave());
        assertThat(framework().isConnected()).isFalse();
        assertThat(framework().offers()).isEmpty();
        act("f", new FrameworkAction.Remove());
        assertThat(view.snapshot().frameworks()).isEmpty();
        assertThat(view.snapshot().completed())
                .singleElement()
                .satisfies(removed -> assertThat(removed.unregistered()).isEqualTo(1001));
    }

    @Test
    void fact_47_what_a_framework_changes_of_itself_is_shown() {
        FrameworkInfo changed =
                framework().info().toBuilder().setName("renamed").addRoles("r2").build();
        act(
                "f",
                new FrameworkAction.Make(
                        new Call.UpdateFramework(changed, List.of(), OfferConstraints.getDefaultInstance())));
        assertThat(framework().info()).isEqualTo(changed);
    }

    @Test
    void when_nobody_is_left_to_be_told_of_agents_only_those_with_tasks_are_known() {
        serve("g", "s2");
        offer("f", "s1", "o", 2);
        act("f", new FrameworkAction.Leave());
        assertThat(view.snapshot().agents()).as("the other one would be told").hasSize(1);
        update("t", TaskState.TASK_RUNNING);
        act("g", new FrameworkAction.Leave());
        assertThat(view.snapshot().agents()).as("its task is there").hasSize(1);
        act("f", new FrameworkAction.Remove());
        assertThat(view.snapshot().agents()).isEmpty();
    }

    @Test
    void fact_92_no_offer_is_shown_of_an_agent_that_is_not() {
        serve("g", "s2");
        offer("g", "s2", "o", 2);
        see(send(
                "s1",
                Event.newBuilder()
                        .setType(Event.Type.FAILURE)
                        .setFailure(Event.Failure.newBuilder().setSlaveId(AGENT))
                        .build()));
        assertThat(view.snapshot().agents()).isEmpty();
        assertThat(view.snapshot().frameworks())
                .hasSize(2)
                .allSatisfy(framework -> assertThat(framework.offers()).isEmpty());
    }

    @Test
    void an_offer_is_there_until_it_is_used_or_rescinded_and_none_outlives_its_stream() {
        offer("f", "s1", "o1", 2);
        offer("f", "s1", "o2", 2);
        see(send(
                "s1",
                SchedulerEvents.rescind(OfferID.newBuilder().setValue("o1").build())));
        assertThat(framework().offers())
                .singleElement()
                .satisfies(left -> assertThat(left.getId().getValue()).isEqualTo("o2"));
        serve("f", "s2");
        assertThat(framework().offers()).isEmpty();
    }

    @Test
    void a_task_is_known_from_its_launch_to_its_end() {
        offer("f", "s1", "o", 2);
        act("f", new FrameworkAction.Make(new Call.Accept(List.of("o"), List.of(launch("t")), 5)));
        assertThat(framework().offers()).isEmpty();
        assertThat(framework().tasks()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_STAGING);
            assertThat(task.role()).isEqualTo("r");
        });
        update("t", TaskState.TASK_RUNNING);
        update("t", TaskState.TASK_RUNNING);
        assertThat(framework().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.statuses())
                        .as("told twice is one state")
                        .hasSize(1));
        update("t", TaskState.TASK_FINISHED);
        update("t", TaskState.TASK_FINISHED);
        assertThat(framework().tasks()).isEmpty();
        assertThat(framework().completed()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_FINISHED);
            assertThat(task.statuses()).hasSize(2);
        });
    }

    @Test
    void a_task_of_an_earlier_master_is_known_from_what_is_told_of_it() {
        update("old", TaskState.TASK_RUNNING);
        assertThat(framework().tasks()).singleElement().satisfies(task -> {
            assertThat(task.info().getTaskId().getValue()).isEqualTo("old");
            assertThat(task.info().getSlaveId()).isEqualTo(AGENT);
        });
    }

    @Test
    void another_health_in_the_same_state_is_seen() {
        update("t", TaskState.TASK_RUNNING);
        see(send(
                "s1",
                SchedulerEvents.update(TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue("t"))
                        .setSlaveId(AGENT)
                        .setState(TaskState.TASK_RUNNING)
                        .setHealthy(false)
                        .build())));
        assertThat(framework().tasks().get(0).statuses())
                .singleElement()
                .satisfies(status ->
                        assertThat(status.hasHealthy() && !status.getHealthy()).isTrue());
    }

    @Test
    void an_answer_about_a_task_that_nobody_has_makes_none() {
        update("t", TaskState.TASK_UNKNOWN);
        update("t", TaskState.TASK_LOST);
        assertThat(framework().tasks()).isEmpty();
        assertThat(framework().completed()).isEmpty();
    }

    @Test
    void fact_48_the_tasks_of_a_framework_that_is_removed_are_shown_as_killed() {
        update("t", TaskState.TASK_RUNNING);
        act("f", new FrameworkAction.Remove());
        ShownFramework removed = view.snapshot().completed().get(0);
        assertThat(removed.tasks()).isEmpty();
        assertThat(removed.completed()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(task.statuses().get(1).getReason()).isEqualTo(TaskStatus.Reason.REASON_FRAMEWORK_REMOVED);
            assertThat(task.statuses().get(1).getMessage()).isEqualTo("Framework f removed");
        });
    }

    @Test
    void an_agent_has_what_is_offered_of_it_and_what_is_used() {
        offer("f", "s1", "o", 2);
        assertThat(cpus()).isEqualTo(2.0);
        act("f", new FrameworkAction.Make(new Call.Accept(List.of("o"), List.of(launch("t")), 5)));
        assertThat(cpus()).isEqualTo(2.0);
        offer("f", "s1", "o2", 1.5);
        assertThat(cpus()).isEqualTo(2.0);
        update("t", TaskState.TASK_FINISHED);
        assertThat(cpus()).isEqualTo(2.0);
        offer("f", "s1", "o3", 0.5);
        assertThat(cpus()).isEqualTo(2.0);
        see(send(
                "s1",
                Event.newBuilder()
                        .setType(Event.Type.FAILURE)
                        .setFailure(Event.Failure.newBuilder().setSlaveId(AGENT))
                        .build()));
        assertThat(view.snapshot().agents()).isEmpty();
    }

    private Object cpus() {
        return ResourceTotals.of(view.snapshot().agents().get(0).total()).get("cpus");
    }

    private ShownFramework framework() {
        return view.snapshot().frameworks().get(0);
    }

    private void serve(String framework, String stream) {
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("u")
                .setName("n")
                .setId(FrameworkID.newBuilder().setValue(framework))
                .build();
        act(framework, new FrameworkAction.Serve(stream, info, true, List.of(), OfferConstraints.getDefaultInstance()));
    }

    private void act(String framework, FrameworkAction action) {
        see(new SubscriptionOutput.Act(framework, action));
    }

    private void offer(String framework, String stream, String id, double cpus) {
        Offer offer = Offer.newBuilder()
                .setId(OfferID.newBuilder().setValue(id))
                .setFrameworkId(FrameworkID.newBuilder().setValue(framework))
                .setSlaveId(AGENT)
                .setHostname("h")
                .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole("r"))
                .addResources(cpus(cpus))
                .build();
        see(send(
                stream,
                Event.newBuilder()
                        .setType(Event.Type.OFFERS)
                        .setOffers(Event.Offers.newBuilder().addOffers(offer))
                        .build()));
    }

    private void update(String task, TaskState state) {
        see(send(
                "s1",
                SchedulerEvents.update(TaskStatus.newBuilder()
                        .setTaskId(TaskID.newBuilder().setValue(task))
                        .setSlaveId(AGENT)
                        .setState(state)
                        .build())));
    }

    private static Offer.Operation launch(String task) {
        TaskInfo info = TaskInfo.newBuilder()
                .setName(task)
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(AGENT)
                .addResources(cpus(0.5))
                .build();
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(info))
                .build();
    }

    private static Resource cpus(double value) {
        return Resource.newBuilder()
                .setName("cpus")
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    private static SubscriptionOutput send(String stream, Event event) {
        return new SubscriptionOutput.Send(stream, MediaType.JSON, event);
    }

    private void see(SubscriptionOutput output) {
        view.see(Instant.ofEpochSecond(1001), List.of(output));
    }
}
