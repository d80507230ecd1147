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

    /** The process that a framework, or the {@linkplain Happening.ToProcess#MASTER master}, has now, the newest, if it has one. */
    Optional<SimulatedProcess> process(int framework);

    /** A second process of the framework, or of the master, begins while the one that it has goes on. */
    void startSecond(int framework);

    /**
     * All processes of the framework are killed, and none begins before this has passed.
     *
     * @param activities before which of its activities the one is killed that begins then; 0 if it is not
     */
    void keepAway(int framework, Duration length, int activities);

    /** The master that frameworks are clients of; empty: each has a driver of its own. */
    Optional<MasterStage> master();

    /** Something happens later, by itself. */
    void after(Duration delay, Runnable action);
}
