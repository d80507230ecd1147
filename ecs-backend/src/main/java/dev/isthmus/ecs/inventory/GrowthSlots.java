package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.launch.LaunchedTask;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.growth.GrowthSettings;
import dev.isthmus.ecs.growth.GrowthShortage;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.Holdings;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The slots of capacity providers that may grow, as agents: each stands for one instance that a provider may add, and is offered, whole, while no instance that is there
 * has free what it has. What is launched on one holds it until all of that has ended; it is asked for until its tasks have their instances (ADR 57). Not thread-safe:
 * used within steps only.
 */
public final class GrowthSlots {

    private final Steps steps;
    private final Notes notes;
    private final SortedMap<String, GrowthProvider> providers = new TreeMap<>();
    private final CapacityCapFilter.Tasks ours;
    private final Room room;
    private final GrowthAgents agents;
    private final ToldAgents told;
    private final Duration window;
    private final Instant settledAt;
    private final Map<String, Instant> heldBack = new LinkedHashMap<>();
    /** Those that are offered. */
    private final Set<GrowthSlot> out = new LinkedHashSet<>();
    /** Tasks that may yet show, though nobody waits for them any more, and until when. */
    private final Map<LaunchedTask, Instant> doubtful = new LinkedHashMap<>();
    /** What lives on slots, or is being started there, of the frameworks that are watched. */
    private final Map<AgentId, List<Holding>> mine = new LinkedHashMap<>();

    private final AwaitedRoom awaited = new AwaitedRoom();
    private final NextWake wake = new NextWake();

    /** What lives on slots. */
    private final Set<LaunchId> onSlots = new LinkedHashSet<>();

    private Optional<Holdings> holdings = Optional.empty();

    /** Knows the instances that are there. */
    public interface Room {

        /** Whether one that takes tasks has as much free (dialect ecs), and nobody is about to get that. */
        boolean has(Resources size);
    }

    /**
     * Nothing is known of them.
     *
     * @param providers those that may grow
     * @param ours the tasks of all watched frameworks, live or starting
     * @param sink told of changes
     * @param window how long ECS may take to show a task that was started
     */
    public GrowthSlots(
            Steps steps,
            List<GrowthProvider> providers,
            CapacityCapFilter.Tasks ours,
            Room room,
            ContainerInstanceCache.Listener sink,
            Duration window) {
        this.steps = steps;
        this.notes = steps.notes(GrowthSlots.class);
        providers.forEach(provider -> this.providers.put(provider.name(), provider));
        this.ours = ours;
        this.room = room;
        this.agents = new GrowthAgents(providers);
        this.told = new ToldAgents(sink);
        this.window = window;
        this.settledAt = steps.now().plus(window);
    }

    /** The provider of an agent, if that is a slot that takes tasks. */
    public Optional<GrowthProvider> provider(AgentId agent) {
        return GrowthSlot.of(agent).flatMap(this::provider);
    }

    private Optional<GrowthProvider> provider(GrowthSlot slot) {
        return Optional.ofNullable(providers.get(slot.provider())).filter(known -> slot.number() < known.most());
    }

    /** Whether there is any, of these settings or of earlier ones; what there is to look at is asked for with each look at instances. */
    public boolean isAny() {
        return !providers.isEmpty() || !told.ids().isEmpty();
    }

    /** What was told of a slot, before any cap; empty if nothing was. */
    public Optional<Agent> dealt(AgentId agent) {
        return told.of(agent);
    }

    /** Whether ECS may be about to give what is free on this instance to a task that waits, or has done so and that is not accounted for yet. */
    public boolean isContested(Agent instance, ContainerInstanceCache fleet) {
        return isUncounted(instance)
                || fleet.instance(instance.id())
                        .flatMap(InstanceView::provider)
                        .flatMap(provider ->
                                fleet.shown(instance.id()).filter(shown -> awaited.isFor(provider, instance, shown)))
                        .isPresent();
    }

    /** Whether a task of a slot has come to this instance, and what is known to be free there does not account for it yet. */
    private boolean isUncounted(Agent instance) {
        return !onSlots.isEmpty()
                && holdings.stream()
                        .flatMap(live -> live.of(instance.id()).stream())
                        .anyMatch(there -> onSlots.contains(there.launch())
                                && !instance.holdings().contains(there));
    }

    /** All tasks of the cluster were read, those that are stopping, too. */
    public void tasksRead(Holdings live) {
        holdings = Optional.of(live);
        deal(live);
    }

    /** Tasks have begun, ended or found their instances, or instances have changed: deals again, if all were read before. */
    public void look() {
        holdings.ifPresent(this::deal);
    }

    /** Somebody has let go of a start that may have been made. Its task would show within the window, and gets room meanwhile. */
    public void keepBack(LaunchedTask task) {
        if (GrowthSlot.isSlot(task.agent())) {
            doubtful.put(task, steps.now().plus(window));
            look();
        }
    }

