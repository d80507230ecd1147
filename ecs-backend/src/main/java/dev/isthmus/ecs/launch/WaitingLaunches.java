package dev.isthmus.ecs.launch;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.launch.LaunchOutcome.Refused;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.budget.Backoff;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Starts that ECS refused because other tasks use the resources of their agents. Their agents are refreshed, all by one call, and a start is retried
 * when its agent has the resources, until its time has passed. On one agent starts are retried in order of arrival; one that does not fit yet does
 * not block those after it that do.
 *
 * <p>Not thread-safe: used within steps only.
 */
final class WaitingLaunches {

    /** When a look shows room and ECS refuses again: it was behind, or somebody was quicker, or ECS counts more than we do. */
    private static final Backoff AGAIN = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(8), Integer.MAX_VALUE);

    private final Steps steps;
    private final ContainerInstanceCache fleet;
    private final Preparation preparation;
    private final Patience patience;
    private final LaunchRetry asking;
    private final LaunchRetry.Results results;
    private final Map<PendingLaunch, Waiting> waiting = new LinkedHashMap<>();
    private boolean scheduled;

    private static final class Waiting {

        private final Instant until;
        private Refused refused;
        private int inVain;
        private Instant againAt = Instant.MIN;

        private Waiting(Instant until, Refused refused) {
            this.until = until;
            this.refused = refused;
        }
    }

    /**
     * Creates it.
     *
     * @param preparation knows whether an agent accepts tasks
     * @param asking retries a start
     * @param results told of a start whose time has passed, with the last refusal, or whose agent accepts no tasks any more
     */
    WaitingLaunches(
            Steps steps,
            ContainerInstanceCache fleet,
            Preparation preparation,
            Patience patience,
            LaunchRetry asking,
            LaunchRetry.Results results) {
        this.steps = steps;
        this.fleet = fleet;
        this.preparation = preparation;
        this.patience = patience;
        this.asking = asking;
        this.results = results;
    }

    /** The longest time that a start waits. */
    Duration most() {
        return patience.most();
    }

    boolean contains(PendingLaunch launch) {
        return waiting.containsKey(launch);
    }

    /** Adds a start or lets it wait on; false if its time has passed. */
    boolean add(PendingLaunch launch, Refused refused) {
        Instant now = steps.now();
        if (patience.most().compareTo(Duration.ZERO) <= 0) {
            return false;
        }
        Waiting entry = waiting.computeIfAbsent(launch, any -> new Waiting(now.plus(patience.most()), refused));
        if (!now.isBefore(entry.until)) {
            return false;
        }
        entry.refused = refused;
        entry.inVain++;
        entry.againAt = now.plus(AGAIN.after(entry.inVain));
        launch.state = launch.state.crowded();
        steps.tell(new Event.LookAgain(launch.order.agent()));
        schedule();
        return true;
    }

    /** Removes a start. */
    void remove(PendingLaunch launch) {
        waiting.remove(launch);
    }

    /** Whether it only waits, and is not just being asked for again. */
    private static boolean isWaiting(PendingLaunch launch) {
        return launch.state instanceof LaunchState.Waiting;
    }

    private void schedule() {
        if (scheduled || waiting.isEmpty()) {
            return;
        }
        scheduled = true;
        Duration pace = patience.pace(agents().size());
        Duration first = waiting.entrySet().stream()
                .filter(entry -> isWaiting(entry.getKey()))
                .map(entry -> Duration.between(steps.now(), entry.getValue().until))
                .filter(left -> left.compareTo(pace) < 0)
                .min(Duration::compareTo)
                .orElse(pace);
        steps.after(first.isNegative() ? Duration.ZERO : first, this::tick);
    }

    private Set<AgentId> agents() {
        Set<AgentId> agents = new LinkedHashSet<>();
        waiting.keySet().forEach(launch -> agents.add(launch.order.agent()));
        return agents;
    }

    private void tick() {
        scheduled = false;
        Instant now = steps.now();
        agents().forEach(this::giveUpIfUnfit);
        for (PendingLaunch launch : List.copyOf(waiting.keySet())) {
            Waiting entry = waiting.get(launch);
            if (entry != null && isWaiting(launch) && !now.isBefore(entry.until)) {
                results.refused(launch, entry.refused);
            }
        }
        agents().forEach(agent -> steps.tell(new Event.LookAgain(agent)));
        schedule();
    }

    /** What an agent that drains, is cut off or gone has free is nobody's. One that is just being asked for learns it by the answer. */
    private void giveUpIfUnfit(AgentId agent) {
        Optional<Refused> why = preparation.unfit(agent);
        for (PendingLaunch launch : List.copyOf(waiting.keySet())) {
            Waiting entry = waiting.get(launch);
            if (why.isPresent()
                    && entry != null
                    && isWaiting(launch)
                    && launch.order.agent().equals(agent)) {
                results.refused(launch, why.get());
            }
        }
    }

    /** To be called when an agent was refreshed. Retries the starts for which it has the resources, in order of arrival. */
    void looked(AgentId agent) {
        giveUpIfUnfit(agent);
        Optional<InstanceView> there = fleet.instance(agent);
        Optional<Resources> free = there.map(InstanceView::remaining);
        Instant now = steps.now();
        for (PendingLaunch launch : List.copyOf(waiting.keySet())) {
            Waiting entry = waiting.get(launch);
            if (entry == null || !launch.order.agent().equals(agent)) {
                continue;
            }
            Resources demand = launch.order.accounted();
            boolean fits = free.isPresent() && free.get().contains(demand);
            if (fits) {
                free = free.map(left -> left.minus(demand));
            } else if (isWaiting(launch)) {
                // So it was refused for good reason, and the next look that shows room is believed at once.
                entry.inVain = 0;
                entry.againAt = now;
            }
            if (fits && isWaiting(launch) && !now.isBefore(entry.againAt) && now.isBefore(entry.until)) {
                launch.state = launch.state.room();
                asking.ask(launch);
            }
        }
    }
}
