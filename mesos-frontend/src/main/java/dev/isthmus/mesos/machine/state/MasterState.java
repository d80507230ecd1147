package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.allocator.HierarchicalAllocator;
import dev.isthmus.mesos.machine.options.MasterMachineOptions;
import dev.isthmus.mesos.machine.options.Policy;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.machine.step.MasterOutput;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.offer.InverseOfferLedger;
import dev.isthmus.mesos.offer.OfferLedger;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.offer.Reservations;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.task.MesosTask;
import dev.isthmus.mesos.task.TaskHoldings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a master keeps of its cluster, for all of its frameworks: the agents and what of them is offered, reserved and in use, the allocator, the time, and
 * the outputs of a step in their order. What it keeps of each framework is a {@link FrameworkState}.
 */
public final class MasterState {

    private final MasterMachineOptions options;
    private final Map<FrameworkId, FrameworkState> frameworks = new LinkedHashMap<>();
    private final MachineTime time = new MachineTime();
    private final MachineTimers timers = new MachineTimers();
    private final KnownAgents agents = new KnownAgents();
    private final TaskHoldings holdings = new TaskHoldings();
    private final HierarchicalAllocator allocator;
    private final Reservations reservations = new Reservations(this::reserved);
    private final OfferLedger offers;
    private final InverseOfferLedger inverseOffers = new InverseOfferLedger();
    private final Outbox outbox = new Outbox(output -> add(Optional.empty(), output));
    private ClusterReach reach = ClusterReach.UNANSWERED;
    private int ready;
    private int listening;
    private List<MasterOutput> outputs = new ArrayList<>();

    /** A master without frameworks. */
    public MasterState(MasterMachineOptions options) {
        this.options = options;
        this.allocator = new HierarchicalAllocator(agents, Set.of(), options.suitability());
        this.offers = new OfferLedger(options.id().toString(), agents::mark, this::ended);
    }

    private void reserved(AgentId agent, ResourcesByReservation now) {
        agents.mark(agent);
        allocator.reserved(agent, now);
    }

    private void ended(OutstandingOffer offer) {
        allocator.release(offer.framework(), offer.role(), offer.portions());
    }

    private void add(Optional<FrameworkId> framework, Output output) {
        outputs.add(new MasterOutput(framework, output));
    }

    /** The outbox of a framework, which writes into the outputs of the step. */
    Outbox outboxOf(FrameworkId framework) {
        Optional<FrameworkId> owner = Optional.of(framework);
        return new Outbox(output -> add(owner, output));
    }

    void add(FrameworkState framework) {
        frameworks.put(framework.framework().id(), framework);
        listening++;
    }

    /** What a framework is, as it was before and as it is now. */
    void moved(boolean wasReady, boolean isReady, boolean wasOver, boolean isOver) {
        ready += (isReady ? 1 : 0) - (wasReady ? 1 : 0);
        listening += (wasOver ? 1 : 0) - (isOver ? 1 : 0);
    }

    /**
     * Removes a framework, which is closed, with all that is kept of it. What its living tasks take of their agents is deducted for one more consistency window, after
     * which the inventory shows it.
     */
    public void remove(FrameworkState framework) {
        FrameworkId id = framework.framework().id();
        frameworks.remove(id);
        offers.clear(id);
        inverseOffers.clear(id);
        allocator.remove(id);
        timers.clear(id);
        List<MesosTask> living = framework.tasks().abandon();
        if (!living.isEmpty()) {
            timers.at(now().plus(options.consistencyWindow()), new MachineTimers.Abandoned(living));
        }
    }

    /** The inventory shows what these tasks of a framework that has gone take. */
    public void forget(List<MesosTask> abandoned) {
        abandoned.forEach(task -> {
            holdings.forget(task);
            agents.mark(task.agent());
        });
    }

    /** The framework of this id, if it is known. */
    public @Nullable FrameworkState framework(FrameworkId framework) {
        return frameworks.get(framework);
    }

