package dev.isthmus.ecs.engine;

import dev.isthmus.api.launch.LaunchOutcome;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.ecs.step.ClosedOutcomes;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The requests that wait for their outcome. Each gets one. Not thread-safe: used within steps only. */
final class Requests {

    private final Steps steps;
    /** What to answer when the engine is closed, by request, the oldest first. */
    private final Map<Long, Output> open = new LinkedHashMap<>();

    Requests(Steps steps) {
        this.steps = steps;
    }

    /** A start is asked for; the result receives its outcome. */
    Consumer<LaunchOutcome> launch(long request) {
        open.put(request, new Output.LaunchAnswered(request, ClosedOutcomes.LAUNCH));
        return outcome -> answer(request, new Output.LaunchAnswered(request, outcome));
    }

    /** A stop is asked for; the result receives its outcome. */
    Consumer<StopOutcome> stop(long request) {
        open.put(request, new Output.StopAnswered(request, ClosedOutcomes.STOP));
        return outcome -> answer(request, new Output.StopAnswered(request, outcome));
    }

    /** A list is asked for; the result receives it. */
    Consumer<List<TaskEvent>> list(long request) {
        open.put(request, new Output.Listed(request, ClosedOutcomes.LIST));
        return tasks -> answer(request, new Output.Listed(request, tasks));
    }

    private void answer(long request, Output output) {
        if (open.remove(request) != null) {
            steps.out(output);
        }
    }

    /** Answers all that is open. */
    void close() {
        open.values().forEach(steps::out);
        open.clear();
    }
}
