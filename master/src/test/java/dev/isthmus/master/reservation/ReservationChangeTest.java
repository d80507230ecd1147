package dev.isthmus.master.reservation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.messages.Protos.Label;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Resource.ReservationInfo;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What operators may reserve and unreserve, and in which words they are told what they may not. */
class ReservationChangeTest {

    private static final AgentId AGENT = new AgentId("a1");
    private static final Labels LABELS = Labels.newBuilder()
            .addLabels(Label.newBuilder().setKey("team").setValue("blue & green"))
            .build();
    private static final Reservation OF_DEV = new Reservation("dev", Optional.of("op"), Labels.getDefaultInstance());
    private static final ResourcesByReservation NOTHING = ResourcesByReservation.none();

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    /** One agent, whose idle resources these are. */
    private static MasterView cluster(ResourcesByReservation idle, boolean isLost) {
        MasterView.OfAgent agent = new MasterView.OfAgent(
                Agent.builder(AGENT, ResourcesText.parse(Dialect.ECS, "CPU:4096"))
                        .build(),
                Instant.EPOCH,
                mesos("cpus:4; mem:512"),
                NOTHING,
                NOTHING,
                NOTHING,
                idle,
                isLost ? Optional.of(Instant.EPOCH) : Optional.empty(),
                List.of(),
                Optional.empty(),
                false);
        return new MasterView(List.of(agent), List.of(), List.of(), Optional.empty());
    }

    private static final MasterView IDLE = cluster(ResourcesByReservation.of(mesos("cpus:4; mem:512")), false);

