package dev.isthmus.ecs.engine;

import java.util.ArrayList;
import java.util.List;

/** Whether all tasks of earlier processes were reported, and what waits for that. Not thread-safe: used within steps only. */
final class Recovery {

    private final List<Runnable> waiting = new ArrayList<>();
    private boolean complete;

    /** Whether it is complete. */
    boolean isComplete() {
        return complete;
    }

    /** Runs something once it is complete: now, if it is. */
    void then(Runnable run) {
        if (complete) {
            run.run();
        } else {
            waiting.add(run);
        }
    }

    /** It is complete. */
    void complete() {
        complete = true;
        List<Runnable> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(Runnable::run);
    }
}
