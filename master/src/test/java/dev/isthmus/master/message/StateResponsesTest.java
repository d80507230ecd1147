package dev.isthmus.master.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.master.snapshot.ShownAgent;
import dev.isthmus.master.snapshot.ShownFramework;
import dev.isthmus.master.snapshot.ShownTask;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.messages.v1.Protos;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Fact C6: what operators read of agents, frameworks and tasks. */
class StateResponsesTest {

    private static final ShownAgent AGENT = new ShownAgent(
            "a1",
            "h",
            "10.0.0.7",
            1000,
            Map.of(),
            mesos("cpus:4; ports:[31000-31001]"),
            mesos("cpus:0.3"),
            mesos("cpus:1"),
            new TreeMap<>(Map.of("r", mesos("cpus:0.5"))),
            AgentState.READY,
            false,
            Optional.empty());

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static ShownFramework framework(double unregistered) {
        TaskInfo task = TaskInfo.newBuilder()
                .setName("t")
                .setTaskId(TaskID.newBuilder().setValue("t"))
                .setSlaveId(SlaveID.newBuilder().setValue("a1"))
                .addResources(Resource.newBuilder()
                        .setName("cpus")
                        .setType(Value.Type.SCALAR)
                        .setScalar(Value.Scalar.newBuilder().setValue(0.3)))
                .build();
        TaskStatus running = TaskStatus.newBuilder()
                .setTaskId(task.getTaskId())
                .setState(TaskState.TASK_RUNNING)
                .setExecutorId(ExecutorID.newBuilder().setValue("pod"))
                .build();
        return new ShownFramework(
                FrameworkInfo.newBuilder()
                        .setUser("u")
                        .setName("n")
                        .setId(FrameworkID.newBuilder().setValue("f"))
                        .build(),
                true,
                1000,
                1001,
                unregistered,
                List.of(new ShownTask(task, "f", "*", List.of(running))),
                List.of(),
                List.of());
    }

    private static MasterSnapshot snapshot(double unregistered) {
        MasterInfo master = MasterInfo.newBuilder()
                .setId("m")
                .setIp(1)
                .setPort(5050)
                .setVersion("1.11.0")
                .build();
        return new MasterSnapshot(master, "c", 1000, List.of(AGENT), 0, List.of(framework(unregistered)), List.of());
    }

    @SuppressWarnings("deprecation") // Tools of before 1.4 read the role of a resource.
    private static String roleOf(Protos.Resource resource) {
        return resource.hasRole() ? resource.getRole() : "(none)";
    }

    @SuppressWarnings("deprecation")
    @Test
    void fact_95_resources_of_agents_have_a_role_and_their_reservations() {
        var agent = StateResponses.agents(snapshot(0)).getAgents(0);
        assertThat(agent.getTotalResourcesList())
                .extracting(StateResponsesTest::roleOf)
                .containsExactly("*", "*", "r");
        Protos.Resource reserved = agent.getTotalResources(2);
        assertThat(reserved.hasReservation()).isTrue();
        assertThat(reserved.getReservationsList())
                .extracting(one -> one.getRole())
                .containsExactly("r");
        assertThat(agent.getAllocatedResourcesList())
                .extracting(StateResponsesTest::roleOf)
                .containsExactly("*");
        assertThat(agent.getOfferedResourcesList())
                .extracting(StateResponsesTest::roleOf)
                .containsExactly("*");
        assertThat(agent.getAgentInfo().getResourcesList())
                .as("what the agent says of itself")
                .extracting(StateResponsesTest::roleOf)
                .containsOnly("(none)");
    }

    @Test
    void fact_95_an_agent_says_what_it_is_capable_of() {
        assertThat(StateResponses.agents(snapshot(0)).getAgents(0).getCapabilitiesList())
                .extracting(one -> one.getType().name())
                .containsExactly("MULTI_ROLE", "HIERARCHICAL_ROLE", "AGENT_DRAINING", "TASK_RESOURCE_LIMITS");
    }

    @Test
    void fact_95_a_framework_has_the_time_of_its_end_when_it_has_ended() {
        var there = StateResponses.frameworks(snapshot(0)).getFrameworks(0);
        assertThat(there.hasUnregisteredTime()).isFalse();
        assertThat(there.getAllocatedResourcesList())
                .extracting(StateResponsesTest::roleOf)
                .containsExactly("*");
        var gone = StateResponses.frameworks(snapshot(1002)).getFrameworks(0);
        assertThat(gone.getUnregisteredTime().getNanoseconds()).isEqualTo(1_002_000_000_000L);
    }

    @Test
    void fact_95_a_task_of_a_group_names_its_executor() {
        assertThat(StateResponses.tasks(snapshot(0)).getTasks(0).getExecutorId().getValue())
                .isEqualTo("pod");
    }

    @Test
    void fact_95_tasks_of_agents_that_count_as_lost_stand_apart_and_use_nothing() {
        ShownFramework known = framework(0);
        TaskStatus lost = TaskStatus.newBuilder()
                .setTaskId(TaskID.newBuilder().setValue("t"))
                .setState(TaskState.TASK_UNREACHABLE)
                .build();
        ShownFramework framework = new ShownFramework(
                known.info(),
                true,
                1000,
                1001,
                0,
                List.of(known.tasks().get(0).with(lost)),
                List.of(),
                List.of(),
                OfferConstraints.newBuilder()
                        .putRoleConstraints("r", OfferConstraints.RoleConstraints.getDefaultInstance())
                        .build());
        MasterSnapshot master =
                new MasterSnapshot(snapshot(0).master(), "c", 1000, List.of(AGENT), 0, List.of(framework), List.of());
        assertThat(StateResponses.tasks(master).getTasksCount()).isZero();
        assertThat(StateResponses.tasks(master).getUnreachableTasksList()).hasSize(1);
        var shown = StateResponses.frameworks(master).getFrameworks(0);
        assertThat(shown.getAllocatedResourcesCount()).isZero();
        assertThat(shown.getOfferConstraints().getRoleConstraintsMap()).containsOnlyKeys("r");
    }
}