    private static Resource.Builder plain(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value));
    }

    private static ReservationInfo.Builder dynamic(String role) {
        return ReservationInfo.newBuilder()
                .setType(ReservationInfo.Type.DYNAMIC)
                .setRole(role);
    }

    private static Resource reserved(String name, double value) {
        return plain(name, value)
                .addReservations(dynamic("dev").setPrincipal("op"))
                .build();
    }

    private static ReservationChange reserve(Resource... resources) {
        return new ReservationChange.Reserve(AGENT, List.of(resources), false, Optional.empty());
    }

    private static ReservationChange reserve(Resource.Builder resource) {
        return reserve(resource.build());
    }

    private static ReservationChange unreserve(Resource... resources) {
        return new ReservationChange.Unreserve(AGENT, List.of(resources));
    }

    private static String refused(ReservationChange change, MasterView master) {
        return change.judge(NOTHING, () -> master)
                .fold(
                        refused -> refused.answer().status() + " "
                                + refused.answer().body(),
                        granted -> "granted " + granted.fact());
    }

    private static ReservationFact granted(ReservationChange change, ResourcesByReservation before, MasterView master) {
        return change.judge(before, () -> master)
                .fold(
                        refused -> {
                            throw new AssertionError(refused.answer().body());
                        },
                        granted -> granted.fact());
    }

    @Test
    void what_no_task_holds_is_reserved_and_kept_with_what_was() {
        ResourcesByReservation before = ResourcesByReservation.of(OF_DEV, mesos("cpus:1"));
        ReservationFact fact = granted(reserve(reserved("cpus", 1.5), reserved("mem", 64)), before, IDLE);
        assertThat(fact.input())
                .isEqualTo(new MasterInput.Reservations(
                        AGENT, ResourcesByReservation.of(OF_DEV, mesos("cpus:1.5; mem:64")), NOTHING));
        assertThat(fact.after()).isEqualTo(ResourcesByReservation.of(OF_DEV, mesos("cpus:2.5; mem:64")));
        assertThat(fact.isInEffect()).isFalse();
    }

    @Test
    void the_older_form_is_read_too() {
        @SuppressWarnings("deprecation") // It is what is tested.
        Resource old = plain("cpus", 1)
                .setRole("dev")
                .setReservation(ReservationInfo.newBuilder().setPrincipal("op"))
                .build();
        assertThat(granted(reserve(old), NOTHING, IDLE).after())
                .isEqualTo(ResourcesByReservation.of(OF_DEV, mesos("cpus:1")));
    }

    @Test
    void what_is_reserved_and_idle_is_unreserved_whoever_reserved_it() {
        ResourcesByReservation all = ResourcesByReservation.of(OF_DEV, mesos("cpus:2"));
        MasterView master = cluster(all.plus(ResourcesByReservation.of(mesos("cpus:1"))), false);
        ReservationFact fact = granted(unreserve(reserved("cpus", 0.5)), all, master);
        assertThat(fact.after()).isEqualTo(ResourcesByReservation.of(OF_DEV, mesos("cpus:1.5")));
        assertThat(granted(unreserve(reserved("cpus", 2)), all, master).entry())
                .isEqualTo(new MasterEntry.Reserved(AGENT, List.of()));
    }

    @Test
    void what_a_task_holds_is_a_conflict() {
        MasterView busy = cluster(ResourcesByReservation.of(mesos("cpus:1")), false);
        assertThat(refused(reserve(reserved("cpus", 1.5)), busy))
                .isEqualTo(
                        "409 What no task holds of the agent, cpus:1, does not contain  and cpus:1.5 (reserved for dev by op)");
        assertThat(refused(reserve(reserved("cpus", 0.6), reserved("cpus", 0.6)), busy))
                .startsWith("409 ");
        assertThat(refused(unreserve(reserved("cpus", 0.5)), busy)).startsWith("409 ");
        assertThat(refused(reserve(reserved("disk", 1)), busy)).startsWith("409 ");
    }

    @Test
    void an_agent_that_is_not_there_is_none() {
        ReservationChange elsewhere =
                new ReservationChange.Reserve(new AgentId("a2"), List.of(reserved("cpus", 1)), false, Optional.empty());
        assertThat(refused(elsewhere, IDLE)).isEqualTo("400 No agent found with specified ID");
        MasterView lost = cluster(ResourcesByReservation.of(mesos("cpus:4")), true);
        assertThat(refused(reserve(reserved("cpus", 1)), lost)).isEqualTo("400 No agent found with specified ID");
        assertThat(refused(unreserve(reserved("cpus", 1)), lost)).isEqualTo("400 No agent found with specified ID");
    }

    @Test
    void what_cannot_be_reserved_is_refused_with_the_reason() {
        String before = "400 Invalid RESERVE operation on agent a1 (a1): ";
        assertThat(refused(reserve(plain("cpus", 1)), IDLE))
                .isEqualTo(before + "Resource cpus is not dynamically reserved");
        assertThat(refused(reserve(plain("cpus", 1).addReservations(dynamic("*"))), IDLE))
                .isEqualTo(before + "Resource cpus is not dynamically reserved");
        assertThat(refused(
                        reserve(plain("cpus", 1).addReservations(dynamic("dev")).addReservations(dynamic("dev/a"))),
                        IDLE))
                .isEqualTo(before + "Resource cpus with reservation refinement cannot be reserved on an agent without"
                        + " RESERVATION_REFINEMENT capability");
        assertThat(refused(reserve(plain("cpus", 1).addReservations(dynamic("a//b"))), IDLE))
                .startsWith(before + "Invalid resources: ");
        assertThat(refused(reserve(plain("cpus", -1).addReservations(dynamic("dev"))), IDLE))
                .startsWith(before + "Invalid resources: Resource 'cpus' is invalid: Invalid scalar resource");
        assertThat(refused(
                        reserve(plain("cpus", 1)
                                .addReservations(dynamic("dev"))
                                .setAllocationInfo(
                                        Resource.AllocationInfo.newBuilder().setRole("dev"))),
                        IDLE))
                .isEqualTo(before + "A reserve operation was attempted with an allocated resource, but the operator"
                        + " API only allows reservations to be made to unallocated resources");
        assertThat(refused(
                        reserve(plain("disk", 1)
                                .addReservations(dynamic("dev"))
                                .setDisk(Resource.DiskInfo.getDefaultInstance())),
                        IDLE))
                .startsWith(before + "Resource disk is of a kind that agents on ECS do not have");
        assertThat(refused(
                        new ReservationChange.Reserve(AGENT, List.of(reserved("cpus", 1)), true, Optional.empty()),
                        IDLE))
                .isEqualTo(before + "A reservation cannot be changed into another here: unreserve it first");
        assertThat(refused(unreserve(plain("cpus", 1).build()), IDLE))
                .isEqualTo("400 Invalid UNRESERVE operation: Resource cpus is not dynamically reserved");
    }

    @Test
    void an_operator_reserves_in_its_own_name() {
        ReservationChange others =
                new ReservationChange.Reserve(AGENT, List.of(reserved("cpus", 1)), false, Optional.of("me"));
        assertThat(refused(others, IDLE))
                .endsWith("A reserve operation was attempted by authenticated principal 'me', which does not match a"
                        + " reserved resource in the request with principal 'op'");
        ReservationChange nobodys = new ReservationChange.Reserve(
                AGENT, List.of(plain("cpus", 1).addReservations(dynamic("dev")).build()), false, Optional.of("me"));
        assertThat(refused(nobodys, IDLE))
                .endsWith("A reserve operation was attempted by principal 'me', but there is a reserved resource in"
                        + " the request with no principal set");
        ReservationChange own =
                new ReservationChange.Reserve(AGENT, List.of(reserved("cpus", 1)), false, Optional.of("op"));
        assertThat(granted(own, NOTHING, IDLE).isEmpty()).isFalse();
    }

    @Test
    void nothing_is_asked_for_and_nothing_changes() {
        assertThat(granted(reserve(), NOTHING, IDLE).isEmpty()).isTrue();
        assertThat(granted(reserve(reserved("cpus", 0)), NOTHING, IDLE).isEmpty())
                .isTrue();
    }

    @Test
    void what_frameworks_have_reserved_is_kept_beside_it() {
        ResourcesByReservation before = ResourcesByReservation.of(OF_DEV, mesos("cpus:1"));
        ReservationFact fact = granted(
                new ReservationChange.Made(AGENT, ResourcesByReservation.of(OF_DEV, mesos("cpus:0.5")), NOTHING),
                before,
                MasterView.NOTHING);
        assertThat(fact.after()).isEqualTo(ResourcesByReservation.of(OF_DEV, mesos("cpus:1.5")));
        assertThat(fact.isInEffect()).isTrue();
    }

    @Test
    void a_journal_gives_back_what_was_reserved_with_its_labels() {
        ResourcesByReservation reserved = ResourcesByReservation.of(
                        OF_DEV, mesos("cpus:1; ports:[31000-31002, 31009-31009]"))
                .plus(ResourcesByReservation.of(
                        new Reservation("a/b c", Optional.empty(), LABELS), mesos("mem:64; gizmo:{x, y}")))
                .plus(ResourcesByReservation.of(new Reservation("dev", Optional.of(""), LABELS), mesos("cpus:0.001")));
        String line = EntryCodec.write(ReservationFact.recalled(AGENT, reserved).entry());
        MasterEntry.Reserved read = (MasterEntry.Reserved) EntryCodec.read(line);
        assertThat(read.agent()).isEqualTo(AGENT);
        assertThat(ReservedShares.read(read.shares())).isEqualTo(reserved);
    }
}
