package dev.isthmus.master.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.operator.OperatorPages;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.protobuf.ByteString;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is shown is what the machine holds; what it does not keep is what was told. */
class MasterLookTest {

    private static final SlaveID AGENT = SlaveID.newBuilder().setValue("a1").build();

    private final ToldHistory history =
            new ToldHistory(MasterInfo.getDefaultInstance(), "c", Instant.ofEpochSecond(1000));
    private final List<MasterView.OfAgent> agents = new ArrayList<>();
    private final List<OutstandingOffer> offers = new ArrayList<>();
    private final List<MasterView.OfTask> tasks = new ArrayList<>();
    private OfferConstraints constraints = OfferConstraints.getDefaultInstance();
    private final List<RegisteredFramework> registered = new ArrayList<>();

    @BeforeEach
    void serve() {
        serve("f");
    }

    @Test
    void an_agent_is_shown_as_the_machine_has_it_and_one_that_is_lost_is_counted() {
        agents.add(agent("a1", Optional.empty()));
        agents.add(agent("a2", Optional.of(Instant.EPOCH)));
        MasterSnapshot shown = snapshot();
        assertThat(shown.unreachable()).isEqualTo(1);
        assertThat(shown.agents()).singleElement().satisfies(agent -> {
            assertThat(agent.id()).isEqualTo("a1");
            assertThat(agent.registered()).isEqualTo(900);
            assertThat(agent.total()).isEqualTo(mesos("cpus:4"));
            assertThat(agent.used()).isEqualTo(mesos("cpus:1"));
            assertThat(agent.offered()).isEqualTo(mesos("cpus:2"));
            assertThat(agent.reserved()).containsExactly(Map.entry("r", mesos("cpus:0.5")));
            assertThat(agent.unreserved()).isEqualTo(mesos("cpus:3.5"));
            assertThat(agent.attributes()).containsEntry("rack", "r1");
        });
        agents.clear();
        assertThat(snapshot().agents()).as("gone").isEmpty();
    }

    @Test
    void a_master_can_be_shown_under_another_name_with_all_that_it_holds() {
        agents.add(agent("a1", Optional.empty()));
        MasterInfo other = MasterInfo.newBuilder()
                .setId("m")
                .setIp(1)
                .setPort(80)
                .setHostname("h")
                .build();
        MasterLook look = history.look(registered, new MasterView(agents, List.of(), offers, Optional.empty()));
        assertThat(look.of(new MasterIdentity(other, "d", 7)).snapshot())
                .isEqualTo(new MasterSnapshot(
                        other,
                        "d",
                        7,
                        look.snapshot().agents(),
                        0,
                        look.snapshot().frameworks(),
                        List.of()));
    }

    @Test
    void fact_78_fact_92_a_framework_has_the_offers_that_are_out_of_agents_that_are_shown() {
        agents.add(agent("a1", Optional.empty()));
        agents.add(agent("a2", Optional.of(Instant.EPOCH)));
        offers.add(new OutstandingOffer(
                "q", new FrameworkId("f"), new AgentId("a2"), "r", ResourcesByReservation.of(mesos("cpus:2"))));
        offers.add(new OutstandingOffer(
                "o", new FrameworkId("f"), new AgentId("a1"), "r", ResourcesByReservation.of(mesos("cpus:2"))));
        offers.add(new OutstandingOffer(
                "p", new FrameworkId("g"), new AgentId("a1"), "r", ResourcesByReservation.of(mesos("cpus:2"))));
        assertThat(framework().offers()).singleElement().satisfies(offer -> {
            assertThat(offer.id()).isEqualTo("o");
            assertThat(offer.resources()).isEqualTo(mesos("cpus:2"));
        });
    }

    @Test
    void fact_47_a_framework_is_shown_as_it_is_registered_and_one_that_was_removed_is_completed() {
        FrameworkInfo changed =
                info("f").toBuilder().setName("renamed").addRoles("r2").build();
        registered.set(0, new RegisteredFramework(changed, false));
        history.called("f", new Call.UpdateFramework(changed, List.of(), OfferConstraints.getDefaultInstance()));
        assertThat(framework().info()).isEqualTo(changed);
        assertThat(framework().isConnected()).isFalse();
        history.removed(Instant.ofEpochSecond(1001), "f");
        registered.clear();
        assertThat(snapshot().frameworks()).isEmpty();
        assertThat(snapshot().completed()).singleElement().satisfies(removed -> {
            assertThat(removed.unregistered()).isEqualTo(1001);
            assertThat(removed.info()).isEqualTo(changed);
        });
    }

    @Test
    void one_that_was_left_to_a_driver_of_its_own_is_shown_no_more() {
        registered.clear();
        assertThat(snapshot().frameworks()).isEmpty();
        registered.add(new RegisteredFramework(info("f"), true));
        assertThat(framework().registered()).as("it is another time").isEqualTo(1000);
    }

