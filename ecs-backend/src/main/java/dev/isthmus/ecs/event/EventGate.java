package dev.isthmus.ecs.event;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.ecs.budget.PagedReads;
import dev.isthmus.ecs.budget.Priority;
import dev.isthmus.ecs.call.EcsCall;
import dev.isthmus.ecs.event.EventReliance.Progress;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.EvictingSet;
import dev.isthmus.ecs.step.Notes;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.EcsTaskLedger;
import dev.isthmus.ecs.task.EcsTaskLedger.Discovery;
import dev.isthmus.ecs.task.Identity;
import dev.isthmus.ecs.view.InstanceView;
import dev.isthmus.ecs.view.TaskView;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Lets in what an event says, if it is newer than what is known; reads pass the same records, so that of both the newer version wins (ADR 52). An event of a task
 * that nobody knows and that goes on is no more than a hint: the task is described, as the event may be days old. An end is taken for true whenever it comes. An event of
 * an instance is a hint in any case, as what is free there must not be newer than what is known of its tasks (ADR 5).
 *
 * <p>Not thread-safe: used within steps only.
 */
final class EventGate {

    /** How long hints are gathered, so that one call describes many. */
    private static final Duration GATHER = Duration.ofMillis(250);

    /** As many as are remembered of what there may be more of than anybody needs. */
    private static final int MOST = 10_000;

    private final Steps steps;
    private final Notes notes;
    private final PagedReads reading;
    private final EcsTaskLedger ledger;
    private final Discovery discovery;
    private final ContainerInstanceCache fleet;
    private final PolledRounds rounds;
    private final HeardCluster cluster;
    private final EventReliance reliance;
    private final EventTally tally;
    private final LateEnds late;
    /** The newest version that was heard of each task that is to be described. */
    private final Map<String, Long> tasks = new LinkedHashMap<>();

    private final Set<AgentId> agents = new LinkedHashSet<>();
    private final EvictingSet<String> strangers = new EvictingSet<>(MOST);
    private boolean gathering;
    private boolean saidOthers;

    EventGate(
            Steps steps,
            PagedReads reading,
            EcsTaskLedger ledger,
            Discovery discovery,
            ContainerInstanceCache fleet,
            PolledRounds rounds,
            HeardCluster cluster,
            EventReliance reliance,
            EventTally tally) {
        this.steps = steps;
        this.notes = steps.notes(EventGate.class);
        this.reading = reading;
        this.ledger = ledger;
        this.discovery = discovery;
        this.fleet = fleet;
        this.rounds = rounds;
        this.cluster = cluster;
        this.reliance = reliance;
        this.tally = tally;
        this.late = new LateEnds(MOST);
    }

    /** Takes a message; says whether it may be deleted, as nothing of it would be lost with this process. */
    boolean take(QueueMessage message) {
        if (late.isHeld(message.id())) {
            return late.isOver(message.id(), steps.now());
        }
        if (message.received() > 1) {
            tally.repeated();
        }
        Once once = new Once(message);
        message.change().match(once);
        return !once.held;
    }

    /** Whether a message has told an end, and is left in the queue until that is durable. */
    boolean isHeld(QueueMessage message) {
        return late.isHeld(message.id());
    }

    /** A framework is watched and its tasks were read: ends of its tasks that came before are told. */
    void claim(FrameworkId framework) {
        late.claim(Identity.mark(framework)).forEach(end -> ledger.take(end, discovery, steps.now()));
    }

    private final class Once implements StateChange.Cases {

        private final QueueMessage message;
        private boolean held;

        Once(QueueMessage message) {
            this.message = message;
        }

        @Override
        public void unreadable(StateChange.Unreadable change) {
            tally.unreadable();
            notes.warn(
                    "Message {} of {} bytes in the queue of events is no event of ECS, and is deleted: {}",
                    message.id(),
                    message.bytes(),
                    change.why());
        }

        @Override
        public void otherType(StateChange.OfOtherType change) {
            tally.other();
        }

