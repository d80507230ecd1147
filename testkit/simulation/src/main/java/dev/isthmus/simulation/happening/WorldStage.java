package dev.isthmus.simulation.happening;

import dev.isthmus.simulation.cluster.EcsNetwork;
import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.journal.SimulatedJournals;
import dev.isthmus.simulation.process.SimulatedProcess;
import java.time.Duration;
import java.util.Optional;

/** What happenings happen to. */
public interface WorldStage {

    /** The cluster. */
    SimulatedCluster cluster();

    /** The network. */
    EcsNetwork network();

    /** The journals. */
    SimulatedJournals journals();

    /** The process that a framework has now, the newest, if it has one. */
    Optional<SimulatedProcess> process(int framework);

    /** A second process of the framework begins while the one that it has goes on. */
    void startSecond(int framework);

    /** Something happens later, by itself. */
    void after(Duration delay, Runnable action);
}
