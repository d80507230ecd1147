package dev.isthmus.simulation.law;

import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.simulation.verdict.Court;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Supplier;

/** R-WD-09: when frameworks launch nothing any more, and nothing goes wrong, everything comes to its end, and everybody knows. */
public final class EverythingEnds implements WorldLaw {

    private final Court court;
    private final SimulatedCluster cluster;
    private final Supplier<Map<String, SortedSet<String>>> live;

    /**
     * Nothing runs.
     *
     * @param live the tasks that each framework takes for living
     */
    public EverythingEnds(Court court, SimulatedCluster cluster, Supplier<Map<String, SortedSet<String>>> live) {
        this.court = court;
        this.cluster = cluster;
        this.live = live;
    }

    @Override
    public String rule() {
        return "R-WD-09";
    }

    @Override
    public void over() {
        List<String> running = cluster.live().stream()
                .filter(task -> EcsTasks.framework(task).isPresent())
                .flatMap(task -> EcsTasks.ids(task).stream())
                .toList();
        if (!running.isEmpty()) {
            court.broken(rule(), "at the end, ECS still runs " + running);
        }
        live.get().forEach((framework, ids) -> {
            if (!ids.isEmpty()) {
                court.broken(rule(), "at the end, " + framework + " still takes for living " + ids);
            }
        });
    }
}
