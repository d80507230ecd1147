package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.allocator.AllocatableAgent;
import dev.isthmus.mesos.allocator.AllocationGrant;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MachineTimers;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.state.Outbox;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.offer.OfferMessages;
import dev.isthmus.mesos.offer.OutstandingOffer;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** Makes offers to all frameworks of a master, every second and on the events on which Mesos does, and rescinds them. */
public final class OutstandingOffers {

    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final String BROKEN = ": what it promises is no longer free";

    private final MasterState state;
    private final Overdraft overdraft;
    private final AgentCapacity capacity;
    private final QuotaRoom room;
    private final InverseOffers inverse;
    private Instant next = Instant.MIN;
    /** Whether more frameworks may become ready before offers are made. */
    private boolean gathering;
    /** Whether offers are to be made when all are. */
    private boolean begun;

    public OutstandingOffers(MasterState state) {
        this.state = state;
        this.overdraft = new Overdraft(state);
        this.capacity = new AgentCapacity(state);
        this.room = new QuotaRoom(state);
        this.inverse = new InverseOffers(state);
    }

    /** Does something that may make several frameworks ready for offers, and makes some only then, so that the first does not get all. */
    public void together(Runnable what) {
        gathering = true;
        what.run();
        gathering = false;
        if (begun) {
            begun = false;
            begin();
        }
    }

    /** Starts to make offers, now and every second. If they are made already, a framework that is ready now gets some within the second, with all others that are. */
    public void begin() {
        if (gathering) {
            begun = true;
            return;
        }
        if (!isRunning()) {
            run();
            again();
        }
    }

    private void again() {
        next = state.now().plus(INTERVAL);
        state.timers().at(next, new MachineTimers.Allocate(next));
    }

    private boolean isRunning() {
        return !next.equals(Instant.MIN);
    }

    /** Stops making offers until {@link #begin}, unless a framework is ready for some. */
    public void endIfNobodyIsReady() {
        if (isRunning() && !state.isAnyReady()) {
            state.timers().remove(new MachineTimers.Allocate(next));
            next = Instant.MIN;
        }
    }

    /** Handles the alarm of the next second, unless offers have been stopped or started since it was set. */
    public void tick(MachineTimers.Allocate alarm) {
        if (alarm.due().equals(next)) {
            run();
            again();
        }
    }

    /** Offers what is free on every agent; looks at those alone of which something has changed since it looked last. */
    public void run() {
        if (state.isAnyReady()) {
            state.allocator().beginRun(state.now());
            List<KnownAgent> marked = state.agents().takeMarked();
            if (!marked.isEmpty()) {
                run(marked);
            }
            inverse.run(this::inOffers);
        }
    }

    /** Offers what is free on this agent. */
    public void run(KnownAgent agent) {
        if (state.isAnyReady()) {
            state.allocator().beginRun(state.now());
            state.agents().take(agent);
            run(List.of(agent));
            inverse.run(this::inOffers);
        }
    }

    /** Takes an offer back that its framework declines. Where nobody else could get it, its agent need not be looked at before that is over. */
    void decline(OutstandingOffer offer, double refuseSeconds) {
        KnownAgent known = state.agents().get(offer.agent());
        boolean isElseUnchanged = known != null && !state.agents().isMarked(known);
        state.offers().remove(offer.framework(), offer.id());
        state.allocator()
                .refuse(offer.framework(), offer.role(), offer.agent(), offer.portions(), refuseSeconds, state.now());
        if (known != null && isElseUnchanged && isRefusedByAll(known)) {
            state.agents().unmark(known);
        }
    }

    private boolean isRefusedByAll(KnownAgent known) {
        return state.allocator()
                .isRefusedByAll(known.agent().id(), () -> capacity.shelf(known).available());
    }

    private void run(List<KnownAgent> agents) {
        List<AllocatableAgent> shelves = new ArrayList<>(agents.size());
        for (KnownAgent known : agents) {
            boolean offerable = known.isOfferable(state.now());
            boolean hasPromised = hasPromised(known);
            if (offerable || hasPromised) {
                KnownAgent.Capacity capable = capacity.of(known);
                state.allocator().total(known.agent().id(), capable.total());
                if (hasPromised) {
                    state.offers().removeAll(broken(known, capable)).forEach(offer -> rescinded(offer, BROKEN));
                }
                if (offerable) {
                    shelves.add(capacity.shelf(known.agent(), capable));
                }
            }
            if (!offerable) {
                state.allocator().close(known.agent().id());
            }
            if (known.isHeld(state.now())) {
                state.agents().mark(known.agent().id());
            }
        }
        if (!shelves.isEmpty()) {
            offer(shelves);
        }
    }

