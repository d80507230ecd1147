package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.view.InstanceView;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refreshes single agents between polling rounds, after events that may have changed them. Several are described in one call; while a call is being
 * made, further requests are collected for the next. Not thread-safe: used within steps only.
 */
final class InstanceRefresher {

    private static final Logger LOG = LoggerFactory.getLogger(InstanceRefresher.class);

    /** How long requests are collected. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final Shell shell;
    private final PagedReads reading;
    private final ContainerInstanceCache fleet;
    private final EcsTaskLedger ledger;
    private final Consumer<AgentId> looked;
    private final Set<AgentId> wanted = new LinkedHashSet<>();
    private boolean busy;
    private boolean closed;

    /**
     * Creates it.
     *
     * @param looked called for each refreshed agent, after its changes were reported
     */
    InstanceRefresher(
            Shell shell,
            PagedReads reading,
            ContainerInstanceCache fleet,
            EcsTaskLedger ledger,
            Consumer<AgentId> looked) {
        this.shell = shell;
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
        this.looked = looked;
    }

    /** Refreshes an agent soon, if it is known. */
    void soon(AgentId agent) {
        if (!closed && fleet.instance(agent).isPresent() && wanted.add(agent) && !busy) {
            busy = true;
            shell.after(GATHER, this::look);
        }
    }

    void close() {
        closed = true;
    }

    private void look() {
        if (closed) {
            return;
        }
        List<AgentId> agents = List.copyOf(wanted);
        List<String> arns = agents.stream()
                .flatMap(agent -> fleet.instance(agent).map(InstanceView::arn).stream())
                .toList();
        wanted.clear();
        ContainerInstanceCache.Look look = fleet.begin(arns, ledger.holdings()::of);
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
            shell.after(GATHER, this::look);
        }
        failure.ifPresent(why -> LOG.debug("Refreshing container instances failed: {}", why.message()));
        if (closed) {
            fleet.abandon(look);
        } else {
            fleet.take(look, described);
            Set<String> seen = described.found().stream()
                    .map(InstanceView::arn)
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            agents.stream()
                    .filter(agent -> failure.isEmpty()
                            || fleet.instance(agent)
                                    .filter(found -> seen.contains(found.arn()))
                                    .isPresent())
                    .forEach(looked);
        }
    }
}
