package dev.isthmus.testkit.contract.backend;

import dev.isthmus.testkit.time.ManualClock;
import java.util.EnumSet;
import java.util.Set;

/** The backend in memory keeps the contract. */
class MemoryBackendContractTest extends BackendContract {

    @Override
    protected ExaminedCluster cluster(ManualClock clock) {
        return new ExaminedMemory(clock);
    }

    @Override
    protected Set<BackendFeature> features() {
        return EnumSet.complementOf(EnumSet.of(BackendFeature.SETTINGS, BackendFeature.CALL_COUNTS));
    }
}
