package dev.isthmus.testkit.contract.law;

import dev.isthmus.api.resource.PortRange;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.List;
import java.util.Optional;

/** TR-06, ports: what is offered is free, not too much, the lowest there is, and comes back as it was. Each answers what is broken. */
public final class PortLaws {

    private PortLaws() {}

    /** Nothing is offered that TCP or UDP holds, or that lies outside the universe. */
    public static Optional<String> disjoint(TranslatorSubject subject, PortRanges universe, Resources free) {
        return Law.examine("TR-06 ports", () -> {
            PortRanges offered = offered(subject, free);
            Law.require(
                    universe.containsAll(offered),
                    () -> "ports " + offered.without(universe) + " are offered, outside the universe " + universe);
            for (ResourceName name : subject.translator().backendResources()) {
                PortRanges held = offered.without(free.ports(name));
                Law.require(held.isZero(), () -> "ports " + held + " are offered, but held in " + name);
            }
        });
    }

    /** Ranges are sorted, disjoint and coalesced. */
    public static Optional<String> normalised(Quantity offered) {
        return Law.examine("TR-06 ports", () -> requireNormalised(ports(offered).ranges()));
    }

    /** The same of ranges. */
    public static Optional<String> normalised(List<PortRange> ranges) {
        return Law.examine("TR-06 ports", () -> requireNormalised(ranges));
    }

    private static void requireNormalised(List<PortRange> ranges) {
        for (int i = 1; i < ranges.size(); i++) {
            PortRange before = ranges.get(i - 1);
            PortRange next = ranges.get(i);
            Law.require(
                    before.last() + 1 < next.first(),
                    () -> "ranges " + before + " and " + next + " are not sorted, disjoint and coalesced");
        }
    }

    /**
     * No more is offered than the backend can still reserve, counting each protocol, and of what is free the lowest.
     *
     * @param reservable how many ports the backend reserves on an agent
     */
    public static Optional<String> lowest(
            TranslatorSubject subject, PortRanges universe, int reservable, Resources free) {
        return Law.examine("TR-06 ports", () -> {
            PortRanges offered = offered(subject, free);
            PortRanges candidates = universe;
            int left = reservable;
            for (ResourceName name : subject.translator().backendResources()) {
                candidates = candidates.intersect(free.ports(name));
                left -= PortRanges.ALL.count() - free.ports(name).count();
            }
            int most = Math.max(0, left);
            Law.require(
                    offered.count() <= most,
                    () -> offered.count() + " ports are offered, but only " + most + " of " + reservable
                            + " can still be reserved");
            PortRanges expected = candidates.lowest(most);
            Law.require(
                    offered.equals(expected),
                    () -> "ports " + offered + " are offered, but the lowest free ones are " + expected);
        });
    }

    /** Taking and giving back is the identity for each protocol, and what is taken is not offered again meanwhile. */
    public static Optional<String> identity(TranslatorSubject subject, Resources free, Quantity asked) {
        return Law.examine("TR-06 ports", () -> {
            PortRanges demand = ports(asked);
            Resources taken = subject.takenFor(demand, () -> "it is within the offer for " + free)
                    .accounted();
            Resources left = free.minus(taken);
            Law.require(
                    left.plus(taken).equals(free),
                    () -> "what is taken for " + demand + " and given back is not what was free");
            PortRanges again = offered(subject, left).intersect(demand);
            Law.require(again.isZero(), () -> "ports " + again + " are taken, and offered again");
        });
    }

    private static PortRanges offered(TranslatorSubject subject, Resources free) {
        return subject.offered(free)
                .map(PortLaws::ports)
                .orElseThrow(
                        () -> Law.broken("nothing is offered of free " + free + ", which are ports: it is refused"));
    }

    private static PortRanges ports(Quantity offered) {
        if (offered instanceof PortRanges ports) {
            return ports;
        }
        throw Law.broken(offered + " is offered, a " + offered.type() + ": want ranges");
    }
}
