package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.budget.OwnListing;
import dev.isthmus.ecs.budget.ReadShare;
import dev.isthmus.ecs.call.TaskFilter;
import dev.isthmus.ecs.step.Input;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.Identity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The frameworks that are watched: whether all tasks of earlier processes of each were reported, and which inputs wait for that. Not thread-safe: used
 * within steps only.
 */
final class WatchedFrameworks {

    private final Steps steps;
    private final Input.Cases inputs;
    private final Map<FrameworkId, Watch> watches = new LinkedHashMap<>();

    private static final class Watch {

        private final long number;
        private final TaskFilter tasks;
        private final List<Input> waiting = new ArrayList<>();
        private boolean recovered;

        private Watch(Input.Watch begun) {
            this.number = begun.watch();
            this.tasks = TaskFilter.startedBy(Identity.mark(begun.framework()));
        }
    }

    /**
     * None is watched.
     *
     * @param inputs take what has waited
     */
    WatchedFrameworks(Steps steps, Input.Cases inputs) {
        this.steps = steps;
        this.inputs = inputs;
    }

    /** A framework is watched. */
    void begin(Input.Watch watch) {
        watches.put(watch.framework(), new Watch(watch));
    }

    /** A framework is watched no longer. */
    void end(FrameworkId framework) {
        watches.remove(framework);
    }

    boolean contains(FrameworkId framework) {
        return watches.containsKey(framework);
    }

    /** The number of the watch of a framework; empty if it is not watched. */
    Optional<Long> number(FrameworkId framework) {
        return Optional.ofNullable(watches.get(framework)).map(watch -> watch.number);
    }

    /** How the tasks of these frameworks are listed by themselves. */
    OwnListing own(EcsTaskLedger ledger) {
        if (watches.isEmpty()) {
            return OwnListing.NONE;
        }
        int calls = 0;
        int tasks = 0;
        for (FrameworkId framework : watches.keySet()) {
            int its = ledger.count(framework);
            calls += ReadShare.calls(its);
            tasks += its;
        }
        List<TaskFilter> filters =
                watches.values().stream().map(watch -> watch.tasks).toList();
        return new OwnListing(filters, calls, tasks, ledger.lookedAt());
    }

    /** Keeps an input until the framework is recovered; false if it is, so that nothing is to be waited for. */
    boolean waits(FrameworkId framework, Input input) {
        Watch watch = watches.get(framework);
        if (watch == null || watch.recovered) {
            return false;
        }
        watch.waiting.add(input);
        return true;
    }

    /** These watches are recovered, except those that have ended meanwhile; what has waited is taken now, the oldest first. */
    void recovered(List<Long> numbers) {
        List<Input> waited = new ArrayList<>();
        for (Watch watch : watches.values()) {
            if (numbers.contains(watch.number)) {
                watch.recovered = true;
                steps.out(new Output.Recovered(watch.number));
                waited.addAll(watch.waiting);
                watch.waiting.clear();
            }
        }
        waited.forEach(input -> input.match(inputs));
    }
}
