package dev.isthmus.simulation.client;

import java.util.Optional;

/** Where clients look for the master, and are told sooner or later that there is another one. */
public interface MasterLookup {

    /** The one that began last, if it lives. */
    Optional<MasterDoor> newest();

    /** Done whenever another one has begun, in no step of anybody. */
    void watch(Runnable changed);
}
