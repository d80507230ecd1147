package dev.isthmus.ecs.engine;

import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import java.util.ArrayList;
import java.util.List;

/** Whether all tasks of earlier processes were reported, and which inputs wait for that. Not thread-safe: used within steps only. */
final class Recovery {

    private final Steps steps;
    private final Input.Cases inputs;
    private final List<Input> waiting = new ArrayList<>();
    private boolean complete;

    /**
     * It is not complete.
     *
     * @param inputs take what has waited
     */
    Recovery(Steps steps, Input.Cases inputs) {
        this.steps = steps;
        this.inputs = inputs;
    }

    /** Keeps an input until it is complete; false if it is, so that nothing is to be waited for. */
    boolean waits(Input input) {
        if (!complete) {
            waiting.add(input);
        }
        return !complete;
    }

    /** It is complete; what has waited is taken now, the oldest first. */
    void complete() {
        complete = true;
        steps.out(new Output.Recovered());
        List<Input> all = List.copyOf(waiting);
        waiting.clear();
        all.forEach(input -> input.match(inputs));
    }
}