    /** ECS has refused to let a task wait for an instance of this provider. */
    public void refused(String provider, GrowthShortage shortage) {
        notes.warn("Capacity provider {} starts nothing ({}): it is not offered for a while", provider, shortage);
        heldBack.put(provider, steps.now().plus(shortage.keptBack()));
        look();
    }

    /** The events that report every slot again, for a listener that comes later. */
    public List<InventoryEvent> everything() {
        return told.everything();
    }

    private void deal(Holdings live) {
        mine.clear();
        awaited.clear();
        onSlots.clear();
        Set<AgentId> asked = new LinkedHashSet<>(live.unplaced().values());
        int left = GrowthSettings.MOST_PROVISIONING - live.unplaced().size();
        live.agents().stream()
                .filter(GrowthSlot::isSlot)
                .forEach(slot -> live.of(slot).forEach(holding -> {
                    onSlots.add(holding.launch());
                    if (live.unplaced().containsKey(holding.launch())) {
                        awaited.add(slot, live.group(holding.launch()), holding.demand(), true, steps.now());
                    }
                }));
        for (LaunchedTask task : ours.now()) {
            if (GrowthSlot.isSlot(task.agent())) {
                mine.computeIfAbsent(task.agent(), slot -> new ArrayList<>())
                        .add(new Holding(task.launch(), task.demand()));
                if (begins(task, asked)) {
                    left--;
                }
            }
        }
        doubtful.values().removeIf(until -> !steps.now().isBefore(until));
        doubtful.keySet().forEach(task -> begins(task, asked));
        awaited.said();
        for (GrowthProvider provider : providers.values()) {
            left -= deal(provider, live, asked, left);
        }
        tell(live);
        wake();
    }

    /** Whether a task is not on its slot yet: then it asks for an instance, and ECS may give it room that is there. */
    private boolean begins(LaunchedTask task, Set<AgentId> asked) {
        if (onSlots.contains(task.launch())) {
            return false;
        }
        asked.add(task.agent());
        awaited.add(task.agent(), task.launch().value(), task.demand(), false, steps.now());
        return true;
    }

    /**
     * Chooses which slots of a provider are out: of those that hold nothing the ones that are, and then the lowest.
     *
     * @param asked the slots that wait for instances
     * @param left how many tasks more may wait on the cluster
     * @return how many are out
     */
    private int deal(GrowthProvider provider, Holdings live, Set<AgentId> asked, int left) {
        List<GrowthSlot> free = new ArrayList<>();
        int open = 0;
        for (int number = 0; number < provider.most(); number++) {
            GrowthSlot slot = new GrowthSlot(provider.name(), number);
            if (asked.contains(slot.id())) {
                open++;
                out.remove(slot);
            } else if (holdingsOf(slot, live).isEmpty()) {
                free.add(slot);
            } else {
                out.remove(slot);
            }
        }
        int most = isOffered(provider) ? Math.max(0, Math.min(provider.slots() - open, left)) : 0;
        Set<GrowthSlot> next = new LinkedHashSet<>();
        free.stream().filter(out::contains).limit(most).forEach(next::add);
        free.stream().limit(most).filter(slot -> next.size() < most).forEach(next::add);
        out.removeAll(free);
        out.addAll(next);
        return next.size();
    }

    private boolean isOffered(GrowthProvider provider) {
        return !steps.now().isBefore(settledAt)
                && !steps.now().isBefore(heldBack.getOrDefault(provider.name(), Instant.MIN))
                && !room.has(provider.size());
    }

    private List<Holding> holdingsOf(GrowthSlot slot, Holdings live) {
        Map<LaunchId, Holding> there = new LinkedHashMap<>();
        live.of(slot.id()).forEach(holding -> there.put(holding.launch(), holding));
        mine.getOrDefault(slot.id(), List.of()).forEach(holding -> there.put(holding.launch(), holding));
        return List.copyOf(there.values());
    }

    private void tell(Holdings live) {
        Set<AgentId> known = new LinkedHashSet<>(told.ids());
        known.addAll(live.agents());
        known.addAll(mine.keySet());
        out.forEach(slot -> known.add(slot.id()));
        told.changes(known.stream()
                .flatMap(agent -> GrowthSlot.of(agent).stream())
                .map(slot -> agents.of(slot, provider(slot).isPresent(), out.contains(slot), holdingsOf(slot, live)))
                .toList());
    }

    private void wake() {
        if (!providers.isEmpty()) {
            Stream<Instant> times = Stream.of(heldBack.values(), doubtful.values(), List.of(settledAt))
                    .flatMap(Collection::stream);
            wake.after(steps.now(), times).ifPresent(wait -> steps.after(wait, this::look));
        }
    }
}
