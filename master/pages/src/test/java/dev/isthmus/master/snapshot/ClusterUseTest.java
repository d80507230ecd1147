package dev.isthmus.master.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.state.FrameworkState.Contact;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.TaskState;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClusterUseTest {

    private static final Reservation FOR_A = new Reservation("a", Optional.empty(), Labels.getDefaultInstance());

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static MasterView.OfAgent agent(String id, ResourcesByReservation reserved, boolean isLost) {
        return new MasterView.OfAgent(
                Agent.builder(new AgentId(id), ResourcesText.parse(Dialect.ECS, "CPU:1024"))
                        .build(),
                Instant.EPOCH,
                mesos("cpus:8; mem:100"),
                reserved,
                ResourcesByReservation.none(),
                ResourcesByReservation.none(),
                ResourcesByReservation.none(),
                isLost ? Optional.of(Instant.EPOCH) : Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
    }

    private static MasterView.OfTask task(String role, TaskState state, ResourcesByReservation portions) {
        return new MasterView.OfTask(
                new TaskId(state.name()),
                new AgentId("x"),
                role,
                state == TaskState.TASK_FINISHED,
                portions,
                Optional.empty());
    }

    private static MasterView.OfFramework framework(String id, String role, MasterView.OfTask... tasks) {
        FrameworkInfo info = FrameworkInfo.newBuilder()
                .setUser("u")
                .setName("n")
                .addRoles(role)
                .addCapabilities(
                        FrameworkInfo.Capability.newBuilder().setType(FrameworkInfo.Capability.Type.MULTI_ROLE))
                .build();
        return new MasterView.OfFramework(
                Framework.of(info, new FrameworkId(id)),
                Contact.CONNECTED,
                OfferConstraints.getDefaultInstance(),
                List.of(tasks));
    }

    private static ResourcesByReservation unreserved(String text) {
        return ResourcesByReservation.of(mesos(text));
    }

    private static final ClusterUse USE = ClusterUse.of(new MasterView(
            List.of(
                    agent("x", ResourcesByReservation.of(FOR_A, mesos("cpus:3")), false),
                    agent("lost", ResourcesByReservation.of(FOR_A, mesos("cpus:3")), true)),
            List.of(
                    framework(
                            "one",
                            "a",
                            task(
                                    "a",
                                    TaskState.TASK_RUNNING,
                                    new ResourcesByReservation(mesos("cpus:1"), Map.of(FOR_A, mesos("cpus:2")))),
                            task("a", TaskState.TASK_FINISHED, unreserved("cpus:4"))),
                    framework("two", "a/b", task("a/b", TaskState.TASK_STAGING, unreserved("cpus:0.5; mem:10")))),
            List.of(new OutstandingOffer(
                    "o", new FrameworkId("two"), new AgentId("x"), "a/b", unreserved("cpus:2; ports:[1-2]"))),
            Optional.empty()));

    @Test
    void fact_62_what_is_consumed_counts_reservations_once_and_what_is_offered_not() {
        assertThat(USE.role("a").consumed()).hasToString("cpus:4.5; mem:10");
        assertThat(USE.role("a/b").consumed()).hasToString("cpus:0.5; mem:10");
    }

    @Test
    void a_role_has_what_those_below_it_have_but_not_their_frameworks() {
        assertThat(USE.role("a").allocated()).hasToString("cpus:3.5; mem:10");
        assertThat(USE.role("a").offered()).hasToString("cpus:2");
        assertThat(USE.role("a").reserved()).hasToString("cpus:3");
        assertThat(USE.role("a").frameworks()).containsExactly("one");
        assertThat(USE.role("a/b").frameworks()).containsExactly("two");
        assertThat(USE.role("nobody")).isEqualTo(RoleUse.NONE);
        assertThat(USE.roles()).containsOnlyKeys("a", "a/b");
    }

    @Test
    void fact_64_the_capacity_is_that_of_agents_that_are_not_lost() {
        assertThat(USE.capacity()).hasToString("cpus:8; mem:100");
    }
}
