package dev.isthmus.ecs.step;

import dev.isthmus.api.identity.FrameworkId;
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
    /** The oldest first. */
    private final Map<Long, Open> open = new LinkedHashMap<>();

    /** A request of a framework. */
    private record Open(FrameworkId framework, Kind kind) {}

    /** What is asked for. */
    private enum Kind {
        LAUNCH {
            @Override
            Output over(long request, ClosedOutcomes outcomes) {
                return new Output.LaunchAnswered(request, outcomes.launch());
            }
        },
        STOP {
            @Override
            Output over(long request, ClosedOutcomes outcomes) {
                return new Output.StopAnswered(request, outcomes.stop());
            }
        },
        LIST {
            @Override
            Output over(long request, ClosedOutcomes outcomes) {
                return new Output.Listed(request, outcomes.list());
            }
        };

        /** The answer when nobody works on it any more. */
        abstract Output over(long request, ClosedOutcomes outcomes);
    }

    /** None yet; the outcomes are outputs of the steps. */
    public Requests(Steps steps) {
        this.steps = steps;
    }

    /** A start is asked for. */
    public void launch(long request, FrameworkId framework) {
        open.put(request, new Open(framework, Kind.LAUNCH));
    }

    /** A stop is asked for. */
    public void stop(long request, FrameworkId framework) {
        open.put(request, new Open(framework, Kind.STOP));
    }

    /** A list is asked for. */
    public void list(long request, FrameworkId framework) {
        open.put(request, new Open(framework, Kind.LIST));
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

    /** Answers all that is open of a framework. */
    public void forget(FrameworkId framework) {
        open.entrySet().removeIf(request -> {
            boolean its = request.getValue().framework().equals(framework);
            if (its) {
                steps.out(request.getValue().kind().over(request.getKey(), ClosedOutcomes.FORGOTTEN));
            }
            return its;
        });
    }

    /** Answers all that is open. */
    public void close() {
        open.forEach((request, asked) -> steps.out(asked.kind().over(request, ClosedOutcomes.CLOSED)));
        open.clear();
    }
}
