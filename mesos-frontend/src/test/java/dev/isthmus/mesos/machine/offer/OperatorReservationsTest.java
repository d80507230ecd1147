package dev.isthmus.mesos.machine.offer;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.identity.TaskId;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.launch.Memo;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.machine.MasterRig;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a machine makes of it that an operator reserves something, or that an earlier master had something reserved. */
class OperatorReservationsTest {

    private static final Reservation OF_DEV = new Reservation("dev", Optional.of("op"), Labels.getDefaultInstance());

    private final MasterRig rig = new MasterRig();

    private static FrameworkInfo framework(String role) {
        return Messages.multiRole(List.of(role), Capability.Type.RESERVATION_REFINEMENT);
    }

    private static ResourcesByReservation ofDev(String resources) {
        return ResourcesByReservation.of(OF_DEV, ResourcesText.parse(Dialect.MESOS, resources));
    }

    private MasterRig reserve(String agent, String resources) {
        return rig.feed(
                new MasterInput.Reservations(new AgentId(agent), ofDev(resources), ResourcesByReservation.none()));
    }

    private MasterRig unreserve(String agent, String resources) {
        return rig.feed(
                new MasterInput.Reservations(new AgentId(agent), ResourcesByReservation.none(), ofDev(resources)));
    }

    private static double reservedCpus(Offer offer) {
        return offer.getResourcesList().stream()
                .filter(each ->
                        each.getReservationsCount() > 0 && each.getName().equals("cpus"))
                .mapToDouble(each -> each.getScalar().getValue())
                .sum();
    }

    private MasterView.OfAgent agent() {
        return rig.machine().view().agents().get(0);
    }

    @Test
    void what_is_free_is_reserved_and_the_offers_of_it_are_rescinded() {
        rig.see(Messages.agent("a1")).complete().subscribe("other", framework("ops"));
        assertThat(scalar(rig.oneOffer("other"), "cpus")).isEqualTo(2);
        rig.forget();
        reserve("a1", "cpus:1.5");
        // Rescinded, and the rest offered at once.
        assertThat(rig.callbacks("other")).containsExactly("Rescinded", "Offers");
        rig.subscribe("f", framework("dev")).advance(Duration.ofSeconds(1));
        assertThat(agent().reserved()).isEqualTo(ofDev("cpus:1.5"));
        Offer offer = rig.oneOffer("f");
        assertThat(reservedCpus(offer)).isEqualTo(1.5);
        assertThat(offer.getResourcesList().get(0).getAllocationInfo().getRole())
                .isEqualTo("dev");
    }

    @Test
    void offers_that_do_not_stand_in_the_way_stay() {
        rig.see(Messages.agent("a1")).see(Messages.agent("a2")).complete().subscribe("other", framework("ops"));
        rig.forget();
        reserve("a1", "cpus:1");
        assertThat(rig.callbacks("other")).containsExactly("Rescinded", "Offers");
        // What is offered of the other agent is untouched; the rest of this one is free of reservations.
        assertThat(rig.machine().view().offers()).hasSize(2);
        rig.forget();
        unreserve("a1", "cpus:1");
        assertThat(rig.callbacks("other")).doesNotContain("Rescinded");
    }

    @Test
    void what_is_unreserved_is_offered_to_all_again() {
        rig.see(Messages.agent("a1")).complete();
        reserve("a1", "cpus:1.5");
        rig.subscribe("f", framework("dev"));
        rig.forget();
        unreserve("a1", "cpus:1");
        assertThat(rig.callbacks("f")).containsExactly("Rescinded", "Offers");
        assertThat(agent().reserved()).isEqualTo(ofDev("cpus:0.5"));
        assertThat(agent().promised().of(OF_DEV)).isEqualTo(ofDev("cpus:0.5").of(OF_DEV));
    }

    @Test
    void what_nobody_uses_is_idle_whether_it_is_offered_or_not() {
        rig.see(Messages.agent("a1")).complete();
        assertThat(agent().idle().unreserved()).isEqualTo(agent().total());
        reserve("a1", "cpus:1.5");
        rig.subscribe("f", framework("dev"));
        assertThat(agent().promised()).isEqualTo(agent().idle());
        assertThat(agent().idle().of(OF_DEV)).isEqualTo(ofDev("cpus:1.5").of(OF_DEV));
    }

    @Test
    void an_earlier_masters_reservations_wait_for_their_agents_and_end_if_those_are_gone() {
        reserve("a1", "cpus:1");
        reserve("a2", "cpus:1");
        rig.see(Messages.agent("a1"));
        assertThat(agent().reserved()).isEqualTo(ofDev("cpus:1"));
        rig.forget();
        rig.complete();
        assertThat(changes()).containsExactly("a2 - cpus:1");
        assertThat(agent().reserved()).isEqualTo(ofDev("cpus:1"));
        // And of one that nobody knows nothing is reserved.
        rig.forget();
        reserve("a3", "cpus:1");
        assertThat(changes()).containsExactly("a3 - cpus:1");
    }

    private List<String> changes() {
        return rig.rest().stream()
                .map(output -> output.output() instanceof Output.Changed changed
                                && changed.change() instanceof ClusterChange.Reserved reserved
                        ? Optional.of(reserved)
                        : Optional.<ClusterChange.Reserved>empty())
                .flatMap(Optional::stream)
                .map(each -> each.agent()
                        + (each.more().isEmpty() ? "" : " + " + each.more().total())
                        + (each.less().isEmpty() ? "" : " - " + each.less().total()))
                .toList();
    }

    @Test
    void the_reservations_of_an_agent_that_is_gone_end() {
        rig.see(Messages.agent("a1")).complete();
        reserve("a1", "cpus:1");
        rig.forget();
        rig.gone("a1");
        assertThat(changes()).containsExactly("a1 - cpus:1");
        rig.see(Messages.agent("a1"));
        assertThat(agent().reserved().isEmpty()).isTrue();
    }

    @Test
    void a_task_that_is_found_again_holds_what_is_reserved_for_its_role_first() {
        reserve("a1", "cpus:0.5");
        rig.see(Messages.agent("a1")).subscribe("f", framework("dev")).complete();
        LaunchedTask task = new LaunchedTask(
                LaunchId.of(new FrameworkId("f"), new TaskId("t"), "o"),
                new FrameworkId("f"),
                new TaskId("t"),
                new AgentId("a1"),
                ResourcesText.parse(Dialect.MESOS, "cpus:1; mem:64"),
                Optional.empty(),
                new Memo("role=dev"));
        rig.running("f", task);
        assertThat(agent().inUse().of(OF_DEV)).isEqualTo(ofDev("cpus:0.5").of(OF_DEV));
        assertThat(agent().inUse().total()).isEqualTo(task.demand());
        assertThat(agent().idle().reserved()).isEmpty();
    }
}
