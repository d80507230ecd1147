package dev.isthmus.ecs.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.Taken;
import dev.isthmus.ecs.fargate.TaskSizeLaws.Demand;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sizes of tasks on Fargate, and their laws; that the laws find what breaks them is in {@code WrongSizesTest}. */
class FargateSizesTest {

    @Provide
    Arbitrary<Demand> demands() {
        Arbitrary<Long> cpus = Arbitraries.longs().between(0, 20_000).edgeCases(edges -> edges.add(16_384L, 16_385L));
        Arbitrary<Long> memories =
                Arbitraries.longs().between(0, 130_000).edgeCases(edges -> edges.add(122_880L, 122_881L));
        return Arbitraries.oneOf(
                Combinators.combine(cpus, memories).as(Demand::new), Arbitraries.of(TaskSizeLaws.edges()));
    }

    private static void holds(Optional<String> broken) {
        assertThat(broken).isEmpty();
    }

    @Test
    void there_are_74_sizes_each_once_in_order() {
        assertThat(FargateSizes.ALL).hasSize(74).doesNotHaveDuplicates().isSorted();
        assertThat(FargateSizes.ALL.stream().collect(Collectors.groupingBy(TaskSize::cpu, Collectors.counting())))
                .isEqualTo(Map.of(256, 3L, 512, 4L, 1024, 7L, 2048, 13L, 4096, 23L, 8192, 12L, 16_384, 12L));
        assertThat(FargateSizes.LEAST).isEqualTo(new TaskSize(256, 512));
        assertThat(FargateSizes.MOST).isEqualTo(new TaskSize(16_384, 122_880));
        assertThatThrownBy(() -> new TaskSize(1024, 1024))
                .hasMessageContaining("no size of 1024 CPU units and 1024 MiB");
    }

    @ParameterizedTest
    @CsvSource({
        "102, 32, 256, 512",
        "1024, 1024, 1024, 2048",
        "1127, 2048, 2048, 4096",
        "1024, 8193, 2048, 9216",
        "102, 2049, 512, 3072",
        "102, 16385, 4096, 17408",
        "4199, 4096, 8192, 16384",
        "512, 30721, 8192, 32768",
        "0, 0, 256, 512"
    })
    void sizes_of_some_demands(long cpu, long memory, int sizeCpu, int sizeMemory) {
        assertThat(FargateSizes.above(cpu, memory)).contains(new TaskSize(sizeCpu, sizeMemory));
    }

    @ParameterizedTest
    @CsvSource({
        "6144, 24576, 4096, 24576",
        "4096, 4096, 2048, 4096",
        "1024, 1500, 512, 1024",
        "16384, 30720, 8192, 28672",
        "8192, 20000, 8192, 16384"
    })
    void what_could_be_offered_is_rounded_down_with_the_most_cpus(long cpu, long memory, int sizeCpu, int sizeMemory) {
        assertThat(FargateSizes.within(cpu, memory)).contains(new TaskSize(sizeCpu, sizeMemory));
    }

    /** At the list prices in us-east-1 of a vCPU and a GiB for an hour; the guide shows three of them. */
    @ParameterizedTest
    @CsvSource({
        "0.1, 32, 2.9",
        "0.1, 128, 2.7",
        "1, 1024, 1.1",
        "1.1, 2048, 1.8",
        "1, 8193, 1.6",
        "0.1, 2049, 2.6",
        "0.1, 16385, 3.2",
        "4.1, 4096, 2.1",
        "0.5, 30721, 3.0"
    })
    void what_a_size_costs_more_than_the_demand_by_itself(double cpus, int memory, double factor) {
        TaskSize size =
                FargateSizes.above((long) Math.ceil(cpus * 1024), memory).orElseThrow();
        assertThat(price(size.cpu() / 1024.0, size.memory()) / price(cpus, memory))
                .isCloseTo(factor, within(0.05));
    }

    private static double price(double cpus, double memory) {
        return cpus * 0.04048 + memory / 1024 * 0.004445;
    }

    @Test
    void of_less_than_the_least_size_nothing_is_offered() {
        assertThat(FargateSizes.within(255, 4096)).isEmpty();
        assertThat(FargateSizes.within(4096, 511)).isEmpty();
    }

    @Test
    void every_law_holds_at_every_edge_of_the_table() {
        for (Demand demand : TaskSizeLaws.edges()) {
            holds(TaskSizeLaws.upOnly(FargateSizes::above, demand));
            holds(TaskSizeLaws.idempotent(FargateSizes::above, demand));
            holds(TaskSizeLaws.total(FargateSizes::above, demand));
            holds(TaskSizeLaws.cheapest(FargateSizes::above, demand, 0.04048, 0.004445));
            holds(TaskSizeLaws.largest(FargateSizes::within, demand));
            for (TaskSize offered : FargateSizes.ALL) {
                holds(TaskSizeLaws.fit(
                        FargateSizes::within,
                        FargateSizes::above,
                        new Demand(offered.cpu(), offered.memory()),
                        demand));
            }
        }
    }

    @Property
    void required_FG01_a_size_holds_what_is_asked_for(@ForAll("demands") Demand demand) {
        holds(TaskSizeLaws.upOnly(FargateSizes::above, demand));
    }

    @Property
    void required_FG02_a_size_is_its_own_size(@ForAll("demands") Demand demand) {
        holds(TaskSizeLaws.idempotent(FargateSizes::above, demand));
    }

