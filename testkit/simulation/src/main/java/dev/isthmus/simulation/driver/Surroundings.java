package dev.isthmus.simulation.driver;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.backend.BackendContext;
import dev.isthmus.api.backend.Fence;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.ecs.EcsBackendProvider;
import dev.isthmus.simulation.cluster.CallPoints;
import dev.isthmus.simulation.cluster.EcsNetwork;
import dev.isthmus.simulation.cluster.SimulatedAws;
import dev.isthmus.simulation.journal.SimulatedJournals;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.observe.Observer;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.simulation.trace.Trace;
import dev.isthmus.testkit.time.ManualClock;
import java.util.Optional;

/**
 * What is around a process of a driver.
 *
 * @param clock the time of the world
 * @param network the way to AWS
 * @param journals the store of journals
 * @param settings what is set for drivers
 * @param host the backend that all frameworks have in common; empty if each process has its own
 * @param wrapping what stands between the parts; for tests of the laws
 * @param observer sees what happens
 * @param trace keeps what has happened
 */
public record Surroundings(
        ManualClock clock,
        EcsNetwork network,
        SimulatedJournals journals,
        Settings settings,
        Optional<BackendHost> host,
        Wrapping wrapping,
        Observer observer,
        Trace trace) {

    /** The same with a backend that all have in common, or none. */
    public Surroundings with(Optional<BackendHost> common) {
        return new Surroundings(clock, network, journals, settings, common, wrapping, observer, trace);
    }

    /** The real backend, over calls of ECS that are those of one process. */
    public Backend backend(DriverLife life, ProcessTime time, CallPoints points, Draws chance, Fence fence) {
        SimulatedAws aws = new SimulatedAws(life, time, points, clock, network, chance.of("network"), observer, trace);
        return wrapping.backend(
                life,
                time,
                new EcsBackendProvider(wrapping.aws(life, time, aws))
                        .open(new BackendContext(settings, time.clock(), time.steady(), time.scheduler(), fence)));
    }
}
