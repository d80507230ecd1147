package dev.isthmus.ecs.inventory;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.fargate.Shortage;
import dev.isthmus.ecs.fargate.SizeDemand;
import dev.isthmus.ecs.fargate.SlotDeal;
import dev.isthmus.ecs.fargate.SlotProvider;
import dev.isthmus.ecs.fargate.SlotSettings;
import dev.isthmus.ecs.fargate.TaskSize;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.Holdings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The slots on Fargate as agents: each holds one ECS task, of whichever driver, and is free again when ECS says that it is STOPPED. What is offered and what
 * tasks hold is within the quota. A slot never goes away (ADR 48). Not thread-safe: used within steps only.
 *
 * <p>Nothing is offered before all tasks of the cluster, stopping ones included, were read, nor before a task that an earlier process started last must have
 * shown: its slot would be promised twice.
 */
public final class FargateSlots {

    /** How long offers that are smaller than a slot should be stand before they are gathered into larger ones. */
    private static final Duration GATHER = Duration.ofSeconds(30);

    private final Steps steps;
    private final Notes notes;
    private final Optional<SlotSettings> settings;
    private final SlotAgents agents;
    private final CapacityCapFilter.Tasks ours;
    private final ToldAgents told;
    private final Duration window;
    private final Instant settledAt;
    private final Set<FargateSlot> slots;
    private final Map<SlotProvider, SlotHolds> holds = new EnumMap<>(SlotProvider.class);
    private final Map<SlotProvider, Instant> gatherAt = new EnumMap<>(SlotProvider.class);
    private final NextWake wake = new NextWake();
    /** What is out in offers of each slot. */
    private final Map<FargateSlot, TaskSize> out = new LinkedHashMap<>();

    /** Slots on which a task may yet show that nobody waits for any more, and until when. */
    private final Map<AgentId, Instant> doubtful = new LinkedHashMap<>();

    /** What is being started on slots, so that none of them is offered as long as ECS does not say. */
    private final Map<AgentId, List<Holding>> starting = new LinkedHashMap<>();

    private Optional<Holdings> holdings = Optional.empty();

    /**
     * Nothing is known of them.
     *
     * @param settings which there are; empty for none
     * @param ours the tasks of all watched frameworks, live or starting
     * @param sink told of changes
     * @param window how long ECS may take to show a task that was started
     */
    public FargateSlots(
            Steps steps,
            Optional<SlotSettings> settings,
            CapacityCapFilter.Tasks ours,
            ContainerInstanceCache.Listener sink,
            Duration window) {
        this.steps = steps;
        this.notes = steps.notes(FargateSlots.class);
        this.settings = settings;
        this.agents = new SlotAgents(settings);
        this.ours = ours;
        this.told = new ToldAgents(sink);
        this.window = window;
        this.settledAt = steps.now().plus(window);
        this.slots = new LinkedHashSet<>(settings.map(SlotSettings::all).orElse(List.of()));
    }

    /** How their tasks run; empty if there are none. */
    public Optional<SlotSettings> settings() {
        return settings;
    }

    /** The slot of an agent, if it takes tasks. */
    public Optional<FargateSlot> slot(AgentId agent) {
        return FargateSlot.of(agent).filter(slots::contains);
    }

    /** What was dealt to a slot, before any cap; empty if nothing was told of it. */
    public Optional<Agent> dealt(AgentId agent) {
        return told.of(agent);
    }

    /** All tasks of the cluster were read, those that are stopping, too. */
    public void tasksRead(Holdings live) {
        holdings = Optional.of(live);
        deal();
    }

    /** Tasks have begun or ended: deals again, if all were read before. */
    public void look() {
        if (holdings.isPresent()) {
            deal();
        }
    }

    /** Somebody has let go of a start that may have been made. Its task would show within the window. */
    public void keepBack(AgentId agent) {
        if (FargateSlot.isSlot(agent)) {
            doubtful.put(agent, steps.now().plus(window));
            look();
        }
    }

    /** Fargate has refused to start a task of this size on a slot. */
    public void refused(FargateSlot slot, TaskSize size, Shortage shortage) {
        notes.warn(
                "Fargate does not start a task of {} ({}): less is offered by {} for a while",
                size.words(),
                shortage,
                slot.provider());
        holdsOf(slot.provider()).refused(size, shortage, steps.now());
        look();
    }

    /** The events that report every slot again, for a listener that comes later. */
    public List<InventoryEvent> everything() {
        return told.everything();
    }

    private SlotHolds holdsOf(SlotProvider provider) {
        return holds.computeIfAbsent(provider, first -> new SlotHolds());
    }

