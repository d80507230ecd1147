package dev.isthmus.ecs.stop;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.ecs.growth.GrowthProvider;
import dev.isthmus.ecs.growth.GrowthSlot;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskRecord;
import dev.isthmus.ecs.task.Identity;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stops tasks for which ECS finds no instance in time. By the strategy of a capacity provider with managed scaling, ECS takes a start for which there is no room,
 * and keeps it in PROVISIONING for up to half an hour; a framework is to hear sooner that others have taken what it was offered (ADR 56). Not thread-safe: used
 * within steps only.
 */
public final class UnplacedTasks {

    /** How often they are looked at. */
    private static final Duration PACE = Duration.ofSeconds(1);

    /** After how long a stop that fails is asked for again; the last is for all later ones. */
    private static final List<Duration> AGAIN =
            List.of(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofSeconds(60));

    /** What ECS is given to place a task in any case. */
    static final Duration LEAST = Duration.ofSeconds(10);

    private final Steps steps;
    private final EcsTaskLedger ledger;
    private final ContainerInstanceCache fleet;
    private final Stops stops;
    private final Duration patience;
    private final Map<String, Duration> waits = new LinkedHashMap<>();
    /** Those that were to be stopped, and live. */
    private final Map<LaunchId, Asked> asked = new LinkedHashMap<>();

    private boolean scheduled;

    /** How often a stop was asked for, and when it is next, should that fail. */
    private record Asked(int times, Instant again) {}

    /**
     * Creates it.
     *
     * @param patience how long a task that was started on an instance waits for room there; at least ten seconds in any case
     * @param growing the providers that say how long a task waits that was launched on a slot of theirs
     */
    public UnplacedTasks(
            Steps steps,
            EcsTaskLedger ledger,
            ContainerInstanceCache fleet,
            Stops stops,
            Duration patience,
            List<GrowthProvider> growing) {
        this.steps = steps;
        this.ledger = ledger;
        this.fleet = fleet;
        this.stops = stops;
        this.patience = patience.compareTo(LEAST) < 0 ? LEAST : patience;
        growing.forEach(provider -> waits.put(provider.name(), provider.patience()));
    }

    /** To be called when a task may have begun to wait for an instance. */
    public void look() {
        if (!scheduled && !ours().isEmpty()) {
            scheduled = true;
            steps.after(PACE, this::tick);
        }
    }

    private List<EcsTaskRecord> ours() {
        return ledger.holdings().unplaced().keySet().stream()
                .flatMap(launch -> ledger.find(launch).stream())
                .filter(task -> task.unplacedSince().isPresent())
                .toList();
    }

    private void tick() {
        scheduled = false;
        List<EcsTaskRecord> ours = ours();
        asked.keySet().retainAll(ours.stream().map(task -> task.task().launch()).toList());
        for (EcsTaskRecord task : ours) {
            Instant since = task.unplacedSince().orElseThrow();
            hopeless(task.task().agent(), Duration.between(since, steps.now())).ifPresent(why -> stop(task, why));
        }
        look();
    }

    private void stop(EcsTaskRecord task, String why) {
        LaunchId launch = task.task().launch();
        Asked before = asked.getOrDefault(launch, new Asked(0, steps.now()));
        if (!steps.now().isBefore(before.again())) {
            Duration wait = AGAIN.get(Math.min(before.times(), AGAIN.size() - 1));
            asked.put(launch, new Asked(before.times() + 1, steps.now().plus(wait)));
            stops.stop(task, Identity.NO_INSTANCE + why);
        }
    }

    /** Why it makes no sense to wait any more; empty if it does. */
    private Optional<String> hopeless(AgentId agent, Duration waited) {
        Optional<GrowthSlot> slot = GrowthSlot.of(agent);
        if (slot.isPresent()) {
            Duration most = waits.getOrDefault(slot.get().provider(), GrowthProvider.WAIT);
            return waited.compareTo(most) < 0
                    ? Optional.empty()
                    : Optional.of(
                            "capacity provider " + slot.get().provider() + " had none with room within "
                                    + waited.toSeconds()
                                    + " s (wait=... in ISTHMUS_GROWTH). May its Auto Scaling group grow, and has each instance cpus=... and mem=... for tasks?");
        }
        Optional<AgentState> state = fleet.state(agent);
        boolean isKnown = state.isPresent() || fleet.isWhole();
        if (isKnown
                && waited.compareTo(LEAST) >= 0
                && state.filter(AgentState.READY::equals).isEmpty()) {
            return Optional.of(
                    "agent " + agent + " is " + state.map(AgentState::toString).orElse("gone"));
        }
        return waited.compareTo(patience) < 0
                ? Optional.empty()
                : Optional.of("agent " + agent + " had no room for " + waited.toSeconds()
                        + " s, as others have taken what was offered (ISTHMUS_LAUNCH_PATIENCE)");
    }
}
