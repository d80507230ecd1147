package dev.isthmus.ecs;

import dev.isthmus.testkit.contract.BackendContract;
import dev.isthmus.testkit.contract.ExaminedCluster;
import dev.isthmus.testkit.time.ManualClock;

/** The ECS backend keeps the contract. */
class EcsBackendContractTest extends BackendContract {

    @Override
    protected ExaminedCluster cluster(ManualClock clock) {
        return new EcsCluster(clock, "run-task");
    }
}
