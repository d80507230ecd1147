package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.growth.TaskPlaces;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which room ECS is about to give to tasks that wait for their capacity provider. What is free is not all that ECS asks for: a task may want an attribute, an interface or
 * a processor that an instance does not have. So room that ECS has had for a task, and has not given to it for a while, is not the task's. Not thread-safe: used within
 * steps only.
 */
final class AwaitedRoom {

    /** What ECS is given to place a task where there is room, and to show it. */
    static final Duration PLACED_WITHIN = Duration.ofSeconds(15);

    private final Map<String, Map<String, Waiting>> byProvider = new LinkedHashMap<>();
    /** Since when each has waited. */
    private final Map<String, Instant> since = new LinkedHashMap<>();
    /** The instances that ECS has not given to each, though there was room. */
    private final Map<String, Set<AgentId>> passedOver = new LinkedHashMap<>();

    /** The demand (dialect mesos) of one task or of all of a group, and since when ECS has been looking for its place; empty if it may not have begun to. */
    private record Waiting(Resources demand, Optional<Instant> since) {}

    /** Says who waits from now on. */
    void clear() {
        byProvider.clear();
    }

    /**
     * A task waits, or one of a group does.
     *
     * @param key the same for all of a group
     * @param isStarted whether ECS looks for its place, since now if that was not said before
     */
    void add(AgentId agent, String key, Resources demand, boolean isStarted, Instant now) {
        Optional<Instant> from = isStarted ? Optional.of(since.computeIfAbsent(key, any -> now)) : Optional.empty();
        GrowthSlot.of(agent)
                .ifPresent(slot -> byProvider
                        .computeIfAbsent(slot.provider(), any -> new LinkedHashMap<>())
                        .merge(
                                key,
                                new Waiting(demand, from),
                                (one, other) -> new Waiting(one.demand().plus(other.demand()), one.since())));
    }

    /** All were said; whoever was not waits no longer. */
    void said() {
        Set<String> keys = new LinkedHashSet<>();
        byProvider.values().forEach(waiting -> keys.addAll(waiting.keySet()));
        since.keySet().retainAll(keys);
        passedOver.keySet().retainAll(keys);
    }

    /**
     * Whether one waits that ECS may place on this instance.
     *
     * @param shown the reads that have shown as much free there
     */
    boolean isFor(String provider, Agent instance, RoomShown shown) {
        boolean isFor = false;
        for (Map.Entry<String, Waiting> one :
                byProvider.getOrDefault(provider, Map.of()).entrySet()) {
            isFor |= TaskPlaces.fits(one.getValue().demand(), instance.free())
                    && !isPassedOver(one.getKey(), one.getValue(), instance.id(), shown);
        }
        return isFor;
    }

    private boolean isPassedOver(String key, Waiting waiting, AgentId instance, RoomShown shown) {
        Set<AgentId> known = passedOver.getOrDefault(key, Set.of());
        boolean isNow = waiting.since().filter(shown::isTooLongFor).isPresent();
        if (isNow) {
            passedOver.computeIfAbsent(key, any -> new LinkedHashSet<>()).add(instance);
        }
        return isNow || known.contains(instance);
    }

    /**
     * The reads of an instance that have shown as much free as there is.
     *
     * @param first when the first of them began
     * @param last when the last of them began
     */
    record RoomShown(Instant first, Instant last) {

        /** Whether ECS would have given it to a task that has waited since then. */
        private boolean isTooLongFor(Instant since) {
            Instant both = since.isAfter(first) ? since : first;
            return !last.isBefore(both.plus(PLACED_WITHIN));
        }
    }
}
