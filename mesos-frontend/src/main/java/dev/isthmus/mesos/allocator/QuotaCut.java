package dev.isthmus.mesos.allocator;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.function.ToLongFunction;

/**
 * What quota lets a role have of what is available: reservations, ports and sets in any case, and of the unreserved scalars so much that the role stays
 * within its limits, and that as much stays free in the cluster as is guaranteed and not consumed.
 */
final class QuotaCut {

    private final QuotaBook quotas;
    private final FreeCapacity capacity;

    QuotaCut(QuotaBook quotas, FreeCapacity capacity) {
        this.quotas = quotas;
        this.capacity = capacity;
    }

    /** What a role may have beside guarantees. */
    ResourcesByReservation upToLimits(String role, ResourcesByReservation available) {
        return quotas.isAny() ? cut(role, available, ScalarQuantities.NONE) : available;
    }

    /** What a role may have that has unmet guarantees; nothing if none of it would help to meet them. */
    ResourcesByReservation towardGuarantees(String role, ResourcesByReservation available) {
        ScalarQuantities toward =
                ScalarQuantities.of(ScalarQuantities.cut(available.unreserved(), quotas.unmetOf(role)::thousandths));
        return toward.isEmpty() ? ResourcesByReservation.none() : cut(role, available, toward);
    }

    /**
     * Cuts what is available.
     *
     * @param toward what of it is guaranteed, and is not cut: it was kept free for this
     */
    private ResourcesByReservation cut(String role, ResourcesByReservation available, ScalarQuantities toward) {
        RoleQuota quota = quotas.of(role);
        ScalarQuantities consumed = quotas.consumedBy(role).plus(toward);
        ScalarQuantities headroom = quotas.headroom();
        ScalarQuantities surplus = capacity.free().minus(headroom);
        ToLongFunction<ResourceName> most = name -> {
            long spare = headroom.isEmpty() ? Long.MAX_VALUE : surplus.thousandths(name);
            return plus(toward.thousandths(name), Math.min(quota.left(name, consumed), spare));
        };
        Resources all = available.unreserved();
        Resources others = all.minus(ScalarQuantities.cut(all, name -> Long.MAX_VALUE));
        return new ResourcesByReservation(others.plus(ScalarQuantities.cut(all, most)), available.reserved());
    }

    private static long plus(long one, long other) {
        return one > Long.MAX_VALUE - other ? Long.MAX_VALUE : one + other;
    }
}
