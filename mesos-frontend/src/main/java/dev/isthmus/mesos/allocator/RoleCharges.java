package dev.isthmus.mesos.allocator;

import dev.isthmus.mesos.resource.ResourcesByReservation;

/** Is told what the tasks of one framework hold in its roles. */
public interface RoleCharges {

    /** More is held in a role. */
    void charge(String role, ResourcesByReservation portions);

    /** What was charged to a role is held no more. */
    void release(String role, ResourcesByReservation portions);
}