    private void deal() {
        starting.clear();
        ours.now().stream()
                .filter(task -> FargateSlot.isSlot(task.agent()))
                .forEach(task -> starting.computeIfAbsent(task.agent(), slot -> new ArrayList<>(1))
                        .add(new Holding(task.launch(), task.demand())));
        doubtful.values().removeIf(until -> !steps.now().isBefore(until));
        for (SlotProvider provider : SlotProvider.values()) {
            deal(provider);
        }
        tell();
        wake();
    }

    private void deal(SlotProvider provider) {
        List<FargateSlot> free = new ArrayList<>();
        long held = 0;
        for (FargateSlot slot : known(provider)) {
            List<Holding> there = holdingsOf(slot);
            if (!there.isEmpty()) {
                out.remove(slot);
                held += units(there);
            } else if (doubtful.containsKey(slot.id())) {
                out.remove(slot);
                held += agents.whole().cpu();
            } else if (slots.contains(slot)) {
                free.add(slot);
            } else {
                out.remove(slot);
            }
        }
        OptionalInt quota = settings.map(set -> set.quotaOf(provider)).orElse(OptionalInt.empty());
        long left = quota.isEmpty() ? Long.MAX_VALUE / 2 : quota.getAsInt() * 1024L - held;
        int most = steps.now().isBefore(settledAt) ? 0 : holdsOf(provider).most(steps.now());
        List<Optional<TaskSize>> before =
                free.stream().map(slot -> Optional.ofNullable(out.get(slot))).toList();
        List<Optional<TaskSize>> next =
                gathered(provider, new SlotDeal(agents.whole(), left, most).deal(before), left, most);
        for (int i = 0; i < free.size(); i++) {
            FargateSlot slot = free.get(i);
            next.get(i).ifPresentOrElse(size -> out.put(slot, size), () -> out.remove(slot));
        }
    }

    /** Those that are there, and those of earlier settings that are not free yet. */
    private List<FargateSlot> known(SlotProvider provider) {
        Set<FargateSlot> known = new LinkedHashSet<>(slots);
        told.ids().forEach(agent -> FargateSlot.of(agent).ifPresent(known::add));
        holdings.ifPresent(
                live -> live.agents().forEach(agent -> FargateSlot.of(agent).ifPresent(known::add)));
        return known.stream().filter(slot -> slot.provider() == provider).toList();
    }

    private List<Optional<TaskSize>> gathered(
            SlotProvider provider, List<Optional<TaskSize>> dealt, long left, int most) {
        long used = dealt.stream()
                .mapToLong(size -> size.map(TaskSize::cpu).orElse(0))
                .sum();
        List<Optional<TaskSize>> gathered = SlotDeal.gathered(dealt, agents.whole(), left - used, most);
        if (gathered.equals(dealt)) {
            gatherAt.remove(provider);
            return dealt;
        }
        Instant at = gatherAt.computeIfAbsent(provider, first -> steps.now().plus(GATHER));
        if (steps.now().isBefore(at)) {
            return dealt;
        }
        // Frameworks hear first that offers are withdrawn.
        gatherAt.put(provider, steps.now().plusSeconds(1));
        return gathered;
    }

    private List<Holding> holdingsOf(FargateSlot slot) {
        List<Holding> live = holdings.map(all -> all.of(slot.id())).orElse(List.of());
        return live.isEmpty() ? List.copyOf(starting.getOrDefault(slot.id(), List.of())) : live;
    }

    /** The CPU units of the task that holds a slot: ECS counts those of its size, until it has stopped. */
    private long units(List<Holding> there) {
        return there.stream()
                .map(holding -> SizeDemand.ofHolding(holding.demand()))
                .reduce(SizeDemand.NONE, SizeDemand::plus)
                .size()
                .fold(fits -> fits.size().cpu(), tooMuch -> agents.whole().cpu());
    }

    private void tell() {
        told.changes(Arrays.stream(SlotProvider.values())
                .flatMap(provider -> known(provider).stream())
                .map(slot ->
                        agents.of(slot, slots.contains(slot), Optional.ofNullable(out.get(slot)), holdingsOf(slot)))
                .toList());
    }

    private void wake() {
        if (!slots.isEmpty()) {
            Instant now = steps.now();
            List<Instant> times = new ArrayList<>(gatherAt.values());
            times.addAll(doubtful.values());
            holds.values().forEach(each -> each.nextChange(now).ifPresent(times::add));
            times.add(settledAt);
            wake.after(now, times.stream()).ifPresent(wait -> steps.after(wait, this::look));
        }
    }
}
