package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs what of a task is not honoured, each warning once. Not thread-safe. */
final class PlanWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(PlanWarnings.class);

    /** How many warnings are not repeated. */
    private static final int WARNINGS = 1_000;

    private final EvictingSet<String> warned = new EvictingSet<>(WARNINGS);

    void log(LaunchBatch order) {
        for (LaunchBatch.Part part : order.parts()) {
            part.plan().warnings().stream()
                    .map(Brief::message)
                    .filter(warned::add)
                    .forEach(warning ->
                            LOG.warn("Task {}: {}", part.launch().task().task(), warning));
        }
    }
}
