package dev.isthmus.ecs.contract;

import dev.isthmus.testkit.contract.backend.BackendContract;
import dev.isthmus.testkit.contract.backend.ExaminedCluster;
import dev.isthmus.testkit.time.ManualClock;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The ECS backend keeps the contract. */
@Execution(ExecutionMode.CONCURRENT) // Each waits for calls to arrive, on a cluster of its own.
class EcsBackendContractTest extends BackendContract {

    @Override
    protected ExaminedCluster cluster(ManualClock clock) {
        return new EcsCluster(clock, "run-task");
    }
}