    /** Every framework. */
    public Collection<FrameworkState> frameworks() {
        return Collections.unmodifiableCollection(frameworks.values());
    }

    /** Whether a framework is ready for offers. */
    public boolean isAnyReady() {
        return ready > 0;
    }

    /** Whether there is a framework that hears, or will. */
    public boolean isAnyListening() {
        return listening > 0;
    }

    /** How much is known of the cluster. */
    public ClusterReach reach() {
        return reach;
    }

    /** Sets how much is known of the cluster. */
    public void reach(ClusterReach now) {
        reach = now;
    }

    /** The options of the master. */
    public MasterMachineOptions options() {
        return options;
    }

    /** The id of the master. */
    public UUID id() {
        return options.id();
    }

    /** The choices of the user. */
    public Policy policy() {
        return options.policy();
    }

    /** The backend's cluster. */
    public ClusterDescription cluster() {
        return options.cluster();
    }

    /** To the backend's dialect. */
    public TranslatorTable translators() {
        return options.translators();
    }

    /** Passed to the translators. */
    public Settings settings() {
        return options.settings();
    }

    /** The time of this step, and the clock beside it. */
    public MachineTime time() {
        return time;
    }

    /** The time of this step. */
    public Instant now() {
        return time.now();
    }

    /** The timers. */
    public MachineTimers timers() {
        return timers;
    }

    /** The known agents. */
    public KnownAgents agents() {
        return agents;
    }

    /** What tasks hold of the agents. */
    public TaskHoldings holdings() {
        return holdings;
    }

    /** The allocator, with the refusal filters and the suppressed roles. */
    public HierarchicalAllocator allocator() {
        return allocator;
    }

    /** What is reserved on the agents. */
    public Reservations reservations() {
        return reservations;
    }

    /** Of an agent that is gone nothing is reserved any more. */
    public void forgetReserved(AgentId agent) {
        ResourcesByReservation before = reservations.of(agent);
        if (!before.isEmpty()) {
            reservations.remove(agent, before);
            changed(() -> new ClusterChange.Reserved(agent, ResourcesByReservation.none(), before));
        }
    }

    /** The offers that frameworks have and have not answered. */
    public OfferLedger offers() {
        return offers;
    }

    /** The inverse offers that frameworks have and have not answered, and what they have answered. */
    public InverseOfferLedger inverseOffers() {
        return inverseOffers;
    }

    /** For outputs that are of no framework alone. */
    public Outbox outbox() {
        return outbox;
    }

    /** Shows those who watch the cluster a change; nobody watches that of a driver. */
    public void changed(Supplier<ClusterChange> change) {
        if (options.presence() == MasterMachineOptions.Presence.STREAMING) {
            outbox.add(new Output.Changed(change.get()));
        }
    }

    /** What an agent has in all, used or not, in the dialect of Mesos. */
    public Resources totalOf(KnownAgent known) {
        return known.total(each -> options.translators()
                .offer(known.agent().total(), each.context(options.settings()))
                .resources());
    }

    /**
     * Whether nothing is left on an agent: neither a task, seen or launched, nor an end that a framework has not acknowledged. What outlives its task, such as
     * the disk of a sandbox, may be left. Until the tasks of a framework are reported after a start, they are in no holding either, so it is not known.
     */
    public boolean isDrained(KnownAgent known) {
        return known.agent().holdings().stream().noneMatch(Holding::isOfTask)
                && frameworks.values().stream()
                        .allMatch(each -> (each.isRecovered() || each.isOver())
                                && each.tasks().on(known.agent().id()).isEmpty());
    }

    /** Takes the outputs of the step, in order. */
    public List<MasterOutput> drain() {
        if (outputs.isEmpty()) {
            return List.of();
        }
        List<MasterOutput> drained = outputs;
        outputs = new ArrayList<>();
        return drained;
    }
}
