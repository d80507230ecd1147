package dev.isthmus.master.snapshot;

import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a cluster has, and which roles have how much of it.
 *
 * @param capacity of all agents that do not count as lost
 * @param roles those that frameworks have, or that something is allocated, offered or reserved for, and those above them
 */
public record ClusterUse(ScalarQuantities capacity, SortedMap<String, RoleUse> roles) {

    /** An empty cluster. */
    public static final ClusterUse NONE = new ClusterUse(ScalarQuantities.NONE, new TreeMap<>());

    /** Copies the map. */
    public ClusterUse {
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
    }

    /** What a role has. */
    public RoleUse role(String role) {
        return roles.getOrDefault(role, RoleUse.NONE);
    }

    /** Counts what a machine holds. Costs a look at each agent, task and offer. */
    public static ClusterUse of(MasterView view) {
        Count count = new Count();
        for (MasterView.OfAgent agent : view.agents()) {
            if (agent.unreachableSince().isEmpty()) {
                count.capacity = count.capacity.plus(ScalarQuantities.of(agent.total()));
                agent.reserved()
                        .reserved()
                        .forEach((each, what) -> count.reserved(each.role(), ScalarQuantities.of(what)));
            }
        }
        for (MasterView.OfFramework framework : view.frameworks()) {
            String id = framework.framework().id().value();
            framework.framework().roles().forEach(role -> count.subscribed(role, id));
            framework.tasks().stream()
                    .filter(task -> !task.isEnded())
                    .forEach(task -> count.held(task.role(), task.portions()));
        }
        view.offers().forEach(offer -> count.offered(offer.role(), offer.portions()));
        return new ClusterUse(count.capacity, count.roles);
    }

    /** The role itself and those above it. */
    public static List<String> lineage(String role) {
        List<String> lineage = new ArrayList<>(List.of(role));
        for (int slash = role.lastIndexOf('/'); slash > 0; slash = role.lastIndexOf('/', slash - 1)) {
            lineage.add(role.substring(0, slash));
        }
        return lineage;
    }

    private static final class Count {

        private ScalarQuantities capacity = ScalarQuantities.NONE;
        private final SortedMap<String, RoleUse> roles = new TreeMap<>();

        private void count(String role, UnaryOperator<RoleUse> more) {
            lineage(role).forEach(each -> roles.put(each, more.apply(roles.getOrDefault(each, RoleUse.NONE))));
        }

        private void reserved(String role, ScalarQuantities what) {
            count(
                    role,
                    use -> new RoleUse(
                            use.consumed().plus(what),
                            use.allocated(),
                            use.offered(),
                            use.reserved().plus(what),
                            use.frameworks()));
        }

        private void held(String role, ResourcesByReservation what) {
            ScalarQuantities all = ScalarQuantities.of(what);
            ScalarQuantities unreserved = ScalarQuantities.of(what.unreserved());
            count(
                    role,
                    use -> new RoleUse(
                            use.consumed().plus(unreserved),
                            use.allocated().plus(all),
                            use.offered(),
                            use.reserved(),
                            use.frameworks()));
        }

        private void offered(String role, ResourcesByReservation what) {
            ScalarQuantities all = ScalarQuantities.of(what);
            count(
                    role,
                    use -> new RoleUse(
                            use.consumed(),
                            use.allocated(),
                            use.offered().plus(all),
                            use.reserved(),
                            use.frameworks()));
        }

        private void subscribed(String role, String framework) {
            // Those above it are known, and have no framework by that.
            count(role, use -> use);
            RoleUse use = roles.getOrDefault(role, RoleUse.NONE);
            List<String> frameworks = new ArrayList<>(use.frameworks());
            frameworks.add(framework);
            roles.put(role, new RoleUse(use.consumed(), use.allocated(), use.offered(), use.reserved(), frameworks));
        }
    }
}
