package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelCluster.ModelAgent;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * An allocator that gets one thing wrong.
 *
 * @param law the law that finds it
 */
public record WrongAllocator(String name, String law, ReferenceAllocator allocator) {

    @Override
    public String toString() {
        return name;
    }

    /** All that there are. */
    public static Stream<WrongAllocator> all() {
        return Stream.of(
                new WrongAllocator("promises twice", "AL-01", new ReferenceAllocator() {
                    @Override
                    void grant(ModelCluster cluster, Hold hold) {
                        super.grant(cluster, hold);
                        if (cluster.holds.size() % 3 == 0) {
                            super.grant(cluster, hold);
                        }
                    }
                }),
                new WrongAllocator("forgets refusals", "AL-02", new ReferenceAllocator() {
                    @Override
                    boolean refuses(ModelCluster cluster, Turn turn, String agent, ResourcesByReservation part) {
                        return false;
                    }
                }),
                new WrongAllocator("offers to who is silent", "AL-02", new ReferenceAllocator() {
                    @Override
                    boolean wants(ModelFramework framework, String role) {
                        return true;
                    }
                }),
                new WrongAllocator("offers gpus to all", "AL-02", new ReferenceAllocator() {
                    @Override
                    boolean suits(ModelFramework framework, ModelAgent agent) {
                        return !framework.shunned().equals(agent.id() + ".example");
                    }
                }),
                new WrongAllocator("forgets constraints", "AL-02", new ReferenceAllocator() {
                    @Override
                    boolean suits(ModelFramework framework, ModelAgent agent) {
                        return framework.gpus() || !agent.gpus();
                    }
                }),
                new WrongAllocator("gives reserved to all", "AL-02", new ReferenceAllocator() {
                    @Override
                    ResourcesByReservation availableTo(String role, ResourcesByReservation available) {
                        return available;
                    }
                }),
                new WrongAllocator("stops at the first unfit", "AL-03", new ReferenceAllocator() {
                    @Override
                    boolean goesOnAfterUnfit() {
                        return false;
                    }
                }),
                new WrongAllocator("gives half", "AL-04", new ReferenceAllocator() {
                    @Override
                    ResourcesByReservation upToLimits(
                            ModelCluster cluster, String role, ResourcesByReservation available) {
                        return available.reserved().isEmpty()
                                ? super.upToLimits(cluster, role, available)
                                : ResourcesByReservation.of(available.unreserved());
                    }
                }),
                new WrongAllocator("forgets weights", "AL-05", new ReferenceAllocator() {
                    @Override
                    Amount weight(ModelCluster cluster, String node) {
                        return Amount.of(1);
                    }
                }),
                new WrongAllocator("sorts once a run", "AL-05", new ReferenceAllocator() {
                    @Override
                    boolean sortsForEachAgent() {
                        return false;
                    }
                }),
                new WrongAllocator("takes the smallest share", "AL-05", new ReferenceAllocator() {
                    @Override
                    Fraction share(ModelCluster cluster, String node) {
                        Fraction largest = super.share(cluster, node);
                        return new Fraction(largest.part().negate(), largest.whole());
                    }
                }),
                new WrongAllocator("counts cpus only", "AL-05", new ReferenceAllocator() {
                    @Override
                    ScalarQuantities heldBy(ModelCluster cluster, String node) {
                        ScalarQuantities all = super.heldBy(cluster, node);
                        return AllocatorRig.quantities(
                                "cpus:" + Amount.ofThousandths(all.thousandths(ResourceName.CPUS)));
                    }
                }),
                new WrongAllocator("forgets the roles below", "AL-05", new ReferenceAllocator() {
                    @Override
                    ScalarQuantities heldBy(ModelCluster cluster, String node) {
                        return cluster.held(hold -> hold.role().equals(node)
                                || (node.contains("/.")
                                        && ModelCluster.path(hold.role(), hold.framework())
                                                .contains(node)));
                    }
                }),
                new WrongAllocator("forgets roles", "AL-05", new ReferenceAllocator() {
                    @Override
                    Comparator<Turn> order(ModelCluster cluster) {
                        return Comparator.<Turn, Fraction>comparing(
                                        turn -> share(cluster, turn.role() + "/.|" + turn.framework()))
                                .thenComparing(Turn::role)
                                .thenComparing(Turn::framework);
                    }
                }),
                new WrongAllocator("forgets limits", "AL-06", new ReferenceAllocator() {
                    @Override
                    long limitLeft(ModelCluster cluster, String role, ResourceName name, long toward) {
                        return Long.MAX_VALUE;
                    }
                }),
                new WrongAllocator("limits without reservations", "AL-06", new ReferenceAllocator() {
                    @Override
                    ScalarQuantities consumed(ModelCluster cluster, String role) {
                        return cluster.held(hold -> hold.role().equals(role));
                    }
                }),
                new WrongAllocator("forgets headroom", "AL-07", new ReferenceAllocator() {
                    @Override
                    long spare(ModelCluster cluster, ResourceName name) {
                        return Long.MAX_VALUE;
                    }
                }),
                new WrongAllocator("has no first stage", "AL-08", new ReferenceAllocator() {
                    @Override
                    boolean hasFirstStage() {
                        return false;
                    }
                }),
                new WrongAllocator("forgets how often", "AL-11", new ReferenceAllocator() {
                    @Override
                    int allocations(ModelCluster cluster, String node) {
                        return 0;
                    }
                }));
    }
}
