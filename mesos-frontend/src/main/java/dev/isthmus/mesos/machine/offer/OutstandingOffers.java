package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.translation.TranslationContext;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.api.translation.TranslatorTable.Offered;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.Call;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.offer.AgentAllocation;
import dev.isthmus.mesos.offer.AllocatableAgent;
import dev.isthmus.mesos.offer.OfferMessages;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.task.MesosTask;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes offers, every second and on the events on which Mesos does, and rescinds them. */
public final class OutstandingOffers {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String BROKEN = ": what it promises is no longer free";

    private final MasterState state;
    private final Overdraft overdraft;
    private Instant next = Instant.MIN;

    public OutstandingOffers(MasterState state) {
        this.state = state;
        this.overdraft = new Overdraft(state);
    }

    /** Starts to make offers, now and every second. */
    public void begin() {
        run();
        next = state.now().plus(INTERVAL);
        state.timers().at(next, new MachineTimers.Allocate(next));
    }

    /** Whether offers are made every second. */
    public boolean isRunning() {
        return !next.equals(Instant.MIN);
    }

    /** Stops making offers until {@link #begin}. */
    public void end() {
        next = Instant.MIN;
    }

    /** Handles the alarm of the next second, unless offers have been stopped or started since it was set. */
    public void tick(MachineTimers.Allocate alarm) {
        if (alarm.due().equals(next)) {
            begin();
        }
    }

    /** Offers what is free on every agent. */
    public void run() {
        run(state.agents().values());
    }

    /** Offers what is free on this agent. */
    public void run(KnownAgent agent) {
        run(List.of(agent));
    }

    private void run(Collection<KnownAgent> agents) {
        if (!state.isReady()) {
            return;
        }
        List<AllocatableAgent> shelves = new ArrayList<>();
        for (KnownAgent known : agents) {
            boolean offerable = known.isOfferable(state.now());
            if (offerable || hasPromised(known)) {
                KnownAgent.Capacity capacity = capacity(known);
                state.offers().removeAll(broken(known, capacity)).forEach(offer -> rescinded(offer, BROKEN));
                if (offerable) {
                    shelves.add(shelf(known.agent(), capacity));
                }
            }
        }
        List<Offer> messages = new ArrayList<>();
        for (AgentAllocation allotment : state.allocator().run(state.framework(), shelves, this::held, state.now())) {
            OutstandingOffer offer =
                    state.offers().make(allotment.agent().id(), allotment.role(), allotment.portions());
            messages.add(OfferMessages.write(
                    offer,
                    allotment.agent(),
                    state.framework(),
                    state.options().cluster().region()));
            state.options()
                    .policy()
                    .offerTimeout()
                    .ifPresent(timeout ->
                            state.timers().at(state.now().plus(timeout), new MachineTimers.OfferTimeout(offer.id())));
        }
        if (!messages.isEmpty()) {
            state.outbox().debug("offering " + messages.size() + " agents");
            state.outbox().add(new Callback.Offers(messages));
        }
    }

    /** Checks the offers of an agent on which something has changed: rescinds those that exceed what is free, and offers what is left. */
    public void recheck(KnownAgent known) {
        if (state.isReady()
                && hasPromised(known)
                && !broken(known, capacity(known)).isEmpty()) {
            run(known);
        }
    }

    /** Checks the offers of an agent of which only the free resources have changed. */
    public void seenAgain(Agent before, KnownAgent known) {
        if (!overdraft.isBehind(before, known.agent())) {
            recheck(known);
        }
    }

    private boolean hasPromised(KnownAgent known) {
        return !state.offers().promisedOf(known.agent().id()).isEmpty();
    }

    private List<OutstandingOffer> broken(KnownAgent known, KnownAgent.Capacity capacity) {
        return hasPromised(known)
                ? overdraft.of(known.agent(), capacity.offered().resources())
                : List.of();
    }

    private KnownAgent.Capacity capacity(KnownAgent known) {
        return known.capacity(state.tasks().holdings(known.agent().id()), this::capacity);
    }

    private AllocatableAgent shelf(Agent agent, KnownAgent.Capacity capacity) {
        Resources free = capacity.offered().resources().minus(state.offers().promisedOf(agent.id()));
        return new AllocatableAgent(agent, apart(agent.id(), free), capacity.gpus());
    }

