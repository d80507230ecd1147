package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.event.PolledRounds;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.launch.EcsLaunches;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Refreshes single agents between polling rounds, after events that may have changed them. Several are described in one call; while a call is being
 * made, further requests are collected for the next. Not thread-safe: used within steps only.
 */
final class InstanceRefresher {

    /** How long requests are collected. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final ContainerInstanceCache fleet;
    private final EcsInventory inventory;
    private final EcsTaskLedger ledger;
    private final EcsLaunches launches;
    private final PolledRounds rounds;
    private final Set<AgentId> wanted = new LinkedHashSet<>();
    private boolean busy;

    /**
     * Creates it.
     *
     * @param launches told of each refreshed agent, after its changes were reported
     * @param rounds read all instances soon when some could not be refreshed
     */
    InstanceRefresher(
            Steps steps,
            PagedReads reading,
            EcsInventory inventory,
            EcsTaskLedger ledger,
            EcsLaunches launches,
            PolledRounds rounds) {
        this.steps = steps;
        this.notes = steps.notes(InstanceRefresher.class);
        this.reading = reading;
        this.fleet = inventory.fleet();
        this.inventory = inventory;
        this.ledger = ledger;
        this.launches = launches;
        this.rounds = rounds;
    }

    /** Refreshes an agent soon, if it is known. All that there is to know of a slot is known already. */
    void soon(AgentId agent) {
        if (VirtualAgents.isSlot(agent)) {
            inventory.looked();
        } else if (fleet.instance(agent).isPresent() && wanted.add(agent) && !busy) {
            busy = true;
            steps.after(GATHER, this::look);
        }
    }

    private void look() {
        List<AgentId> agents = List.copyOf(wanted);
        List<String> arns = agents.stream()
                .flatMap(agent -> fleet.instance(agent).map(InstanceView::arn).stream())
                .toList();
        wanted.clear();
        ContainerInstanceCache.Look look = fleet.begin(ledger.holdings().of(arns));
        reading.<InstanceView>describe(
                Priority.READ,
                arns,
                EcsCall.DescribeInstances::new,
                (described, failure) -> looked(agents, look, described, failure));
    }

    private void looked(
            List<AgentId> agents,
            ContainerInstanceCache.Look look,
            Described<InstanceView> described,
            Optional<CallFailure> failure) {
        busy = !wanted.isEmpty();
        if (busy) {
            steps.after(GATHER, this::look);
        }
        failure.ifPresent(why -> {
            notes.debug("Refreshing container instances failed: {}", why.message());
            rounds.instancesChanged();
        });
        fleet.take(look, described);
        Set<String> seen =
                described.found().stream().map(InstanceView::arn).collect(Collectors.toCollection(LinkedHashSet::new));
        agents.stream()
                .filter(agent -> failure.isEmpty()
                        || fleet.instance(agent)
                                .filter(found -> seen.contains(found.arn()))
                                .isPresent())
                .forEach(launches::looked);
    }
}
