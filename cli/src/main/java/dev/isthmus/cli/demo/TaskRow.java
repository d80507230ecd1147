package dev.isthmus.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.Protos.TaskState;

/**
 * The present state of one task.
 *
 * @param task what was planned
 * @param agent where it was launched, if it was
 * @param state its last state; empty until the first status
 * @param message what came with that state
 * @param launched when it was launched
 * @param changed when the last state came
 */
record TaskRow(
        PlannedTask task,
        Optional<String> agent,
        Optional<TaskState> state,
        String message,
        Optional<Instant> launched,
        Optional<Instant> changed) {

    static TaskRow planned(PlannedTask task) {
        return new TaskRow(task, Optional.empty(), Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    TaskRow launchedOn(String where, Instant now) {
        return new TaskRow(task, Optional.of(where), state, message, Optional.of(now), changed);
    }

    TaskRow in(TaskState next, String text, Instant now) {
        return new TaskRow(task, agent, Optional.of(next), text, launched, Optional.of(now));
    }

    boolean ended() {
        return state.map(now -> switch (now) {
                    case TASK_FINISHED, TASK_FAILED, TASK_KILLED, TASK_ERROR, TASK_LOST, TASK_DROPPED, TASK_GONE ->
                        true;
                    default -> false;
                })
                .orElse(false);
    }

    boolean asPlanned() {
        return state.filter(now -> now == task.expected()).isPresent();
    }

    /** From launch to end, or until now. */
    Optional<Duration> took(Instant now) {
        return launched.map(start -> Duration.between(start, ended() ? changed.orElse(now) : now));
    }

    /** The state without Mesos's prefix, or a word for what comes before the first state. */
    String word() {
        return state.map(now -> now.name().replace("TASK_", "")).orElse(agent.isPresent() ? "launched" : "waiting");
    }
}