    /** The free resources by reservation. What is reserved and not free now is offered to nobody. */
    private ResourcesByReservation apart(AgentId agent, Resources free) {
        ResourcesByReservation reserved = state.reservations().of(agent);
        if (reserved.isEmpty()) {
            return ResourcesByReservation.of(free);
        }
        ResourcesByReservation inUse = state.tasks().on(agent).stream()
                .filter(task -> !task.isEnded())
                .map(MesosTask::portions)
                .reduce(state.offers().portionsPromisedOf(agent), ResourcesByReservation::plus);
        ResourcesByReservation idle = reserved.minus(inUse);
        Map<Reservation, Resources> there = new LinkedHashMap<>(idle.reserved());
        Resources left = free;
        for (Map.Entry<Reservation, Resources> each : idle.reserved().entrySet()) {
            if (!left.contains(each.getValue())) {
                there.remove(each.getKey());
            }
            left = left.minus(each.getValue());
        }
        return new ResourcesByReservation(left, there);
    }

    private KnownAgent.Capacity capacity(Agent agent, List<Holding> live) {
        TranslationContext context = TranslationContext.of(state.options().settings(), agent.attributes());
        TranslatorTable translators = state.options().translators();
        Offered offered = translators.offerable(agent, live, context);
        offered.refusals().forEach(refusal -> state.outbox().warnOnce("agent " + agent.id() + ": " + refusal));
        translators
                .untranslated(agent.total())
                .forEach(name -> state.outbox()
                        .warnOnce("resource '" + name + "' of the cluster's agents has no"
                                + " translator and is not offered; put a ResourceTranslator for it on the class path"));
        Optional<Quantity> gpus =
                translators.offer(agent.total(), context).resources().get(ResourceName.GPUS);
        return new KnownAgent.Capacity(live, offered, gpus.isPresent());
    }

    /** The share of a role as one number: thousandths of CPUs, with 4 GiB of memory for a CPU. */
    private long held(String role) {
        long inTasks = state.tasks().live().stream()
                .filter(task -> task.traits().role().equals(role))
                .map(MesosTask::task)
                .mapToLong(task -> weight(task.demand()))
                .sum();
        long inOffers = state.offers().all().stream()
                .filter(offer -> offer.role().equals(role))
                .mapToLong(offer -> weight(offer.resources()))
                .sum();
        return inTasks + inOffers;
    }

    private static long weight(Resources resources) {
        return Math.max(
                resources.amount(ResourceName.CPUS).thousandths(),
                resources.amount(ResourceName.MEM).thousandths() / 4096);
    }

    /** Rescinds all offers of an agent. */
    public void rescind(AgentId agent) {
        rescind(state.offers().removeOf(agent));
    }

    /** Rescinds all offers to a role. */
    public void rescind(String role) {
        rescind(state.offers().removeOf(role));
    }

    /** Rescinds an offer whose timeout has passed. */
    public void timedOut(String offer) {
        rescind(state.offers().remove(offer).stream().toList());
    }

    private void rescind(List<OutstandingOffer> ended) {
        ended.forEach(offer -> rescinded(offer, ""));
    }

    private void rescinded(OutstandingOffer offer, String why) {
        state.outbox().info("offer " + offer.id() + " of agent " + offer.agent() + " is rescinded" + why);
        if (state.isConnected()) {
            state.outbox()
                    .add(new Callback.Rescinded(
                            OfferID.newBuilder().setValue(offer.id()).build()));
        }
    }

    /** Handles a declined offer. */
    public void decline(Call.Decline call) {
        Optional<OutstandingOffer> declined =
                state.isConnected() ? state.offers().remove(call.offer()) : Optional.empty();
        declined.ifPresentOrElse(
                offer -> state.allocator()
                        .refuse(offer.role(), offer.agent(), offer.portions(), call.refuseSeconds(), state.now()),
                () -> state.outbox().debug("offer " + call.offer() + " is declined but is not outstanding; ignored"));
    }

    /** Handles a call of reviveOffers. */
    public void revive(Call.Revive call) {
        if (call.roles().isEmpty()) {
            state.allocator().reviveAll();
        } else if (call.roles().get().isEmpty()) {
            return;
        } else if (!state.allocator().revive(call.roles().get())) {
            state.outbox()
                    .warn("reviveOffers(" + call.roles().get() + ") is dropped: not all are roles of the framework");
            return;
        }
        run();
    }

    /** Handles a call of suppressOffers. */
    public void suppress(Call.Suppress call) {
        if (call.roles().isEmpty()) {
            state.allocator().suppressAll();
        } else if (!state.allocator().suppress(call.roles().get())) {
            state.outbox()
                    .warn("suppressOffers(" + call.roles().get() + ") is dropped: not all are roles of the framework");
        }
    }
}
