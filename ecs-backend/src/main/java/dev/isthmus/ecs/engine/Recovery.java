package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.step.Input;
import java.util.ArrayList;
import java.util.List;

/** Whether all tasks of earlier processes were reported, and which inputs wait for that. Not thread-safe: used within steps only. */
final class Recovery {

    private final List<Input> waiting = new ArrayList<>();
    private boolean complete;

    /** Keeps an input until it is complete; false if it is, so that nothing is to be waited for. */
    boolean waits(Input input) {
        if (!complete) {
            waiting.add(input);
        }
        return !complete;
    }

    /** It is complete; returns what has waited, the oldest first, to be taken now. */
    List<Input> complete() {
        complete = true;
        List<Input> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }
}
