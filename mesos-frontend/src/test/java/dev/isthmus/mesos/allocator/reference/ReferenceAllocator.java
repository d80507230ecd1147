package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelCluster.ModelAgent;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * An allocator that keeps nothing: it sums and sorts everything anew for each agent. Slow and obvious. Its decisions are methods, so that a test can get one
 * of them wrong.
 */
public class ReferenceAllocator {

    /** A share, as an exact fraction. */
    record Fraction(BigInteger part, BigInteger whole) implements Comparable<Fraction> {

        static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

        @Override
        public int compareTo(Fraction other) {
            return part.multiply(other.whole).compareTo(other.part.multiply(whole));
        }
    }

    /** A framework in a role. */
    public record Turn(String role, String framework) {}

    /**
     * What it would grant.
     *
     * @param before not changed
     * @param order the agents, in each of the stages
     */
    public final List<Hold> grants(ModelCluster before, Function<Integer, List<String>> order) {
        ModelCluster cluster = before.copy();
        int already = cluster.holds.size();
        boolean guaranteed = cluster.quotas.keySet().stream()
                .anyMatch(role -> !cluster.unmet(role).isEmpty()
                        && cluster.frameworks.values().stream().anyMatch(framework -> framework.wants(role)));
        int stage = 0;
        if (guaranteed && hasFirstStage()) {
            deal(cluster, order.apply(stage++), true);
        }
        deal(cluster, order.apply(stage), false);
        return new ArrayList<>(cluster.holds.subList(already, cluster.holds.size()));
    }

    boolean hasFirstStage() {
        return true;
    }

    private void deal(ModelCluster cluster, List<String> agents, boolean guarantees) {
        List<Turn> first = turns(cluster);
        for (String id : agents) {
            ModelAgent agent = cluster.agents.get(id);
            for (Turn turn : sortsForEachAgent() ? turns(cluster) : first) {
                ResourcesByReservation available = availableTo(turn.role(), cluster.available(id));
                ModelFramework framework = cluster.frameworks.get(turn.framework());
                if (!suits(framework, agent) || !framework.isEnough(available.total())) {
                    if (goesOnAfterUnfit()) {
                        continue;
                    }
                    break;
                }
                ResourcesByReservation part = guarantees
                        ? towardGuarantees(cluster, turn.role(), available)
                        : upToLimits(cluster, turn.role(), available);
                if (!part.isEmpty() && framework.isEnough(part.total()) && !refuses(cluster, turn, id, part)) {
                    grant(cluster, new Hold(turn.framework(), turn.role(), id, part));
                }
            }
        }
    }

    boolean sortsForEachAgent() {
        return true;
    }

    boolean goesOnAfterUnfit() {
        return true;
    }

    void grant(ModelCluster cluster, Hold hold) {
        cluster.grant(hold);
    }

    boolean suits(ModelFramework framework, ModelAgent agent) {
        return (framework.gpus() || !agent.gpus()) && !framework.shunned().equals(agent.id() + ".example");
    }

    boolean refuses(ModelCluster cluster, Turn turn, String agent, ResourcesByReservation part) {
        return cluster.refuses(turn.framework(), turn.role(), agent, part);
    }

    ResourcesByReservation availableTo(String role, ResourcesByReservation available) {
        Map<Reservation, Resources> own = new LinkedHashMap<>(available.reserved());
        own.keySet().removeIf(each -> !role.equals(each.role()) && !role.startsWith(each.role() + "/"));
        return new ResourcesByReservation(available.unreserved(), own);
    }

    ResourcesByReservation towardGuarantees(ModelCluster cluster, String role, ResourcesByReservation available) {
        ScalarQuantities unmet = cluster.unmet(role);
        ScalarQuantities toward = ScalarQuantities.of(cutScalars(available.unreserved(), unmet::thousandths));
        return toward.isEmpty()
                ? ResourcesByReservation.none()
                : new ResourcesByReservation(cut(cluster, role, available.unreserved(), toward), available.reserved());
    }

    ResourcesByReservation upToLimits(ModelCluster cluster, String role, ResourcesByReservation available) {
        return cluster.quotas.isEmpty()
                ? available
                : new ResourcesByReservation(
                        cut(cluster, role, available.unreserved(), ScalarQuantities.NONE), available.reserved());
    }

