package dev.isthmus.mesos.offer;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.allocator.AllocatableAgent;
import dev.isthmus.mesos.allocator.AllocationMarks;
import dev.isthmus.mesos.allocator.Constraints;
import dev.isthmus.mesos.allocator.MinimumOffer;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * Decides which role is offered the free resources of an agent: all of them go to the role that holds least, unless it is suppressed, a filter holds
 * them back, or the agent does not meet its constraints (src/master/allocator/mesos/hierarchical.cpp, {@code __generateOffers}).
 */
public final class Allocator {

    private final AllocationMarks marks;
    private final RefusalFilters filters;
    private final Roles roles = new Roles();
    private OfferConstraints constraints = OfferConstraints.getDefaultInstance();

    /**
     * An allocator without roles.
     *
     * @param marks is told of which agents a later run may offer what an earlier one did not
     */
    public Allocator(AllocationMarks marks) {
        this.marks = marks;
        this.filters = new RefusalFilters(marks::mark);
    }

    /**
     * Takes the framework's roles, filters and constraints from its description. Removes the filters of roles that are no longer suppressed.
     *
     * @return the roles that are no longer the framework's
     */
    public List<String> describe(Framework framework, Collection<String> suppressed, OfferConstraints constraints) {
        List<String> gone = new ArrayList<>(roles.all());
        gone.removeAll(framework.roles());
        roles.set(framework.roles(), suppressed).forEach(filters::clear);
        gone.forEach(filters::clear);
        this.constraints = constraints;
        marks.markAll();
        return gone;
    }

    /** A run begins: filters that have expired are dropped, and their agents marked. */
    public void beginRun(Instant now) {
        filters.beginRun(now);
    }

    /**
     * Which agents get an offer, after {@link #beginRun}.
     *
     * @param shelves the agents in question, in the order they are served
     * @param held how much each role holds already, in tasks and offers; what counts is which holds less
     */
    public List<AgentAllocation> run(Framework framework, List<AllocatableAgent> shelves, ToLongFunction<String> held) {
        List<String> active = new ArrayList<>(roles.active());
        active.sort(Comparator.comparingLong(held));
        List<AgentAllocation> allotments = new ArrayList<>();
        for (AllocatableAgent shelf : shelves) {
            if (shelf.gpus() && !framework.has(Capability.Type.GPU_RESOURCES)) {
                continue;
            }
            ResourcesByReservation left = shelf.available();
            for (String role : List.copyOf(active)) {
                ResourcesByReservation available = AllocatableAgent.availableTo(role, left);
                if (suits(framework, role, shelf.agent(), available)) {
                    allotments.add(new AgentAllocation(shelf.agent(), role, available));
                    left = left.minus(available);
                    // What it just got makes it the last to be asked for the next agent.
                    active.remove(role);
                    active.add(role);
                }
            }
        }
        return allotments;
    }

    private boolean suits(Framework framework, String role, Agent agent, ResourcesByReservation available) {
        return MinimumOffer.isEnough(
                        available.total(), framework.info().getOfferFiltersMap().get(role))
                && Constraints.allow(constraints, role, agent)
                && !filters.holdsBack(role, agent.id(), available);
    }

    /** Remembers that a role refused these resources for so long. */
    public void refuse(String role, AgentId agent, ResourcesByReservation refused, double refuseSeconds, Instant now) {
        filters.add(role, agent, refused, refuseSeconds, now);
    }

    /** Removes the filters of these roles and ends their suppression; does nothing and returns false if one of them is not the framework's. */
    public boolean revive(Collection<String> which) {
        Set<String> concerned = new LinkedHashSet<>(which);
        if (!roles.containAll(concerned)) {
            return false;
        }
        concerned.forEach(filters::clear);
        roles.revive(concerned);
        marks.markAll();
        return true;
    }

    /** Removes all filters and ends all suppression. */
    public void reviveAll() {
        filters.clear();
        roles.revive(roles.all());
        marks.markAll();
    }

    /** Suppresses these roles; does nothing and returns false if one of them is not the framework's. */
    public boolean suppress(Collection<String> which) {
        if (!roles.containAll(which)) {
            return false;
        }
        roles.suppress(which);
        return true;
    }

    /** Suppresses all roles. */
    public void suppressAll() {
        roles.suppress(roles.all());
    }

    /** Removes the filters on this agent. */
    public void forget(AgentId agent) {
        filters.clear(agent);
    }

    /** Removes all filters, as the framework is no longer active. */
    public void deactivate() {
        filters.clear();
    }
}
