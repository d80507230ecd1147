package dev.isthmus.simulation.driver;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.simulation.cluster.EcsNetwork;
import dev.isthmus.simulation.journal.SimulatedJournals;
import dev.isthmus.simulation.observe.Observer;
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
        Trace trace) {}