    private void offer(List<AllocatableAgent> shelves) {
        Map<FrameworkId, List<Offer>> messages = new LinkedHashMap<>();
        Iterator<AllocatableAgent> rest = shelves.iterator();
        AllocatableAgent shelf = rest.next();
        for (AllocationGrant grant : state.allocator().run(shelves, UnaryOperator.identity())) {
            while (!shelf.agent().equals(grant.agent())) {
                shelf = rest.next();
            }
            FrameworkState framework = Objects.requireNonNull(state.framework(grant.framework()));
            OutstandingOffer offer =
                    state.offers().make(grant.framework(), grant.agent().id(), grant.role(), grant.portions());
            KnownAgent known =
                    Objects.requireNonNull(state.agents().get(grant.agent().id()));
            if (grant.portions().equals(shelf.available())) {
                // Nothing of it is left to offer.
                state.agents().unmark(known);
            }
            messages.computeIfAbsent(grant.framework(), none -> new ArrayList<>())
                    .add(OfferMessages.write(
                            offer,
                            inOffers(known),
                            framework.framework(),
                            known.lastOffer(),
                            framework.tasks().executorsOn(grant.agent().id())));
            state.policy()
                    .offerTimeout()
                    .ifPresent(timeout -> state.timers()
                            .at(
                                    state.now().plus(timeout),
                                    new MachineTimers.OfferTimeout(grant.framework(), offer.id())));
        }
        messages.forEach((id, offers) -> {
            Outbox outbox = Objects.requireNonNull(state.framework(id)).outbox();
            outbox.debug("offering " + offers.size() + " agents");
            outbox.add(new Callback.Offers(offers));
        });
    }

    private Offer inOffers(KnownAgent known) {
        return known.inOffers(each -> OfferMessages.of(each, state.cluster().region(), known.unavailability()));
    }

    /** What frameworks are asked to give back. */
    public InverseOffers inverse() {
        return inverse;
    }

    /** Checks the offers of an agent on which something has changed: rescinds those that exceed what is free, and offers what is left. */
    public void recheck(KnownAgent known) {
        if (state.isAnyReady()
                && hasPromised(known)
                && !broken(known, capacity.of(known)).isEmpty()) {
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

    private List<OutstandingOffer> broken(KnownAgent known, KnownAgent.Capacity capable) {
        return overdraft.of(known, capable.offered().resources());
    }

    /** Rescinds all offers of an agent. */
    public void rescind(AgentId agent) {
        rescind(state.offers().removeOf(agent));
    }

    /** Rescinds all offers to a framework for one of its roles. */
    public void rescind(FrameworkId framework, String role) {
        rescind(state.offers().removeOf(framework, role));
    }

    /** Rescinds all offers. */
    public void rescindAll() {
        rescind(state.offers().removeAll(List.copyOf(state.offers().all())));
    }

    /** Rescinds what stands in the way of the quota of a role, which the allocator has. */
    public void rescindFor(String role, RoleQuota quota) {
        rescind(state.offers().removeAll(room.standsInTheWay(role, quota)));
    }

    /** Rescinds what stands in the way of taking this of an agent, oldest first. */
    void rescindFor(KnownAgent known, ResourcesByReservation wanted) {
        ResourcesByReservation there = capacity.shelf(known).available();
        List<OutstandingOffer> ended = new ArrayList<>();
        for (OutstandingOffer offer : state.offers().of(known.agent().id())) {
            ResourcesByReservation lacking = wanted.minus(there);
            if (!lacking.minus(offer.portions()).equals(lacking)) {
                there = there.plus(offer.portions());
                ended.add(offer);
            }
        }
        rescind(state.offers().removeAll(ended));
    }

    /** What of an agent no task holds, offered or not, by reservation. */
    public ResourcesByReservation idle(KnownAgent known) {
        return capacity.idle(known);
    }

    /** Rescinds an offer whose timeout has passed. */
    public void timedOut(MachineTimers.OfferTimeout alarm) {
        rescind(state.offers().remove(alarm.owner(), alarm.offer()).stream().toList());
        inverse.timedOut(alarm);
    }

    private void rescind(List<OutstandingOffer> ended) {
        ended.forEach(offer -> rescinded(offer, ""));
    }

    private void rescinded(OutstandingOffer offer, String why) {
        state.outbox().info("offer " + offer.id() + " of agent " + offer.agent() + " is rescinded" + why);
        FrameworkState framework = state.framework(offer.framework());
        if (framework != null && framework.isConnected()) {
            framework
                    .outbox()
                    .add(new Callback.Rescinded(
                            OfferID.newBuilder().setValue(offer.id()).build()));
        }
    }
}
