package dev.isthmus.api.backend;

import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.api.resource.Dialect;
import java.util.List;
import java.util.Map;

/**
 * An open backend: the {@link dev.isthmus.api.inventory.OfferSource} and the {@link dev.isthmus.api.launch.TaskLauncher} of one cluster.
 *
 * <p>Threads: any. R-BP-02: its dialect, its cluster and its parts are the same each time. R-BP-03: after {@code close()} both its parts
 * are closed; closing again does nothing, and the scheduler that it was given is not shut down. R-BP-06: several backends may be open at
 * the same time, of one provider too; closing one does not affect the others.
 *
 * @since 0.1
 */
public interface Backend extends AutoCloseable {

    /** The dialect in which it tells of resources. */
    Dialect dialect();

    /** What it stands for. */
    ClusterDescription cluster();

    /** Its inventory; the same object each time. */
    OfferSource offers();

    /** What runs tasks on it; the same object each time. */
    TaskLauncher launcher();

    /** On which of its agents tasks of a framework can run; by default on all (R-BP-08). */
    default AgentSuitability suitability() {
        return AgentSuitability.ALL;
    }

    /** How often each operation of the cluster was called so far, by the cluster's name for it; empty if that is not counted (R-BP-05). */
    default Map<String, Long> callCounts() {
        return Map.of();
    }

    /** What it measures, for operators; empty if it measures nothing. Any thread; does not block. */
    default List<MetricFamily> metrics() {
        return List.of();
    }

    @Override
    void close();
}
