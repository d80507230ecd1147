package dev.isthmus.testkit.contract.translator;

import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.testkit.contract.law.PortLaws;
import dev.isthmus.testkit.contract.law.Scale;
import dev.isthmus.testkit.generate.ResourceArbitraries;
import dev.isthmus.testkit.generate.Split;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * The laws for a translator of ports, whose backend tells the ports that are free, one set for each protocol. Say {@link #translator}; {@link
 * #context} and {@link #universe} if other ports than the default ones are to be offered.
 */
public abstract class PortsTranslatorContract extends ResourceTranslatorContract {

    /** For subclasses. */
    protected PortsTranslatorContract() {}

    /** The ports that may be offered at all; by default those of a Mesos agent. */
    protected PortRanges universe() {
        return PortRanges.of(31000, 32000);
    }

    /** How many ports the backend reserves on an agent, over all protocols; by default as many as ECS. */
    protected int reservable() {
        return 100;
    }

    @Override
    final Quantity nothing() {
        return PortRanges.NONE;
    }

    @Override
    protected final Scale scale() {
        return Scale.ofEcs(new ResourceName("ports are not counted"), 1);
    }

    @Override
    @Provide
    protected Arbitrary<Resources> free() {
        List<ResourceName> names = List.copyOf(new TreeSet<>(translator().backendResources()));
        return Combinators.combine(names.stream()
                        .map(name -> ResourceArbitraries.freePorts(universe()))
                        .toList())
                .as(sets -> {
                    Resources free = Resources.none(translator().backend());
                    for (int i = 0; i < names.size(); i++) {
                        free = free.with(names.get(i), sets.get(i));
                    }
                    return free;
                });
    }

    @Override
    @Provide
    protected Arbitrary<Quantity> demands() {
        return Arbitraries.oneOf(ResourceArbitraries.portsOf(universe()), ResourceArbitraries.portRanges())
                .map(ports -> ports);
    }

    /** More ports than the backend reserves on an agent, and quantities that are no ports. */
    @Override
    @Provide
    protected Arbitrary<Quantity> unsayable() {
        return Arbitraries.oneOf(
                Arbitraries.integers()
                        .between(1, 60_000)
                        .map(first -> PortRanges.of(first, Math.min(65_535, first + reservable() + first % 7))),
                ResourceArbitraries.amounts().map(amount -> amount),
                ResourceArbitraries.items().map(items -> items));
    }

    /** TR-06. If it fails: a protocol, or the universe, is forgotten. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR06_ports_none_is_offered_that_is_held(@ForAll("free") Resources free) {
        check(PortLaws.disjoint(subject(), universe(), free));
    }

    /** TR-06. If it fails: the result is not made with {@link PortRanges}, which sees to it. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR06_ports_ranges_are_normalised(@ForAll("free") Resources free) {
        subject().offered(free).ifPresent(offered -> check(PortLaws.normalised(offered)));
    }

    /** TR-06. If it fails: what is held of either protocol is not counted against the backend's bound, or others than the lowest go first. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR06_ports_the_lowest_that_can_be_reserved_are_offered(@ForAll("free") Resources free) {
        check(PortLaws.lowest(subject(), universe(), reservable(), free));
    }

    /** TR-06. If it fails: {@code take} accounts other ports than were asked for, or none. */
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE)
    public void required_TR06_ports_taking_and_giving_back_is_the_identity(
            @ForAll("free") Resources free, @ForAll("weights") List<Integer> weights) {
        subject()
                .offered(free)
                .map(offered -> Split.of(offered, weights).get(0))
                .ifPresent(part -> check(PortLaws.identity(subject(), free, part)));
    }
}