    @Test
    void a_task_is_shown_from_its_launch_to_its_end_as_it_was_asked_for() {
        history.called("f", new Call.Accept(List.of("o"), List.of(launch("t")), 5));
        assertThat(framework().tasks()).as("the machine has refused it").isEmpty();
        history.called("f", new Call.Accept(List.of("o"), List.of(launch("t")), 5));
        tasks.add(task("t", false, Optional.empty()));
        assertThat(framework().tasks()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_STAGING);
            assertThat(task.role()).isEqualTo("r");
            assertThat(task.info().hasLabels()).isTrue();
        });
        TaskStatus running = told(status("t", TaskState.TASK_RUNNING, 10));
        told(running);
        tasks.set(0, task("t", false, Optional.of(running)));
        assertThat(framework().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.statuses())
                        .as("told twice is one state")
                        .containsExactly(running));
        TaskStatus finished = told(status("t", TaskState.TASK_FINISHED, 11));
        tasks.set(0, task("t", true, Optional.of(finished)));
        assertThat(framework().tasks()).isEmpty();
        assertThat(framework().completed())
                .singleElement()
                .satisfies(task -> assertThat(task.statuses()).containsExactly(running, finished));
        tasks.clear();
        assertThat(framework().completed()).as("acknowledged").hasSize(1);
    }

    @Test
    void fact_79_a_task_that_has_ended_before_anybody_looked_has_the_role_of_its_framework() {
        history.called("f", new Call.Accept(List.of("o"), List.of(launch("t")), 5));
        told(status("t", TaskState.TASK_RUNNING, 10));
        told(status("t", TaskState.TASK_FINISHED, 11));
        assertThat(framework().completed())
                .singleElement()
                .satisfies(task -> assertThat(task.role()).isEqualTo("*"));
    }

    @Test
    void an_end_that_was_not_told_yet_is_shown() {
        told(status("t", TaskState.TASK_RUNNING, 10));
        tasks.add(task("t", true, Optional.of(status("t", TaskState.TASK_FAILED, 11))));
        assertThat(framework().tasks()).isEmpty();
        assertThat(framework().completed()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_FAILED);
            assertThat(task.statuses()).hasSize(2);
        });
    }

    @Test
    void a_task_of_an_earlier_master_has_what_the_machine_knows_of_it() {
        tasks.add(task("old", false, Optional.of(status("old", TaskState.TASK_RUNNING, 10))));
        assertThat(framework().tasks()).singleElement().satisfies(task -> {
            assertThat(task.info().getTaskId().getValue()).isEqualTo("old");
            assertThat(task.info().getSlaveId()).isEqualTo(AGENT);
            assertThat(task.state()).isEqualTo(TaskState.TASK_RUNNING);
            assertThat(task.info().getResourcesList()).anySatisfy(resource -> {
                assertThat(resource.getName()).isEqualTo("cpus");
                assertThat(resource.getScalar().getValue()).isEqualTo(0.5);
            });
        });
    }

    @Test
    void what_was_told_of_it_last_counts_over_what_was_told_before() {
        TaskStatus running = told(status("t", TaskState.TASK_RUNNING, 10));
        tasks.add(task("t", false, Optional.of(running)));
        TaskStatus unreachable = told(status("t", TaskState.TASK_UNREACHABLE, 11));
        assertThat(framework().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.statuses()).containsExactly(running, unreachable));
        TaskStatus sick = told(status("t", TaskState.TASK_UNREACHABLE, 12).toBuilder()
                .setHealthy(false)
                .build());
        assertThat(framework().tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.statuses()).containsExactly(running, sick));
    }

    @Test
    void an_answer_about_a_task_that_nobody_has_makes_none() {
        told(status("t", TaskState.TASK_UNKNOWN, 10));
        told(status("t", TaskState.TASK_LOST, 10));
        assertThat(framework().tasks()).isEmpty();
        assertThat(framework().completed()).isEmpty();
    }

    @Test
    void fact_48_the_tasks_of_a_framework_that_is_removed_are_shown_as_killed() {
        told(status("t", TaskState.TASK_RUNNING, 10));
        history.removed(Instant.ofEpochSecond(1001), "f");
        registered.clear();
        ShownFramework removed = snapshot().completed().get(0);
        assertThat(removed.tasks()).isEmpty();
        assertThat(removed.completed()).singleElement().satisfies(task -> {
            assertThat(task.state()).isEqualTo(TaskState.TASK_KILLED);
            assertThat(task.statuses().get(1).getReason()).isEqualTo(TaskStatus.Reason.REASON_FRAMEWORK_REMOVED);
            assertThat(task.statuses().get(1).getMessage()).isEqualTo("Framework f removed");
        });
    }

    /** Mesos keeps 1,000 of each, whatever that comes to. */
    @Test
    void of_many_frameworks_fewer_tasks_that_have_ended_are_kept() {
        for (int i = 0; i < 600; i++) {
            told(status("t" + i, TaskState.TASK_RUNNING, i));
            told(status("t" + i, TaskState.TASK_FINISHED, i));
        }
        assertThat(framework().completed()).hasSize(600);
        for (int i = 1; i < 100; i++) {
            serve("f" + i);
        }
        told(status("last", TaskState.TASK_RUNNING, 1000));
        told(status("last", TaskState.TASK_FINISHED, 1000));
        assertThat(framework().completed())
                .hasSize(500)
                .last()
                .satisfies(task -> assertThat(task.info().getName()).isEqualTo("last"));
    }

    private Object finished() {
        return OperatorPages.metrics(snapshot(), List.of(), 2000).get("master/tasks_finished");
    }

    @Test
    void fact_94_ends_are_counted_that_are_not_shown_any_more() {
        for (int i = 0; i < 1100; i++) {
            told(status("t" + i, TaskState.TASK_RUNNING, i));
            told(status("t" + i, TaskState.TASK_FINISHED, i));
        }
        assertThat(framework().completed()).hasSize(1000);
        assertThat(finished()).as("of those that Mesos forgets too").isEqualTo(1100.0);
        history.removed(Instant.ofEpochSecond(1001), "f");
        registered.clear();
        for (int i = 0; i < 50; i++) {
            serve("g" + i);
            history.removed(Instant.ofEpochSecond(1001), "g" + i);
        }
        registered.clear();
        assertThat(snapshot().completed()).hasSize(50);
        assertThat(finished()).as("of a framework that is forgotten").isEqualTo(1100.0);
    }

    @Test
    void fact_94_ends_are_counted_of_a_framework_that_is_left_to_a_driver_of_its_own() {
        told(status("t", TaskState.TASK_RUNNING, 1));
        told(status("t", TaskState.TASK_FINISHED, 1));
        registered.clear();
        assertThat(snapshot().completed()).isEmpty();
        assertThat(finished()).as("from the next look on").isEqualTo(1.0);
    }

    @Test
    void fact_78_a_framework_is_shown_with_the_constraints_that_it_has_now() {
        registered.add(new RegisteredFramework(info("f"), true));
        assertThat(framework().constraints().getRoleConstraintsCount()).isZero();
        constraints = OfferConstraints.newBuilder()
                .putRoleConstraints("r", OfferConstraints.RoleConstraints.getDefaultInstance())
                .build();
        assertThat(framework().constraints()).isEqualTo(constraints);
    }

    private MasterSnapshot snapshot() {
        MasterView.OfFramework held = new MasterView.OfFramework(
                Framework.of(info("f"), new FrameworkId("f")), Contact.CONNECTED, constraints, tasks);
        return history.look(registered, new MasterView(agents, List.of(held), offers, Optional.empty()))
                .snapshot();
    }

    private ShownFramework framework() {
        return snapshot().frameworks().get(0);
    }

    private static FrameworkInfo info(String id) {
        FrameworkInfo.Builder info = FrameworkInfo.newBuilder().setUser("u").setName("n");
        info.getIdBuilder().setValue(id);
        return info.build();
    }

    private void serve(String framework) {
        registered.add(new RegisteredFramework(info(framework), true));
        history.served(Instant.ofEpochSecond(1001), framework, info(framework));
    }

    private TaskStatus told(TaskStatus status) {
        history.told("f", status);
        return status;
    }

    private static TaskStatus status(String task, TaskState state, double at) {
        return TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(AGENT)
                .setState(state)
                .setTimestamp(at)
                .setUuid(ByteString.copyFromUtf8(task + state))
                .build();
    }

    private static MasterView.OfTask task(String id, boolean isEnded, Optional<TaskStatus> last) {
        return new MasterView.OfTask(
                new TaskId(id), new AgentId("a1"), "r", isEnded, ResourcesByReservation.of(mesos("cpus:0.5")), last);
    }

    private static MasterView.OfAgent agent(String id, Optional<Instant> unreachable) {
        Reservation reservation = new Reservation("r", Optional.empty(), Labels.getDefaultInstance());
        return new MasterView.OfAgent(
                Agent.builder(new AgentId(id), ResourcesText.parse(Dialect.ECS, "CPU:4096"))
                        .attributes(Map.of("rack", "r1"))
                        .build(),
                Instant.ofEpochSecond(900),
                mesos("cpus:4"),
                ResourcesByReservation.of(reservation, mesos("cpus:0.5")),
                ResourcesByReservation.of(mesos("cpus:1")),
                ResourcesByReservation.of(mesos("cpus:2")),
                ResourcesByReservation.of(mesos("cpus:3")),
                unreachable,
                List.of(),
                Optional.empty(),
                false);
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static Offer.Operation launch(String task) {
        TaskInfo.Builder info = TaskInfo.newBuilder()
                .setName(task)
                .setTaskId(TaskID.newBuilder().setValue(task))
                .setSlaveId(AGENT)
                .addResources(Resource.newBuilder()
                        .setName("cpus")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(0.5)));
        info.getLabelsBuilder().addLabelsBuilder().setKey("k");
        return Offer.Operation.newBuilder()
                .setType(Offer.Operation.Type.LAUNCH)
                .setLaunch(Offer.Operation.Launch.newBuilder().addTaskInfos(info))
                .build();
    }
}
