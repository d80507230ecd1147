package dev.isthmus.mesos.task;

import dev.isthmus.mesos.allocator.RoleCharges;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/** For a ledger of tasks beside which nothing is allocated. */
final class NoCharges implements RoleCharges {

    @Override
    public void charge(String role, ResourcesByReservation portions) {
        // Nobody counts it.
    }

    @Override
    public void release(String role, ResourcesByReservation portions) {
        // Nobody counts it.
    }
}
