package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.FailureEntry;
import dev.isthmus.ecs.inventory.AwaitedRoom.RoomShown;
import dev.isthmus.ecs.step.EvictingSet;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.SharedValues;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The known container instances, and what was reported of each. Of two reads of one instance, the one that began later counts. Not thread-safe: used
 * within steps only.
 */
public final class ContainerInstanceCache {

    private static final int LEFT_OUT = 10_000;

    private final Map<AgentId, Known> known = new LinkedHashMap<>();
    private final Map<AgentId, Long> goneByLook = new LinkedHashMap<>();
    private final Set<AgentId> passedOver = new LinkedHashSet<>();
    /** Those that run another system, of which that was said. */
    private final EvictingSet<AgentId> leftOut = new EvictingSet<>(LEFT_OUT);

    private final SharedValues values = new SharedValues();
    private final Steps steps;
    private final Notes notes;
    private final Listener sink;
    private final TreeSet<Long> open = new TreeSet<>();
    private long looks;
    private boolean isWhole;

    private record Known(InstanceView instance, Agent told, long look, RoomShown shown) {

        /** Whether the same was reported as is found now, so that the same would be made of it. */
        boolean isSame(InstanceView found, List<Holding> holdings) {
            return instance.equals(found) && told.holdings().equals(holdings);
        }
    }

    /**
     * A read of instances that has begun.
     *
     * @param number increases with each read
     * @param holdings the holdings on each agent when the read began. They must be older than the read: a task that ends meanwhile then only makes
     *     offers too small for a moment. If they were newer, a task that starts meanwhile would make offers too large
     * @param begun when it began
     */
    public record Look(long number, Map<AgentId, List<Holding>> holdings, Instant begun) {}

    /** Receives changes. */
    public interface Listener {

        /** The inventory has changed. */
        void changed(InventoryEvent event);

        /** The changes that a read has found were reported. */
        default void taken() {}
    }

    /** Creates an empty cache that reports changes to {@code sink}. */
    public ContainerInstanceCache(Steps steps, Listener sink) {
        this.steps = steps;
        this.notes = steps.notes(ContainerInstanceCache.class);
        this.sink = sink;
    }

    /**
     * Begins a read of instances.
     *
     * @param holdings what is held on them now
     */
    public Look begin(Map<AgentId, List<Holding>> holdings) {
        looks++;
        open.add(looks);
        return new Look(looks, holdings, steps.now());
    }

    /** Marks instances that no longer match the filter. They are reported as draining and get no new tasks; their tasks continue. */
    public void passOver(List<String> arns) {
        arns.forEach(arn -> passedOver.add(new AgentId(InstanceView.idOf(arn))));
    }

    /** Marks instances that match the filter. */
    public void pass(List<String> arns) {
        if (!passedOver.isEmpty()) {
            arns.forEach(arn -> passedOver.remove(new AgentId(InstanceView.idOf(arn))));
        }
    }

    /** The ARNs of all known instances. */
    public List<String> arns() {
        return known.values().stream().map(entry -> entry.instance().arn()).toList();
    }

    /** The latest view of an instance. */
    public Optional<InstanceView> instance(AgentId agent) {
        return Optional.ofNullable(known.get(agent)).map(Known::instance);
    }

    /** The agent that was reported of an instance. */
    public Optional<Agent> agent(AgentId agent) {
        return Optional.ofNullable(known.get(agent)).map(Known::told);
    }

    /** The reads of an instance that have shown as much free as there is; empty if it is not known. */
    Optional<RoomShown> shown(AgentId agent) {
        return Optional.ofNullable(known.get(agent)).map(Known::shown);
    }

    /** The instances that take tasks and have as much free (dialect ecs). */
    public Stream<Agent> withRoom(Resources size) {
        return known.values().stream()
                .map(Known::told)
                .filter(agent ->
                        agent.state() == AgentState.READY && agent.free().contains(size));
    }

    /** All instances were read, so that one which is not known is not there. */
    public void readAll() {
        isWhole = true;
    }

    /** Whether all instances were read once. */
    public boolean isWhole() {
        return isWhole;
    }

