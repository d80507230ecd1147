package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.budget.RequestBudget;
import dev.isthmus.ecs.event.HeardCluster;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.launch.LaunchMode;
import dev.isthmus.ecs.plan.Defaults;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of the engine.
 *
 * @param mode the operation that starts tasks
 * @param defaults the settings of task definitions
 * @param busy the polling interval while tasks start or stop
 * @param idle the polling interval otherwise
 * @param window how long ECS may take to show the effect of a call
 * @param patience how long a start waits for resources on its agent; zero not to wait
 * @param budget what may be used of the request quotas
 * @param places the largest number of concurrent calls
 * @param instances the container instances to use, in the cluster query language; all if empty
 * @param cap the most resources to use
 * @param events the cluster whose events come through a queue; empty if there is none
 * @param logTails whether the logs of tasks that fail are read
 */
public record EngineOptions(
        LaunchMode mode,
        Defaults defaults,
        Duration busy,
        Duration idle,
        Duration window,
        Duration patience,
        RequestBudget budget,
        int places,
        Optional<String> instances,
        CapacityCap cap,
        Optional<HeardCluster> events,
        boolean logTails) {}
