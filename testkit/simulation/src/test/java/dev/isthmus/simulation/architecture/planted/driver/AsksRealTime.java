package dev.isthmus.simulation.architecture.planted.driver;

import java.util.UUID;

/** On purpose: it draws what no seed gives. */
public final class AsksRealTime {

    UUID drawn() {
        return UUID.randomUUID();
    }
}
