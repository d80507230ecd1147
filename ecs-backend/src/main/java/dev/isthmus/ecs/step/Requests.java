package dev.isthmus.ecs.step;

import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The requests that wait for their outcome. Each gets one; further ones are passed over. Whoever works on a request keeps its number. Not thread-safe:
 * used within steps only.
 */
public final class Requests {

    private final Steps steps;
    /** What to answer when the engine is closed, by request, the oldest first. */
    private final Map<Long, Output> open = new LinkedHashMap<>();

    /** None yet; the outcomes are outputs of the steps. */
    public Requests(Steps steps) {
        this.steps = steps;
    }

    /** A start is asked for. */
    public void launch(long request) {
        open.put(request, new Output.LaunchAnswered(request, ClosedOutcomes.LAUNCH));
    }

    /** A stop is asked for. */
    public void stop(long request) {
        open.put(request, new Output.StopAnswered(request, ClosedOutcomes.STOP));
    }

    /** A list is asked for. */
    public void list(long request) {
        open.put(request, new Output.Listed(request, ClosedOutcomes.LIST));
    }

    /** The outcome of a start. */
    public void answer(long request, LaunchOutcome outcome) {
        answer(request, new Output.LaunchAnswered(request, outcome));
    }

    /** The outcome of a stop. */
    public void answer(long request, StopOutcome outcome) {
        answer(request, new Output.StopAnswered(request, outcome));
    }

    /** The list that was asked for. */
    public void answer(long request, List<TaskEvent> tasks) {
        answer(request, new Output.Listed(request, tasks));
    }

    private void answer(long request, Output output) {
        if (open.remove(request) != null) {
            steps.out(output);
        }
    }

    /** Answers all that is open. */
    public void close() {
        open.values().forEach(steps::out);
        open.clear();
    }
}
