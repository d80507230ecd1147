package dev.isthmus.mesos.resource;

import static dev.isthmus.mesos.Messages.scalar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The sums of Mesos's tests of values and resources, on what a framework writes and what we count with. */
class MesosArithmeticTest {

    private static Resources of(String text) {
        return ResourcesText.parse(Dialect.MESOS, text);
    }

    private static Resources read(Resource... entries) {
        return Demands.read(List.of(entries), "*").resources();
    }

    private static Resource ranges(long... bounds) {
        Value.Ranges.Builder ranges = Value.Ranges.newBuilder();
        for (int i = 0; i < bounds.length; i += 2) {
            ranges.addRange(Value.Range.newBuilder().setBegin(bounds[i]).setEnd(bounds[i + 1]));
        }
        return Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .setRanges(ranges)
                .build();
    }

    private static Resource set(String... items) {
        return Resource.newBuilder()
                .setName("disks")
                .setType(Value.Type.SET)
                .setSet(Value.Set.newBuilder().addAllItem(List.of(items)))
                .build();
    }

    // Scalars.

    @Test
    void point_119_what_has_been_given_nothing_is_empty() {
        assertThat(read()).isEqualTo(Resources.none(Dialect.MESOS));
        assertThat(read().isEmpty()).isTrue();
        assertThat(read(scalar("cpus", 0)).isEmpty()).isTrue();
    }

    @Test
    void point_118_bad_resources_are_not_allocatable() {
        assertThat(ResourceChecks.problem(scalar("", 1))).isPresent();
        assertThat(ResourceChecks.problem(scalar("cpus", -1))).isPresent();
        assertThat(ResourceChecks.problem(scalar("cpus", 0.0001))).isPresent();
        assertThat(ResourceChecks.problem(scalar("cpus", 0.001))).isEmpty();
        assertThat(ResourceChecks.problem(
                        scalar("cpus", 1).toBuilder().clearScalar().build()))
                .isPresent();
    }

    @Test
    void point_122_scalars_are_equal_by_name_and_amount() {
        assertThat(read(scalar("cpus", 3), scalar("mem", 3072))).isEqualTo(of("mem:3072; cpus:3"));
        assertThat(read(scalar("cpus", 3))).isNotEqualTo(read(scalar("cpus", 4)));
        assertThat(of("cpus:1")).isNotEqualTo(of("mem:1")).isNotEqualTo(of(""));
    }

    @Test
    void point_122_scalars_contain_what_is_less() {
        assertThat(of("cpus:2; mem:4096").contains(of("cpus:1; mem:3072"))).isTrue();
        assertThat(of("cpus:1; mem:3072").contains(of("cpus:2; mem:4096"))).isFalse();
        assertThat(of("cpus:1").contains(of("mem:1"))).as("absent").isFalse();
        assertThat(of("cpus:1").contains(of(""))).isTrue();
        assertThat(of("").contains(of("cpus:1"))).isFalse();
    }

    @Test
    void point_117_scalars_add_and_subtract() {
        assertThat(of("cpus:1; mem:5").plus(of("cpus:2; mem:10"))).isEqualTo(of("cpus:3; mem:15"));
        assertThat(of("cpus:50; mem:4096").minus(of("cpus:0.5; mem:1024"))).isEqualTo(of("cpus:49.5; mem:3072"));
        assertThat(of("cpus:5").minus(of("cpus:5; mem:1")).isEmpty()).isTrue();
        assertThat(of("cpus:1").plus(of("mem:1"))).isEqualTo(of("cpus:1; mem:1"));
    }

    @Test
    void point_117_thousandths_are_kept_and_finer_ones_lost() {
        assertThat(read(scalar("cpus", 0.1), scalar("cpus", 0.2))).isEqualTo(read(scalar("cpus", 0.3)));
        assertThat(read(scalar("cpus", 1.001), scalar("cpus", 1.001), scalar("cpus", 1.001)))
                .isEqualTo(of("cpus:3.003"));
        assertThat(read(scalar("cpus", 1.0004))).isEqualTo(of("cpus:1"));
        assertThat(read(scalar("cpus", 1.5015))).isEqualTo(of("cpus:1.502"));
        assertThat(Scalars.amount(0.00049)).isEmpty();
        assertThat(Scalars.amount(0.0005)).contains(Amount.ofThousandths(1));
    }

    @Test
    void point_117_amounts_are_written_without_noise() {
        assertThat(Scalars.value(Amount.ofThousandths(45_550))).isEqualTo(45.55);
        assertThat(read(scalar("cpus", 1.2345))).hasToString("cpus:1.235");
        assertThat(read(scalar("cpus", 0.1 + 0.2))).hasToString("cpus:0.3");
    }

    // Texts.

    @Test
    void point_120_values_are_read_from_texts() {
        assertThat(of("cpus:45.55; ports:[10000-20000, 30000-50000]; disks:{sda1, sda2}"))
                .isEqualTo(read(scalar("cpus", 45.55), ranges(10000, 20000, 30000, 50000), set("sda2", "sda1")));
        for (String bad : List.of("cpus:10.0.0", "ports:[1-2", "ports:[a-b]", "ports:[2-1]", "cpus", ":1", "cpus:-1")) {
            assertThatIllegalArgumentException().as(bad).isThrownBy(() -> of(bad));
        }
    }

    // Ranges.

