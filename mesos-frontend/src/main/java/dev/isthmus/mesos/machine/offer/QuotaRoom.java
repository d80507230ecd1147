package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.ArrayList;
import java.util.List;

/**
 * Which offers stand in the way of a quota (src/master/quota_handler.cpp, {@code _update}): those of the role itself that go beyond its limits, and of others as many as it
 * takes to have what it is guaranteed, as if nothing else were free.
 */
final class QuotaRoom {

    private final MasterState state;

    QuotaRoom(MasterState state) {
        this.state = state;
    }

    /** The offers that are to be rescinded for the quota of a top-level role, oldest first in each of the two kinds. */
    List<OutstandingOffer> standsInTheWay(String role, RoleQuota quota) {
        List<OutstandingOffer> gone = new ArrayList<>();
        ScalarQuantities held = state.allocator().consumedBy(role);
        for (OutstandingOffer offer : state.offers().all()) {
            if (isOf(offer, role) && !isWithin(quota, held)) {
                held = held.minus(ScalarQuantities.of(offer.portions().unreserved()));
                gone.add(offer);
            }
        }
        for (OutstandingOffer offer : state.offers().all()) {
            if (!isOf(offer, role) && !quota.guarantees().minus(held).isEmpty()) {
                held = held.plus(ScalarQuantities.of(offer.portions()));
                gone.add(offer);
            }
        }
        return gone;
    }

    private static boolean isOf(OutstandingOffer offer, String role) {
        return QuotaBook.topLevel(offer.role()).equals(role);
    }

    private static boolean isWithin(RoleQuota quota, ScalarQuantities held) {
        for (ResourceName name : quota.limits().keySet()) {
            if (quota.limits().get(name).thousandths() < held.thousandths(name)) {
                return false;
            }
        }
        return true;
    }
}
