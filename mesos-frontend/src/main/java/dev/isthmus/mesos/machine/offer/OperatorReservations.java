package dev.isthmus.mesos.machine.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.machine.state.ClusterReach;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.machine.step.ClusterChange;
import dev.isthmus.mesos.resource.ResourcesByReservation;

/** Reserves and unreserves what operators say (src/master/http.cpp, {@code _operation}), and what an earlier master had reserved. */
public final class OperatorReservations {

    private final MasterState state;
    private final OutstandingOffers offers;

    public OperatorReservations(MasterState state, OutstandingOffers offers) {
        this.state = state;
        this.offers = offers;
    }

    /**
     * Makes a change. Whether it may be made was asked before; what has been taken meanwhile is reserved when it is free again.
     *
     * @param more what is reserved from now on
     * @param less what is not reserved any more
     */
    public void change(AgentId agent, ResourcesByReservation more, ResourcesByReservation less) {
        KnownAgent known = state.agents().get(agent);
        if (known == null && state.reach() == ClusterReach.COMPLETE) {
            state.outbox().warn("agent " + agent + " is gone, of which was to be reserved: " + more);
            state.changed(() -> new ClusterChange.Reserved(agent, ResourcesByReservation.none(), more));
            return;
        }
        if (known != null) {
            offers.rescindFor(known, ResourcesByReservation.of(more.total()).plus(less));
        }
        if (!less.isEmpty()) {
            state.reservations().remove(agent, less);
            state.outbox().info("on agent " + agent + " is no longer reserved, as an operator says: " + less);
        }
        if (!more.isEmpty()) {
            state.reservations().add(agent, more);
            state.outbox().info("on agent " + agent + " is now reserved, as an operator says: " + more);
        }
        if (known != null) {
            offers.run(known);
        }
    }

    /** The agents of the cluster are all known now: of others, which an earlier master has known, nothing is reserved any more. */
    public void forgetUnknown() {
        for (AgentId agent : state.reservations().agents()) {
            if (!state.agents().contains(agent)) {
                state.outbox()
                        .warn("agent " + agent + " is gone, of which was reserved: "
                                + state.reservations().of(agent));
                state.forgetReserved(agent);
            }
        }
    }
}
