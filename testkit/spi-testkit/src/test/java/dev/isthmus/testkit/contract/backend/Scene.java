package dev.isthmus.testkit.contract.backend;

import dev.isthmus.testkit.time.ManualClock;
import java.util.ArrayList;
import java.util.List;

/** What the backends that one test opens share. */
final class Scene {

    final ExaminedMemory cluster;
    final ManualClock clock;
    final List<WrappedBackend> opened = new ArrayList<>();

    Scene(ExaminedMemory cluster, ManualClock clock) {
        this.cluster = cluster;
        this.clock = clock;
    }
}
