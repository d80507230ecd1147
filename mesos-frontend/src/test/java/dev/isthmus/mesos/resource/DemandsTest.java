package dev.isthmus.mesos.resource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemandsTest {

    private static Resource allocated(Resource resource, String role) {
        return resource.toBuilder()
                .setAllocationInfo(Resource.AllocationInfo.newBuilder().setRole(role))
                .build();
    }

    @Test
    void point_122_entries_of_one_kind_are_summed() {
        Demands.Demand demand = Demands.read(
                List.of(
                        Messages.scalar("cpus", 0.1),
                        Messages.scalar("cpus", 0.2),
                        Messages.range("ports", 4, 6),
                        Messages.range("ports", 7, 8),
                        allocated(Messages.scalar("mem", 64), "dev")),
                "dev");
        assertThat(demand.resources()).hasToString("cpus:0.3; mem:64; ports:[4-8]");
        assertThat(demand.never()).isEmpty();
    }

    @Test
    void point_122_reserved_and_foreign_entries_do_not_combine_with_unreserved_ones() {
        Resource reserved = Messages.scalar("cpus", 1).toBuilder()
                .addReservations(Resource.ReservationInfo.newBuilder()
                        .setType(Resource.ReservationInfo.Type.DYNAMIC)
                        .setRole("dev"))
                .build();
        Resource revocable = Messages.scalar("cpus", 1).toBuilder()
                .setRevocable(Resource.RevocableInfo.getDefaultInstance())
                .build();
        Demands.Demand demand =
                Demands.read(List.of(reserved, revocable, allocated(Messages.scalar("mem", 1), "prod")), "dev");
        assertThat(demand.portions().unreserved().isEmpty()).isTrue();
        assertThat(demand.portions().reserved().keySet())
                .extracting(Reservation::role)
                .containsExactly("dev");
        assertThat(demand.never()).containsExactly("cpus (revocable)", "mem (allocated to prod)");
        Resource foreign = reserved.toBuilder()
                .setReservations(0, reserved.getReservations(0).toBuilder().setRole("prod"))
                .build();
        Resource fixed = reserved.toBuilder()
                .setReservations(
                        0, reserved.getReservations(0).toBuilder().setType(Resource.ReservationInfo.Type.STATIC))
                .build();
        Demands.Demand never = Demands.read(List.of(foreign, fixed), "dev");
        assertThat(never.resources().isEmpty()).isTrue();
        assertThat(never.never()).containsExactly("cpus (reserved)", "cpus (reserved)");
        assertThat(never.text()).isEqualTo("cpus (reserved), cpus (reserved)");
        assertThat(Demands.read(List.of(Messages.scalar("mem", 1), fixed), "dev")
                        .text())
                .isEqualTo("mem:1 and cpus (reserved)");
        assertThat(Demands.read(List.of(Messages.scalar("mem", 1)), "dev").text())
                .isEqualTo("mem:1");
    }

    @Test
    void point_122_one_name_with_two_types_is_never_offered() {
        assertThat(Demands.read(List.of(Messages.scalar("ports", 1), Messages.range("ports", 1, 2)), "*")
                        .never())
                .hasSize(1);
    }

    @Test
    void point_60_malformed_entries_are_found_by_name_and_value() {
        Value.Range range = Value.Range.newBuilder().setBegin(5).setEnd(7).build();
        Value.Range overlapping = Value.Range.newBuilder().setBegin(7).setEnd(9).build();
        assertThat(problem(Messages.range("ports", 9, 8))).contains("begin > end in 9-8");
        assertThat(problem(Messages.range("ports", 5, 7).toBuilder()
                        .setRanges(
                                Value.Ranges.newBuilder().addRange(overlapping).addRange(range))
                        .build()))
                .contains("overlapping ranges 5-7, 7-9");
        assertThat(problem(Resource.newBuilder()
                        .setName("gpus")
                        .setType(Value.Type.SET)
                        .setSet(Value.Set.newBuilder().addItem("a").addItem("a"))
                        .build()))
                .contains("duplicated element 'a'");
        assertThat(problem(Messages.scalar("cpus", 1).toBuilder().clearScalar().build()))
                .contains("want the field 'scalar'");
        assertThat(problem(Messages.scalar("", 1))).isEqualTo("Empty resource name");
        assertThat(problem(Resource.newBuilder()
                        .setName("motto")
                        .setType(Value.Type.TEXT)
                        .build()))
                .contains("Unsupported resource type");
        assertThat(ResourceChecks.problem(Messages.scalar("cpus", 0))).isEmpty();
    }

    @Test
    void point_60_an_entry_has_the_field_of_its_type_and_no_other() {
        Value.Scalar scalar = Value.Scalar.newBuilder().setValue(1).build();
        Value.Ranges ranges = Messages.range("ports", 1, 2).getRanges();
        Value.Set set = Value.Set.newBuilder().addItem("a").build();
        Resource.Builder amount = Messages.scalar("cpus", 1).toBuilder();
        Resource.Builder ports = Messages.range("ports", 1, 2).toBuilder();
        Resource.Builder zones =
                Resource.newBuilder().setName("zones").setType(Value.Type.SET).setSet(set);
        for (Resource.Builder mixed : List.of(
                amount.clone().setRanges(ranges),
                amount.clone().setSet(set),
                ports.clone().setScalar(scalar),
                ports.clone().setSet(set),
                zones.clone().setScalar(scalar),
                zones.clone().setRanges(ranges))) {
            assertThat(problem(mixed.build())).contains("and no other");
        }
        for (Resource.Builder good : List.of(amount, ports, zones)) {
            assertThat(ResourceChecks.problem(good.build())).isEmpty();
        }
    }

    private static String problem(Resource resource) {
        return ResourceChecks.problem(resource).orElseThrow();
    }

    @Test
    void point_119_tiny_values_are_skipped_in_sums_and_nothing_is_left_of_a_difference_of_equals() {
        for (double tiny : List.of(0.0, 0.00001, 0.00049)) {
            assertThat(Demands.read(List.of(Messages.scalar("mem", 1), Messages.scalar("cpus", tiny)), "*")
                            .resources())
                    .as("cpus: %s", tiny)
                    .hasToString("mem:1");
        }
        Resources whole = mesos("cpus:2; mem:64; ports:[1-9]");
        assertThat(whole.minus(mesos("cpus:2; ports:[1-9]")).quantities()).containsOnlyKeys(ResourceName.MEM);
        assertThat(whole.minus(mesos("cpus:99; mem:99")).quantities())
                .as("never below zero")
                .containsOnlyKeys(ResourceName.PORTS);
        assertThat(whole.minus(whole).isEmpty()).isTrue();
    }

    @Test
    void point_120_ranges_are_inclusive_sorted_and_coalesced() {
        assertThat(mesos("ports:[7-8, 4-6]").plus(mesos("ports:[1-1]"))).hasToString("ports:[1-1, 4-8]");
        assertThat(Demands.read(List.of(Messages.range("ports", 4, 6), Messages.range("ports", 7, 8)), "*")
                        .resources())
                .isEqualTo(mesos("ports:[4-8]"));
        assertThat(mesos("ports:[4-8]")).isEqualTo(mesos("ports:[6-8, 4-5]"));
    }

    @Test
    void point_121_ranges_are_split_by_subtraction_and_held_within_one() {
        assertThat(mesos("ports:[3-8]").minus(mesos("ports:[5-6]"))).hasToString("ports:[3-4, 7-8]");
        assertThat(mesos("ports:[3-8]").minus(mesos("ports:[1-3, 8-20]"))).hasToString("ports:[4-7]");
        assertThat(mesos("ports:[1-4, 6-9]").contains(mesos("ports:[2-3, 6-9]")))
                .isTrue();
        assertThat(mesos("ports:[1-4, 6-9]").contains(mesos("ports:[3-7]"))).isFalse();
        assertThat(mesos("ports:[1-4, 5-9]").contains(mesos("ports:[3-7]")))
                .as("adjacent ones are one")
                .isTrue();
    }

    private static Resources mesos(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }
}