    @Property
    void required_FG03_who_asks_for_more_is_not_given_less(
            @ForAll("demands") Demand one, @ForAll("demands") Demand other) {
        Demand both = new Demand(Math.max(one.cpu(), other.cpu()), Math.max(one.memory(), other.memory()));
        holds(TaskSizeLaws.monotone(FargateSizes::above, one, both));
        holds(TaskSizeLaws.monotone(FargateSizes::above, other, both));
    }

    @Property
    void required_FG04_every_demand_up_to_the_largest_size_has_one(@ForAll("demands") Demand demand) {
        holds(TaskSizeLaws.total(FargateSizes::above, demand));
    }

    @Test
    void required_FG04_what_is_beyond_is_refused_with_the_bound() {
        assertThat(new SizeDemand(16_385, 1, 0, 0).size())
                .isEqualTo(new SizeDemand.TooMuch(
                        "a task on Fargate has at most 16384 CPU units (16 vCPUs), and 16385 are asked for"));
        assertThat(new SizeDemand(1, 122_881, 0, 0).size())
                .isEqualTo(new SizeDemand.TooMuch(
                        "a task on Fargate has at most 122880 MiB of memory (120 GiB), and 122881 are asked for"));
    }

    @Property
    void required_FG05_no_size_that_holds_it_is_cheaper(
            @ForAll("demands") Demand demand,
            @ForAll @DoubleRange(min = 0, max = 10) double vcpu,
            @ForAll @DoubleRange(min = 0, max = 10) double gibibyte) {
        holds(TaskSizeLaws.cheapest(FargateSizes::above, demand, vcpu, gibibyte));
    }

    @Property
    void required_FG06_whatever_fits_an_offer_has_a_size_within_it(
            @ForAll("demands") Demand free, @ForAll("demands") Demand demand) {
        holds(TaskSizeLaws.fit(FargateSizes::within, FargateSizes::above, free, demand));
        holds(TaskSizeLaws.largest(FargateSizes::within, free));
    }

    @Property
    void required_FG07_a_group_has_the_size_of_the_sum_of_its_members(
            @ForAll("demands") Demand one, @ForAll("demands") Demand other) {
        SizeDemand sum =
                new SizeDemand(one.cpu(), one.memory(), 0, 0).plus(new SizeDemand(other.cpu(), other.memory(), 0, 0));
        assertThat(sum.size().<Optional<TaskSize>>fold(fits -> Optional.of(fits.size()), tooMuch -> Optional.empty()))
                .isEqualTo(FargateSizes.above(one.cpu() + other.cpu(), one.memory() + other.memory()));
    }

    @Test
    void required_FG07_members_are_not_rounded_before() {
        SizeDemand member = new SizeDemand(100, 100, 0, 0);
        assertThat(List.of(member, member).stream()
                        .reduce(SizeDemand.NONE, SizeDemand::plus)
                        .size())
                .isEqualTo(new SizeDemand.Fits(new TaskSize(256, 512), OptionalInt.empty()));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "20480, 0", "20481, 21", "21504, 21", "21505, 22", "204800, 200"})
    void required_FG08_more_disk_than_every_task_has_is_ephemeral_storage(long disk, int gibibytes) {
        assertThat(new SizeDemand(0, 0, 0, disk).size())
                .isEqualTo(new SizeDemand.Fits(
                        FargateSizes.LEAST, gibibytes == 0 ? OptionalInt.empty() : OptionalInt.of(gibibytes)));
    }

    @Test
    void required_FG08_too_much_disk_and_GPUs_are_refused() {
        assertThat(new SizeDemand(0, 0, 0, 204_801).size())
                .isEqualTo(new SizeDemand.TooMuch(
                        "a task on Fargate has at most 204800 MiB of disk (200 GiB), and 204801 are asked for"));
        assertThat(new SizeDemand(0, 0, 1, 0).size())
                .isEqualTo(new SizeDemand.TooMuch("Fargate has no GPUs, and 1 are asked for"));
    }

    @Test
    void what_rounding_left_out_of_a_demand_counts_and_a_limit_beyond_it_does_not() {
        Resources disk = Resources.of(Dialect.MESOS, ResourceName.DISK, Amount.parse("30.5"));
        Resources accounted = memory("512");
        assertThat(SizeDemand.of(new Taken(accounted, memory("513")), disk)).isEqualTo(new SizeDemand(0, 513, 0, 31));
        assertThat(SizeDemand.of(new Taken(accounted, memory("900")), disk)).isEqualTo(new SizeDemand(0, 512, 0, 31));
        assertThat(SizeDemand.of(Taken.of(accounted), disk)).isEqualTo(new SizeDemand(0, 512, 0, 31));
    }

    private static Resources memory(String mebibytes) {
        return Resources.of(Dialect.ECS, ResourceName.ECS_MEMORY, Amount.parse(mebibytes));
    }

    @Test
    void what_a_task_holds_is_rounded_up_to_units() {
        Resources held = Resources.of(
                Dialect.MESOS, Map.of(ResourceName.CPUS, Amount.parse("0.251"), ResourceName.MEM, Amount.parse("1.1")));
        assertThat(SizeDemand.ofHolding(held)).isEqualTo(new SizeDemand(258, 2, 0, 0));
        Resources most = Resources.of(Dialect.MESOS, ResourceName.CPUS, Amount.MAX);
        assertThat(SizeDemand.ofHolding(most).cpu()).isGreaterThan(16_384);
    }
}
