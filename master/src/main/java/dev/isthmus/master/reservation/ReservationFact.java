package dev.isthmus.master.reservation;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.mesos.machine.step.MasterInput;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A change of what is reserved of an agent.
 *
 * @param more what is reserved that was not
 * @param less what is reserved no more
 * @param after all that is reserved of the agent then
 * @param isInEffect whether the machine has done it already, as a framework asked for it
 */
public record ReservationFact(
        AgentId agent,
        ResourcesByReservation more,
        ResourcesByReservation less,
        ResourcesByReservation after,
        boolean isInEffect) {

    /** Checks that all is there. */
    public ReservationFact {
        requireNonNull(agent, "agent");
        requireNonNull(more, "more");
        requireNonNull(less, "less");
        requireNonNull(after, "after");
    }

    static ReservationFact of(
            AgentId agent,
            ResourcesByReservation before,
            ResourcesByReservation more,
            ResourcesByReservation less,
            boolean isInEffect) {
        return new ReservationFact(agent, more, less, before.minus(less).plus(more), isInEffect);
    }

    /** That an earlier master had all this reserved. */
    public static ReservationFact recalled(AgentId agent, ResourcesByReservation reserved) {
        return new ReservationFact(agent, reserved, ResourcesByReservation.none(), reserved, false);
    }

    /** What the journal is to hold. */
    public MasterEntry entry() {
        return new MasterEntry.Reserved(agent, ReservedShares.of(after));
    }

    /** Whether it changes nothing. */
    public boolean isEmpty() {
        return more.isEmpty() && less.isEmpty();
    }

    /** What is reserved of all agents then. */
    public SortedMap<AgentId, ResourcesByReservation> after(SortedMap<AgentId, ResourcesByReservation> before) {
        SortedMap<AgentId, ResourcesByReservation> all = new TreeMap<>(before);
        if (after.isEmpty()) {
            all.remove(agent);
        } else {
            all.put(agent, after);
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** What the machine is told. */
    public MasterInput input() {
        return new MasterInput.Reservations(agent, more, less);
    }

    @Override
    public String toString() {
        return "what is reserved of agent " + agent + ": " + (after.isEmpty() ? "nothing" : after);
    }
}
