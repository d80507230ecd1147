package dev.isthmus.ecs.fargate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.isthmus.ecs.fargate.TaskSizeLaws.Above;
import dev.isthmus.ecs.fargate.TaskSizeLaws.Demand;
import dev.isthmus.ecs.fargate.TaskSizeLaws.Within;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The laws of sizes are tested too: each finds the roundings that break it, and says how. */
class WrongSizesTest {

    private static final List<Demand> EDGES = TaskSizeLaws.edges();

    @ParameterizedTest(name = "{0} breaks {1}")
    @MethodSource({"roundingUp", "roundingDown"})
    void a_wrong_rounding_is_found_out(String wrong, String law, Function<Demand, Optional<String>> check) {
        assertThat(EDGES.stream()
                        .flatMap(demand -> check.apply(demand).stream())
                        .findFirst())
                .as(wrong)
                .hasValueSatisfying(found -> assertThat(found).startsWith(law + ": "));
    }

    private static Arguments wrong(String name, String law, Function<Demand, Optional<String>> check) {
        return arguments(name, law, check);
    }

    static Stream<Arguments> roundingUp() {
        Above nearest = (cpu, memory) -> FargateSizes.ALL.stream()
                .filter(size -> size.cpu() >= cpu)
                .min(Comparator.comparingLong(size -> Math.abs(size.memory() - memory)));
        Above generous = (cpu, memory) -> FargateSizes.above(cpu, memory)
                .flatMap(size -> FargateSizes.ALL.stream()
                        .filter(other -> other.compareTo(size) > 0)
                        .findFirst()
                        .or(() -> Optional.of(size)));
        Above thrifty = (cpu, memory) -> FargateSizes.above(cpu, memory > 61_440 ? 512 : memory);
        Above small = (cpu, memory) -> cpu > 4096 ? Optional.empty() : FargateSizes.above(cpu, memory);
        Above endless = (cpu, memory) -> FargateSizes.above(cpu, memory).or(() -> Optional.of(FargateSizes.MOST));
        Above byMemory = (cpu, memory) -> FargateSizes.ALL.stream()
                .filter(size -> size.holds(cpu, memory))
                .max(Comparator.comparing(TaskSize::cpu).thenComparing(size -> -size.memory()));
        return Stream.of(
                wrong("rounds memory to the nearest", "R-FG-01", demand -> TaskSizeLaws.upOnly(nearest, demand)),
                wrong("adds a step to be safe", "R-FG-02", demand -> TaskSizeLaws.idempotent(generous, demand)),
                wrong(
                        "gives those who ask for very much the least",
                        "R-FG-03",
                        demand -> TaskSizeLaws.monotone(thrifty, new Demand(demand.cpu(), 61_440), demand)
                                .filter(broken -> demand.memory() > 61_440)),
                wrong("knows no more than 4 vCPUs", "R-FG-04", demand -> TaskSizeLaws.total(small, demand)),
                wrong("cuts what is beyond", "R-FG-04", demand -> TaskSizeLaws.total(endless, demand)),
                wrong(
                        "takes the most CPUs",
                        "R-FG-05",
                        demand -> TaskSizeLaws.cheapest(byMemory, demand, 0.04048, 0.004445)),
                wrong(
                        "adds a step to be safe",
                        "R-FG-05",
                        demand -> TaskSizeLaws.cheapest(generous, demand, 0.04048, 0.004445)));
    }

    static Stream<Arguments> roundingDown() {
        Within up = FargateSizes::above;
        Within least = (cpu, memory) -> FargateSizes.within(cpu, memory).map(size -> FargateSizes.LEAST);
        Above generous = (cpu, memory) -> FargateSizes.above(cpu + 1, memory);
        return Stream.of(
                wrong(
                        "offers more than there is",
                        "R-FG-06",
                        free -> TaskSizeLaws.fit(up, FargateSizes::above, free, free)),
                wrong(
                        "has a size that the offer does not hold",
                        "R-FG-06",
                        demand -> TaskSizeLaws.fit(FargateSizes::within, generous, demand, demand)),
                wrong("offers the least of all", "R-FG-06", free -> TaskSizeLaws.largest(least, free)));
    }
}
