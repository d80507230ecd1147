package dev.isthmus.testkit.generate;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** Amounts, ports, sets and resources, more often than by chance where rounding and bounds bite. */
public final class ResourceArbitraries {

    private static final long INT_MOST = Integer.MAX_VALUE;

    private ResourceArbitraries() {}

    /** Every amount there is; often small, whole, an eighth, at the edge of 32 bits, or the largest. */
    public static Arbitrary<Amount> amounts() {
        Arbitrary<Long> eighths = Arbitraries.longs().between(0, 64).map(n -> n * 125);
        Arbitrary<Long> whole = Arbitraries.longs().between(0, 1 << 20).map(n -> n * 1000);
        return Arbitraries.frequencyOf(
                        Tuple.of(2, edges()),
                        Tuple.of(2, eighths),
                        Tuple.of(2, whole),
                        Tuple.of(4, Arbitraries.longs().between(0, 4096)),
                        Tuple.of(2, Arbitraries.longs().between(0, INT_MOST * 1000)),
                        Tuple.of(1, Arbitraries.longs().between(0, Long.MAX_VALUE)))
                .map(Amount::ofThousandths);
    }

    private static Arbitrary<Long> edges() {
        long cpuMost = ((INT_MOST + 1) * 1000 - 1) / 1024;
        return Arbitraries.of(
                0L,
                1L,
                10L,
                100L,
                125L,
                333L,
                334L,
                500L,
                999L,
                1000L,
                1001L,
                1024L,
                6000L,
                cpuMost,
                cpuMost + 1,
                INT_MOST * 1000,
                INT_MOST * 1000 + 1,
                INT_MOST * 1000 + 999,
                (INT_MOST + 1) * 1000,
                Long.MAX_VALUE / 1024,
                Long.MAX_VALUE / 1024 + 1,
                Long.MAX_VALUE - 1,
                Long.MAX_VALUE);
    }

    /** Amounts without a fraction. */
    public static Arbitrary<Amount> wholeAmounts() {
        return amounts().map(amount -> Amount.of(amount.wholeDown()));
    }

    /** Whole units of a backend that counts in powers of two, from none to so many; often multiples of 128 and their neighbours. */
    public static Arbitrary<Amount> units(long most) {
        Arbitrary<Long> neighbours = Arbitraries.longs()
                .between(0, 512)
                .flatMap(n -> Arbitraries.longs().between(-1, 1).map(by -> n * 128 + by));
        Arbitrary<Long> edges = Arbitraries.of(0L, 1L, 2L, 3L, 127L, 128L, 1000L, 1023L, 1024L, 1025L, most - 1, most);
        return Arbitraries.oneOf(
                        edges,
                        neighbours,
                        Arbitraries.longs().between(0, 4096),
                        Arbitraries.longs().between(0, most))
                .map(units -> Amount.of(Math.max(0, Math.min(most, units))));
    }

    /** Any set of ports: none, all, the first, the last, single ones, ranges that touch, overlap, or lie apart by one port or by many. */
    public static Arbitrary<PortRanges> portRanges() {
        Arbitrary<PortRange> range = Arbitraries.integers()
                .between(0, 65535)
                .flatMap(first -> Arbitraries.oneOf(
                                Arbitraries.just(first),
                                Arbitraries.integers().between(first, Math.min(65535, first + 20)),
                                Arbitraries.integers().between(first, 65535))
                        .map(last -> new PortRange(first, last)));
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(PortRanges.NONE, PortRanges.ALL)),
                Tuple.of(
                        1,
                        Arbitraries.of(
                                PortRanges.of(0, 0),
                                PortRanges.of(65535, 65535),
                                PortRanges.of(1, 65535),
                                PortRanges.of(31000, 31009).union(PortRanges.of(31010, 31019)),
                                PortRanges.of(31000, 31009).union(PortRanges.of(31011, 31019)))),
                Tuple.of(3, range.list().ofMaxSize(5).map(PortRanges::new)),
                Tuple.of(3, portsOf(PortRanges.of(31000, 31040))));
    }

    /** Some of these ports: none, all, or a handful from anywhere within, often its lowest. */
    public static Arbitrary<PortRanges> portsOf(PortRanges universe) {
        int count = universe.count();
        if (count == 0) {
            return Arbitraries.just(PortRanges.NONE);
        }
        int[] ports = universe.ports().toArray();
        Arbitrary<Integer> low =
                Arbitraries.integers().between(0, Math.min(count, 130) - 1).map(i -> ports[i]);
        Arbitrary<Integer> any = Arbitraries.integers().between(0, count - 1).map(i -> ports[i]);
        return Arbitraries.frequencyOf(
                Tuple.of(1, Arbitraries.of(PortRanges.NONE, universe.lowest(1), universe.lowest(100))),
                Tuple.of(4, low.list().ofMaxSize(12).map(PortRanges::ofPorts)),
                Tuple.of(1, any.list().ofMaxSize(12).map(PortRanges::ofPorts)),
                Tuple.of(1, low.map(port -> PortRanges.of(port, Math.min(65535, port + 40)))));
    }

    /**
     * What may be free of a protocol's ports on an agent: mostly all but those that an ECS agent reserves and a few that tasks hold, sometimes
     * none, all, or so few that nothing is left to reserve.
     *
     * @param universe where tasks hold ports
     */
    public static Arbitrary<PortRanges> freePorts(PortRanges universe) {
        PortRanges agent = PortRanges.ofPorts(List.of(22, 2375, 2376, 51678, 51679));
        Arbitrary<PortRanges> usual =
                portsOf(universe).map(held -> PortRanges.ALL.without(agent).without(held));
        Arbitrary<PortRanges> scarce =
                Arbitraries.integers().between(88, 101).map(count -> PortRanges.ALL.without(PortRanges.of(1, count)));
        return Arbitraries.frequencyOf(
                Tuple.of(8, usual),
                Tuple.of(2, portsOf(universe).map(PortRanges.ALL::without)),
                Tuple.of(1, scarce),
                Tuple.of(1, Arbitraries.of(PortRanges.NONE, PortRanges.ALL)));
    }

    /** Sets of names, such as the ids of up to 16 devices. */
    public static Arbitrary<Items> items() {
        return Arbitraries.integers()
                .between(0, 15)
                .map(number -> "GPU-" + number)
                .set()
                .ofMaxSize(16)
                .map(Items::of);
    }

    /** A quantity of any type. */
    public static Arbitrary<Quantity> quantities() {
        return Arbitraries.oneOf(
                amounts().map(amount -> amount), portRanges().map(ports -> ports), items().map(items -> items));
    }

    /** Resources under some of these names, of whatever type. */
    public static Arbitrary<Resources> resources(Dialect dialect, Collection<ResourceName> names) {
        return Arbitraries.maps(Arbitraries.of(names), quantities()).map(map -> Resources.of(dialect, map));
    }

    /** From one to so many weights for {@link Split}; often all alike. */
    public static Arbitrary<List<Integer>> weights(int most) {
        Arbitrary<List<Integer>> alike =
                Arbitraries.integers().between(1, most).map(count -> Collections.nCopies(count, 1));
        Arbitrary<List<Integer>> mixed =
                Arbitraries.integers().between(1, 1000).list().ofMinSize(1).ofMaxSize(most);
        return Arbitraries.oneOf(alike, mixed);
    }
}
