package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.budget.Reading;
import dev.isthmus.ecs.budget.Shell;
import dev.isthmus.ecs.call.Call;
import dev.isthmus.ecs.call.CallFailure;
import dev.isthmus.ecs.call.Described;
import dev.isthmus.ecs.call.InstanceView;
import dev.isthmus.ecs.inventory.Fleet;
import dev.isthmus.ecs.task.TaskLedger;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at single agents between the rounds, because something about them has turned out to be otherwise. Several are one call, and while one
 * is under way the next are gathered. Not thread-safe: used within steps only.
 */
final class AgentLooks {

    private static final Logger LOG = LoggerFactory.getLogger(AgentLooks.class);

    /** How long they are gathered. */
    private static final Duration GATHER = Duration.ofMillis(50);

    private final Shell shell;
    private final Reading reading;
    private final Fleet fleet;
    private final TaskLedger ledger;
    private final Set<AgentId> wanted = new LinkedHashSet<>();
    private boolean busy;
    private boolean closed;

    AgentLooks(Shell shell, Reading reading, Fleet fleet, TaskLedger ledger) {
        this.shell = shell;
        this.reading = reading;
        this.fleet = fleet;
        this.ledger = ledger;
    }

    /** Looks at it soon, if it is known. */
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
        List<String> arns = wanted.stream()
                .flatMap(agent -> fleet.instance(agent).map(InstanceView::arn).stream())
                .toList();
        wanted.clear();
        Fleet.Look look = fleet.begin(arns, ledger.holdings()::of);
        reading.<InstanceView>describe(
                Priority.READ,
                arns,
                Call.DescribeInstances::new,
                (described, failure) -> looked(look, described, failure));
    }

    private void looked(Fleet.Look look, Described<InstanceView> described, Optional<CallFailure> failure) {
        busy = !wanted.isEmpty();
        if (busy) {
            shell.after(GATHER, this::look);
        }
        failure.ifPresent(why -> LOG.debug("Looking again failed: {}", why.message()));
        if (closed) {
            fleet.abandon(look);
        } else {
            fleet.take(look, described);
        }
    }
}
