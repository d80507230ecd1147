package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.StateTable;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.engine.RoundStage.DescribingTasks;
import dev.isthmus.ecs.engine.RoundStage.ListingRunning;
import dev.isthmus.ecs.engine.RoundStage.ListingStopped;
import dev.isthmus.ecs.engine.RoundStage.ReadingInstances;
import dev.isthmus.ecs.engine.RoundState.Off;
import dev.isthmus.ecs.engine.RoundState.Reading;
import dev.isthmus.ecs.engine.RoundState.Round;
import dev.isthmus.ecs.engine.RoundState.Waiting;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The rows and columns of the table in docs/reference/round-states.md. */
public final class RoundRows {

    static final Instant NOW = Instant.EPOCH;
    static final Instant LATER = NOW.plusSeconds(5);

    private static final List<String> TASKS = List.of("task");
    private static final List<TaskFilter> ALL_STOPPED = List.of(TaskFilter.STOPPED);
    private static final List<TaskFilter> OF_AGENTS = List.of(TaskFilter.stoppedOn("one"), TaskFilter.stoppedOn("two"));

    private static final List<TaskFilter> OF_FRAMEWORKS =
            List.of(TaskFilter.startedBy("one"), TaskFilter.startedBy("two"));

    private RoundRows() {}

    /** The table. */
    public static StateTable<RoundState> table() {
        Map<String, UnaryOperator<RoundState>> events = new LinkedHashMap<>();
        events.put("wanted", state -> state.start(NOW));
        events.put("something changes", state -> state.changed(NOW));
        events.put("begins with tasks", state -> state.begin(round(true)));
        events.put("begins with stopped tasks", state -> state.begin(ends()));
        events.put("begins with instances", state -> state.begin(round(false)));
        events.put("running listed, stopped to list", state -> state.runningListed(TASKS, ALL_STOPPED));
        events.put("running listed, stopped of agents to list", state -> state.runningListed(TASKS, OF_AGENTS));
        events.put("running listed", state -> state.runningListed(TASKS, List.of()));
        events.put("stopped listed", state -> state.stoppedListed(TASKS));
        events.put("described, instances to read", RoundState::tasksDescribed);
        events.put("nothing left to read", state -> state.done(LATER));
        events.put("read failed", state -> state.failed(LATER));
        events.put("fault in the engine", state -> state.abandoned(LATER));
        List<RoundState> examples =
                new ArrayList<>(List.of(new Off(), new Waiting(LATER, false), new Waiting(LATER, true)));
        for (RoundStage stage : List.of(
                new ListingRunning(List.of(), OF_FRAMEWORKS),
                new ListingRunning(TASKS, List.of(TaskFilter.RUNNING)),
                new ListingStopped(TASKS, List.of(), OF_AGENTS),
                new ListingStopped(TASKS, List.of(), ALL_STOPPED),
                new DescribingTasks(TASKS, List.of()),
                new ReadingInstances())) {
            examples.add(new Reading(round(true), false, stage));
            examples.add(new Reading(round(true), true, stage));
        }
        return new StateTable<>("polling is", examples, RoundState::words, events);
    }

    /** One that begins with tasks or with instances, and searches on an agent. */
    static Round round(boolean tasks) {
        return new Round(
                1,
                new RoundState.Look(
                        NOW,
                        tasks ? OF_FRAMEWORKS : List.of(),
                        false,
                        0,
                        Set.of(new AgentId("one")),
                        false,
                        Instant.MAX,
                        List.of(),
                        true));
    }

    /** One that lists stopped tasks to find ends. */
    private static Round ends() {
        return new Round(
                1, new RoundState.Look(NOW, List.of(), false, 100, Set.of(), false, Instant.MAX, List.of(), true));
    }
}
