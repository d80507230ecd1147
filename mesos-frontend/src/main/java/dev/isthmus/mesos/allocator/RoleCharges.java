package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/** Is told what the tasks of one framework hold in its roles. */
public interface RoleCharges {

    /** More is held in a role. */
    void charge(String role, ResourcesByReservation portions);

    /** What was charged to a role is held no more. */
    void release(String role, ResourcesByReservation portions);

    /** Those of a framework at an allocator. */
    static RoleCharges of(HierarchicalAllocator allocator, FrameworkId framework) {
        return new RoleCharges() {
            @Override
            public void charge(String role, ResourcesByReservation portions) {
                allocator.charge(framework, role, portions);
            }

            @Override
            public void release(String role, ResourcesByReservation portions) {
                allocator.release(framework, role, portions);
            }
        };
    }
}