    @Test
    void point_120_ranges_of_any_order_and_cut_are_equal() {
        assertThat(read(ranges(20000, 40000))).isEqualTo(read(ranges(30001, 40000, 20000, 30000)));
        assertThat(of("ports:[1-10]")).isNotEqualTo(of("ports:[1-9]"));
    }

    @Test
    void point_120_ranges_coalesce() {
        assertThat(read(ranges(4, 6), ranges(7, 8))).isEqualTo(of("ports:[4-8]"));
        assertThat(read(ranges(7, 8), ranges(4, 6), ranges(1, 1))).hasToString("ports:[1-1, 4-8]");
        assertThat(of("ports:[1-4, 3-7]").plus(of("ports:[9-10]"))).isEqualTo(of("ports:[1-7, 9-10]"));
        assertThat(of("ports:[1-2, 5-6]").plus(of("ports:[3-4]"))).hasToString("ports:[1-6]");
    }

    @Test
    void point_120_ranges_add() {
        assertThat(of("ports:[20000-40000]").plus(of("ports:[30000-50000, 10000-20000]")))
                .isEqualTo(of("ports:[10000-50000]"));
        assertThat(of("ports:[1-10]").plus(of("ports:[5-20]"))).isEqualTo(of("ports:[1-20]"));
        assertThat(of("ports:[1-10]").plus(of("ports:[5-5]"))).isEqualTo(of("ports:[1-10]"));
        assertThat(of("ports:[1-10]").plus(of("ports:[100-120]"))).isEqualTo(of("ports:[1-10, 100-120]"));
        assertThat(of("ports:[1-5, 9-10]").plus(of("ports:[6-7]"))).isEqualTo(of("ports:[1-7, 9-10]"));
    }

    @Test
    void point_121_ranges_subtract() {
        assertThat(of("ports:[20000-40000]").minus(of("ports:[10000-20000, 30000-50000]")))
                .isEqualTo(of("ports:[20001-29999]"));
        assertThat(of("ports:[50000-60000]").minus(of("ports:[50000-60000]")).isEmpty())
                .isTrue();
        assertThat(of("ports:[50000-60000]").minus(of("ports:[50001-60000]"))).isEqualTo(of("ports:[50000-50000]"));
        assertThat(of("ports:[50001-60000]").minus(of("ports:[50000-60000]")).isEmpty())
                .isTrue();
        assertThat(of("ports:[1-10]").minus(of("ports:[2-3, 5-6]"))).isEqualTo(of("ports:[1-1, 4-4, 7-10]"));
        assertThat(of("ports:[1-10]").minus(of("ports:[20-30]"))).isEqualTo(of("ports:[1-10]"));
        assertThat(of("ports:[3-8]").minus(of("ports:[5-6]"))).isEqualTo(of("ports:[3-4, 7-8]"));
    }

    @Test
    void point_121_ranges_contain_what_lies_within_one() {
        Resources whole = of("ports:[1-1, 3-6, 8-10]");
        for (String inside : List.of("ports:[1-1]", "ports:[3-4, 6-6]", "ports:[8-9]", "ports:[1-1, 3-6, 8-10]")) {
            assertThat(whole.contains(of(inside))).as(inside).isTrue();
        }
        for (String outside : List.of("ports:[2-2]", "ports:[6-7]", "ports:[1-3]", "ports:[10-11]", "ports:[0-1]")) {
            assertThat(whole.contains(of(outside))).as(outside).isFalse();
        }
    }

    // Sets.

    @Test
    void point_122_sets_unite_differ_and_contain() {
        assertThat(read(set("a", "b"))).isEqualTo(read(set("b", "a")));
        assertThat(read(set("a"), set("b", "c"))).isEqualTo(read(set("a", "b", "c")));
        assertThat(of("disks:{a, b, c}").minus(of("disks:{b, d}"))).isEqualTo(of("disks:{a, c}"));
        assertThat(of("disks:{a}").minus(of("disks:{a}")).isEmpty()).isTrue();
        assertThat(of("disks:{a, b}").contains(of("disks:{a}"))).isTrue();
        assertThat(of("disks:{a}").contains(of("disks:{a, b}"))).isFalse();
        assertThat(of("disks:{a}")).isNotEqualTo(of("disks:{a, b}"));
    }

    // Reservations.

    @Test
    void point_122_reservations_of_different_roles_or_makers_are_different_things() {
        Reservation dev = new Reservation("dev", Optional.of("ops"), Labels.getDefaultInstance());
        Reservation prod = new Reservation("prod", Optional.of("ops"), Labels.getDefaultInstance());
        ResourcesByReservation both =
                ResourcesByReservation.of(dev, of("cpus:1")).plus(ResourcesByReservation.of(prod, of("cpus:2")));
        assertThat(both.of(dev)).isEqualTo(of("cpus:1"));
        assertThat(both.total()).isEqualTo(of("cpus:3"));
        assertThat(both.contains(ResourcesByReservation.of(dev, of("cpus:2")))).isFalse();
        assertThat(both.contains(ResourcesByReservation.of(of("cpus:1")))).isFalse();
        assertThat(both.minus(ResourcesByReservation.of(prod, of("cpus:2"))))
                .isEqualTo(ResourcesByReservation.of(dev, of("cpus:1")));
        ResourcesByReservation three =
                ResourcesByReservation.of(of("cpus:2")).plus(ResourcesByReservation.of(dev, of("cpus:2")));
        assertThat(three.contains(ResourcesByReservation.of(of("cpus:3")))).isFalse();
    }
}