    private Resources cut(ModelCluster cluster, String role, Resources all, ScalarQuantities toward) {
        return cutScalars(all, name -> {
            long kept = toward.thousandths(name);
            long limit = limitLeft(cluster, role, name, kept);
            long spare = spare(cluster, name);
            return Math.addExact(kept, Math.min(Math.min(limit, spare), Long.MAX_VALUE / 2));
        });
    }

    long limitLeft(ModelCluster cluster, String role, ResourceName name, long toward) {
        Amount limit =
                cluster.quotas.getOrDefault(role, RoleQuota.NONE).limits().get(name);
        return limit == null
                ? Long.MAX_VALUE
                : Math.max(0, limit.thousandths() - consumed(cluster, role).thousandths(name) - toward);
    }

    ScalarQuantities consumed(ModelCluster cluster, String role) {
        return cluster.consumed(role);
    }

    long spare(ModelCluster cluster, ResourceName name) {
        ScalarQuantities headroom = cluster.headroom();
        return headroom.isEmpty()
                ? Long.MAX_VALUE
                : Math.max(0, cluster.free().thousandths(name) - headroom.thousandths(name));
    }

    private static Resources cutScalars(Resources all, Function<ResourceName, Long> most) {
        SortedMap<ResourceName, Quantity> cut = new TreeMap<>(all.quantities());
        cut.replaceAll((name, quantity) ->
                quantity instanceof Amount amount ? amount.min(Amount.ofThousandths(most.apply(name))) : quantity);
        return Resources.of(all.dialect(), cut);
    }

    /** All frameworks that want offers, by turn. */
    final List<Turn> turns(ModelCluster cluster) {
        List<Turn> turns = new ArrayList<>();
        for (ModelFramework framework : cluster.frameworks.values()) {
            for (String role : framework.roles()) {
                if (wants(framework, role)) {
                    turns.add(new Turn(role, framework.id()));
                }
            }
        }
        turns.sort(order(cluster));
        return turns;
    }

    boolean wants(ModelFramework framework, String role) {
        return framework.wants(role);
    }

    /** Two go down their paths together; where they part, the one with the smaller share comes first. */
    Comparator<Turn> order(ModelCluster cluster) {
        Map<String, Fraction> shares = new TreeMap<>();
        return (one, other) -> {
            List<String> a = ModelCluster.path(one.role(), one.framework());
            List<String> b = ModelCluster.path(other.role(), other.framework());
            int fork = 0;
            while (fork < a.size() && fork < b.size() && a.get(fork).equals(b.get(fork))) {
                fork++;
            }
            if (fork == a.size() || fork == b.size()) {
                return 0;
            }
            return compareNodes(cluster, shares, a.get(fork), b.get(fork));
        };
    }

    private int compareNodes(ModelCluster cluster, Map<String, Fraction> shares, String one, String other) {
        int byShare = shares.computeIfAbsent(one, node -> share(cluster, node))
                .compareTo(shares.computeIfAbsent(other, node -> share(cluster, node)));
        if (byShare != 0) {
            return byShare;
        }
        int byAllocations = Integer.compare(allocations(cluster, one), allocations(cluster, other));
        return byAllocations != 0 ? byAllocations : one.compareTo(other);
    }

    int allocations(ModelCluster cluster, String node) {
        return cluster.allocations.getOrDefault(node, 0);
    }

    Fraction share(ModelCluster cluster, String node) {
        ScalarQuantities held = heldBy(cluster, node);
        ScalarQuantities total = cluster.total();
        Fraction largest = Fraction.ZERO;
        for (int rank = 0; rank < total.size(); rank++) {
            if (!cluster.excluded.contains(total.name(rank))) {
                Fraction share = new Fraction(
                        BigInteger.valueOf(held.thousandths(total.name(rank))).multiply(BigInteger.valueOf(1000)),
                        BigInteger.valueOf(total.thousandths(rank))
                                .multiply(
                                        BigInteger.valueOf(weight(cluster, node).thousandths())));
                largest = share.compareTo(largest) > 0 ? share : largest;
            }
        }
        return largest;
    }

    Amount weight(ModelCluster cluster, String node) {
        return cluster.weights.getOrDefault(node, Amount.of(1));
    }

    /** What is held in all that is at or below a node. */
    ScalarQuantities heldBy(ModelCluster cluster, String node) {
        return cluster.held(
                hold -> ModelCluster.path(hold.role(), hold.framework()).contains(node));
    }
}