        private boolean isElsewhere(String arn) {
            if (cluster.matches(arn)) {
                tally.ofCluster(steps.now());
                return false;
            }
            tally.other();
            if (!saidOthers) {
                saidOthers = true;
                notes.warn(
                        "Events of another cluster, {}, come through the queue of events and are passed over: let the pattern of its rule name the cluster",
                        arn);
            }
            return true;
        }

        @Override
        public void instance(StateChange.OfInstance change) {
            if (isElsewhere(change.cluster())) {
                return;
            }
            reliance.heard();
            AgentId agent = new AgentId(InstanceView.idOf(change.arn()));
            long known = fleet.instance(agent).map(InstanceView::version).orElse(-1L);
            if (change.version() > 0 && change.version() <= known) {
                tally.known(change.version() == known);
            } else if (known >= 0) {
                tally.news(change.updatedAt(), steps.shown());
                agents.add(agent);
                gather();
            } else if (strangers.add(change.status() + " " + change.arn())) {
                // Whether it is one of those to use, only a listing tells, and that not before it is active.
                tally.news(change.updatedAt(), steps.shown());
                rounds.instancesChanged();
                steps.tell(new Event.Changing());
            } else {
                tally.other();
            }
        }

        @Override
        public void task(StateChange.OfTask change) {
            if (isElsewhere(change.cluster())) {
                return;
            }
            TaskView view = change.task();
            reliance.heard(view.arn(), Progress.of(view.lastStatus()));
            OptionalLong known = ledger.version(view.arn());
            boolean isTracked = known.isPresent();
            if (isTracked && view.version() > 0 && view.version() <= known.getAsLong()) {
                tally.known(view.version() == known.getAsLong());
            } else if (!isTracked && ledger.isSettled(view)) {
                tally.known(view.stopped());
            } else if (view.version() == 0 || (!isTracked && !view.stopped() && Identity.isMark(view.startedBy()))) {
                tally.news(change.updatedAt(), steps.shown());
                tasks.merge(view.arn(), view.version(), Math::max);
                gather();
            } else {
                tally.news(change.updatedAt(), steps.shown());
                ledger.take(view, discovery, steps.now());
                lookAtSlots(List.of(view));
                if (view.stopped()) {
                    keep(view);
                }
            }
        }

        /** If it was not told, its framework may come when ECS has forgotten it; if it was told, and ECS is about to forget it, that is not durable yet. */
        private void keep(TaskView view) {
            boolean isOurs = view.each().stream()
                    .flatMap(each -> Identity.read(each).stream())
                    .anyMatch(task -> ledger.find(task.launch()).isPresent());
            if (!isOurs && Identity.isMark(view.startedBy())) {
                late.unclaimed(view);
            } else if (isOurs && late.isLate(view, steps.shown())) {
                held = true;
                late.hold(message.id(), steps.now());
            }
        }
    }

    private void gather() {
        if (!gathering) {
            gathering = true;
            steps.after(GATHER, this::look);
        }
    }

    private void look() {
        gathering = false;
        agents.forEach(agent -> steps.tell(new Event.LookAgain(agent)));
        agents.clear();
        // One that this process started may be known by the answer to that meanwhile.
        List<String> arns = tasks.entrySet().stream()
                .filter(heard ->
                        heard.getValue() == 0 || ledger.version(heard.getKey()).orElse(-1) < heard.getValue())
                .map(Map.Entry::getKey)
                .toList();
        tasks.clear();
        reading.<TaskView>describe(Priority.READ, arns, EcsCall.DescribeTasks::new, (described, failure) -> {
            ledger.take(described, discovery, steps.now());
            lookAtSlots(described.found());
        });
    }

    /** What is on a slot on Fargate is known by its task alone, of whichever driver; only ends of ours are told. */
    private void lookAtSlots(List<TaskView> seen) {
        Set<AgentId> slots = new LinkedHashSet<>();
        seen.forEach(view -> Identity.slot(view).ifPresent(slots::add));
        slots.forEach(slot -> steps.tell(new Event.LookAgain(slot)));
    }
}
