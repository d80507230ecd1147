package dev.isthmus.ecs.launch;

import dev.isthmus.ecs.StateTable;
import dev.isthmus.ecs.call.InstanceBinding;
import dev.isthmus.ecs.call.RunTaskOptions;
import dev.isthmus.ecs.call.StartRequest;
import dev.isthmus.ecs.launch.LaunchState.Asking;
import dev.isthmus.ecs.launch.LaunchState.Over;
import dev.isthmus.ecs.launch.LaunchState.Pausing;
import dev.isthmus.ecs.launch.LaunchState.Preparing;
import dev.isthmus.ecs.launch.LaunchState.Searching;
import dev.isthmus.ecs.launch.LaunchState.Waiting;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The rows and columns of the table in docs/reference/launch-states.md. */
final class LaunchRows {

    static final StartRequest REQUEST = new StartRequest(
            new InstanceBinding.ByName("instance"), "definition", List.of(), RunTaskOptions.NONE, "by", "token");

    private static final Optional<String> NO = Optional.empty();
    private static final Optional<String> STOP = Optional.of("to be stopped");

    private LaunchRows() {}

    /** The table. */
    static StateTable<LaunchState> table() {
        Map<String, UnaryOperator<LaunchState>> events = new LinkedHashMap<>();
        events.put("prepared", state -> state.prepared(REQUEST));
        events.put("answer lost", LaunchState::answerLost);
        events.put("fails for now", LaunchState::failedForNow);
        events.put("pause over", LaunchState::paused);
        events.put("definition gone", LaunchState::definitionGone);
        events.put("crowded out", LaunchState::crowded);
        events.put("room", LaunchState::room);
        events.put("unanswered", state -> state.unanswered(Instant.EPOCH));
        events.put("searched in vain", LaunchState::searched);
        events.put("stop, call not sent", state -> state.toBeStopped("x", false));
        events.put("stop, call under way", state -> state.toBeStopped("x", true));
        events.put("found, or settled", LaunchState::over);
        return new StateTable<>(
                "the start is",
                List.of(
                        new Preparing(false),
                        new Preparing(true),
                        asking(false, NO),
                        asking(false, STOP),
                        asking(true, NO),
                        asking(true, STOP),
                        new Pausing(asking(false, NO)),
                        new Pausing(asking(true, NO)),
                        new Pausing(asking(true, STOP)),
                        new Waiting(),
                        new Searching(Instant.EPOCH, false, NO),
                        new Searching(Instant.EPOCH, false, STOP),
                        new Searching(Instant.EPOCH, true, NO),
                        new Searching(Instant.EPOCH, true, STOP),
                        new Over()),
                LaunchState::words,
                events);
    }

    static Asking asking(boolean mayBeStarted, Optional<String> stopReason) {
        return new Asking(REQUEST, 1, false, mayBeStarted, stopReason);
    }
}
