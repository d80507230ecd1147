package dev.isthmus.ecs.launch;

import dev.isthmus.api.failure.Brief;
import dev.isthmus.ecs.launch.request.LaunchBatch;
import dev.isthmus.ecs.rules.TaskTags;
import dev.isthmus.ecs.step.EvictingSet;
import dev.isthmus.ecs.step.Notes;

/** Logs what of a task is not honoured, each warning once. Not thread-safe. */
final class PlanWarnings {

    /** How many warnings are not repeated. */
    private static final int WARNINGS = 1_000;

    private final Notes notes;
    private final EvictingSet<String> warned = new EvictingSet<>(WARNINGS);

    PlanWarnings(Notes notes) {
        this.notes = notes;
    }

    void log(LaunchBatch order) {
        for (LaunchBatch.Part part : order.parts()) {
            part.plan().warnings().forEach(warning -> log(part, warning));
        }
        TaskTags.leftOutOfGroup(order.parts().stream()
                        .map(part -> part.plan().surroundings().tags())
                        .toList())
                .ifPresent(warning -> log(order.parts().get(0), warning));
    }

    private void log(LaunchBatch.Part part, String text) {
        String warning = Brief.message(text);
        if (warned.add(warning)) {
            notes.warn("Task {}: {}", part.launch().task().task(), warning);
        }
    }
}