    /** The state of an agent, as far as it is known. */
    public Optional<AgentState> state(AgentId agent) {
        return instance(agent).map(EcsAgents::stateOf);
    }

    /** Processes the result of a read; to be called once, or else {@link #abandon}. */
    public void take(Look look, Described<InstanceView> described) {
        try {
            takeAll(look, described);
            sink.taken();
        } finally {
            abandon(look);
        }
    }

    /** Ends a read without a result. */
    public void abandon(Look look) {
        open.remove(look.number());
        // Only a look that was begun before an instance was seen to be gone may still find it.
        long oldest = open.isEmpty() ? looks + 1 : open.first();
        goneByLook.values().removeIf(number -> number < oldest);
    }

    /** How many instances that are gone are remembered as such, for tests. */
    int remembered() {
        return goneByLook.size();
    }

    private void takeAll(Look look, Described<InstanceView> described) {
        described.found().forEach(instance -> take(look, instance));
        for (FailureEntry failure : described.failures()) {
            if (failure.reason().equals("MISSING")) {
                gone(
                        look,
                        new AgentId(InstanceView.idOf(failure.arn())),
                        "its container instance is no longer known to ECS");
            } else {
                notes.warn("Container instance could not be described: {}", failure.words());
            }
        }
    }

    private void take(Look look, InstanceView found) {
        AgentId id = EcsAgents.idOf(found);
        boolean drains = passedOver.contains(id) && found.status().equals("ACTIVE");
        InstanceView instance = drains ? found.draining() : found;
        Known before = known.get(id);
        boolean older = before != null && before.look() > look.number();
        if (older || look.number() <= goneByLook.getOrDefault(id, 0L)) {
            return;
        }
        if (EcsAgents.gone(instance)) {
            gone(look, id, "its container instance is " + instance.status());
            return;
        }
        if (EcsAgents.coming(instance)) {
            return;
        }
        if (!EcsAgents.isLinux(instance)) {
            if (leftOut.add(id)) {
                notes.info("Container instance {} is not offered: it does not run Linux", instance.arn());
            }
            return;
        }
        List<Holding> holdings = look.holdings().getOrDefault(id, List.of());
        if (before != null && before.isSame(instance, holdings)) {
            known.put(
                    id,
                    new Known(
                            before.instance(),
                            before.told(),
                            look.number(),
                            new RoomShown(before.shown().first(), look.begun())));
            return;
        }
        InstanceView kept = values.of(instance);
        Agent agent = EcsAgents.of(kept, holdings);
        Instant first = before == null || isMore(before.told(), agent)
                ? look.begun()
                : before.shown().first();
        known.put(id, new Known(kept, agent, look.number(), new RoomShown(first, look.begun())));
        if (before == null || !before.told().equals(agent)) {
            log(before, agent);
            sink.changed(new InventoryEvent.AgentSeen(agent));
        }
    }

    /** Whether there may be room now for what had none before. */
    private static boolean isMore(Agent before, Agent now) {
        return before.state() != now.state() || !before.free().contains(now.free());
    }

    private void gone(Look look, AgentId id, String reason) {
        Known last = known.get(id);
        if (last != null && last.look() <= look.number()) {
            known.remove(id);
            passedOver.remove(id);
            goneByLook.put(id, look.number());
            notes.debug("Agent {} is gone: {}", id, reason);
            sink.changed(new InventoryEvent.AgentGone(id, reason));
        }
    }

    /** The events that report every agent again, for a listener that comes later. */
    public List<InventoryEvent> everything() {
        List<InventoryEvent> events = new ArrayList<>();
        known.values().forEach(entry -> events.add(new InventoryEvent.AgentSeen(entry.told())));
        return events;
    }

    private void log(@Nullable Known before, Agent agent) {
        if (before == null) {
            notes.debug(
                    "Agent {} ({}): {}, has {}", agent.id(), agent.address().hostname(), agent.state(), agent.total());
        } else if (before.told().state() != agent.state()) {
            notes.debug("Agent {}: {} -> {}", agent.id(), before.told().state(), agent.state());
        }
    }
}
