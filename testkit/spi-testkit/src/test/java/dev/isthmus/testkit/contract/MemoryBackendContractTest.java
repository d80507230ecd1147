package dev.isthmus.testkit.contract;

import dev.isthmus.testkit.contract.backend.BackendContract;
import dev.isthmus.testkit.contract.backend.BackendFeature;
import dev.isthmus.testkit.contract.backend.ExaminedCluster;
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
