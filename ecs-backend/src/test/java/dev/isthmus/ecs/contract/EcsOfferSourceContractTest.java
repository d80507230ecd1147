package dev.isthmus.ecs.contract;

import dev.isthmus.testkit.contract.backend.ExaminedCluster;
import dev.isthmus.testkit.contract.backend.OfferSourceContract;
import dev.isthmus.testkit.time.ManualClock;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ECS backend keeps the contract. */
@Execution(ExecutionMode.CONCURRENT) // Each waits for calls to arrive, on a cluster of its own.
class EcsOfferSourceContractTest extends OfferSourceContract {

    @Override
    protected ExaminedCluster cluster(ManualClock clock) {
        return new EcsCluster(clock, "run-task");
    }
}
