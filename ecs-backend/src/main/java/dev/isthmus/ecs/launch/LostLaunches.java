package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.launch.LaunchState.Searching;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The pending starts whose answer was lost. The cluster is searched for their tasks until the consistency window has passed. Not thread-safe:
 * used within steps only.
 */
final class LostLaunches {

    private final Steps steps;
    private final Notes notes;
    private final PendingLaunches pending;
    private final Duration window;

    /**
     * None yet.
     *
     * @param window how long a start may take to become visible
     */
    LostLaunches(Steps steps, PendingLaunches pending, Duration window) {
        this.steps = steps;
        this.notes = steps.notes(LostLaunches.class);
        this.pending = pending;
        this.window = window;
    }

    /** It is not known whether this one was started: from here on it is searched for, and a stop must wait for it. */
    void add(PendingLaunch launch, CallFailure failure) {
        launch.state = launch.state.unanswered(steps.now().plus(window));
        notes.warn(
                "It is not known whether task {} was started, searching for it for {}: {}",
                launch.order.names(),
                window,
                failure.message());
    }

    /** The agents on which their tasks may run; none if nothing is to be searched for. */
    Set<AgentId> agents() {
        return pending.starts().stream()
                .filter(launch -> launch.state instanceof Searching)
                .map(launch -> launch.order.agent())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /**
     * These agents have been searched, stopped tasks included.
     *
     * @param begun when the search was begun
     * @return the starts to give up: their window has passed, and two searches did not find a task
     */
    List<PendingLaunch> searched(Set<AgentId> agents, Instant begun) {
        List<PendingLaunch> over = new ArrayList<>();
        for (PendingLaunch launch : pending.starts()) {
            if (launch.state instanceof Searching searching
                    && agents.contains(launch.order.agent())
                    && !begun.isBefore(searching.deadline())) {
                // Between the listings of running and of stopped tasks, of which the second may be behind, one that has
                // just ended is in neither.
                if (searching.once()) {
                    notes.warn("Task {} was not started: it did not appear within {}", launch.order.names(), window);
                    over.add(launch);
                } else {
                    launch.state = searching.searched();
                }
            }
        }
        return over;
    }

    /** What to report of a start that was searched for in vain. */
    String inVain() {
        return "nothing of the task turned up within " + window + " of a start whose answer was lost";
    }
}
