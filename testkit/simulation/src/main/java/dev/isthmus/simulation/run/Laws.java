package dev.isthmus.simulation.run;

import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.law.Court;
import dev.isthmus.simulation.law.Law;
import dev.isthmus.simulation.law.StartedOnce;
import java.util.List;

/** The laws that hold in every world. */
final class Laws {

    private Laws() {}

    static List<Law> all(Court court, SimulatedCluster cluster, List<Residence> residences) {
        return List.of(new StartedOnce(court));
    }
}
