package dev.isthmus.testkit.contract.plain;

import dev.isthmus.testkit.contract.backend.BackendFeature;
import dev.isthmus.testkit.contract.backend.ExaminedCluster;
import dev.isthmus.testkit.contract.backend.OfferSourceContract;
import dev.isthmus.testkit.contract.backend.PlainMemory;
import dev.isthmus.testkit.time.ManualClock;
import java.util.EnumSet;
import java.util.Set;

/** A backend that does nothing optional, and says so, keeps the contract. */
class PlainOfferSourceTest extends OfferSourceContract {

    @Override
    protected ExaminedCluster cluster(ManualClock clock) {
        return new PlainMemory(clock);
    }

    @Override
    protected Set<BackendFeature> features() {
        return EnumSet.noneOf(BackendFeature.class);
    }
}
