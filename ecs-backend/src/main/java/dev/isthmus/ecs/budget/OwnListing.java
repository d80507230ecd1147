package dev.isthmus.ecs.budget;

import dev.isthmus.ecs.call.TaskFilter;
import java.util.List;

/**
 * What it takes to list the running tasks of the frameworks that are watched, each framework by itself.
 *
 * @param filters a listing for each framework
 * @param calls how many calls all of them take
 * @param tasks how many ECS tasks they list
 * @param lookedAt how many they list, and how many of these are described afterwards
 */
public record OwnListing(List<TaskFilter> filters, int calls, int tasks, int lookedAt) {

    /** No framework is watched. */
    public static final OwnListing NONE = new OwnListing(List.of(), 0, 0, 0);

    /** Copies. */
    public OwnListing {
        filters = List.copyOf(filters);
    }

    /** Whether no framework is watched. */
    public boolean isNone() {
        return filters.isEmpty();
    }

    /**
     * Whether one listing of the whole cluster takes fewer calls (ADR 28). Never for one framework.
     *
     * @param running how many tasks ran on the cluster when it was listed last
     */
    public boolean isCheaperWhole(int running) {
        return calls > callsOfWhole(running);
    }

    /** How many calls the next listing takes, and describing what it brings up. */
    public int next(int running) {
        int listing = Math.min(calls, callsOfWhole(running));
        return ReadShare.calls(lookedAt) + listing - ReadShare.calls(tasks);
    }

    /** What runs on the cluster is no less than what we know to run there. */
    private int callsOfWhole(int running) {
        return ReadShare.calls(Math.max(running, tasks));
    }
}
