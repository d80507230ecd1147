package dev.isthmus.mesos.allocator;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.allocator.drf.DrfTree;
import dev.isthmus.mesos.allocator.drf.Share;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Decides which framework is offered what is free, for any number of frameworks: by two-level weighted dominant resource fairness, within quotas, all that is
 * free of an agent to the first that may have it (src/master/allocator/mesos/hierarchical.cpp). See the rules R-AL of docs/spec.md.
 *
 * <p>What a framework has been granted counts as its own until it is released, offered or used alike: a grant is charged at once; tasks are charged by
 * {@link #charge}; {@link #release} ends either. The frameworks, roles and agents of the methods need not be known, unless they say so.
 *
 * <p>Sums are kept. With n active frameworks in roles, a run costs O(log n) for each agent that it is given and grants to one of the first, and one look at
 * each framework that has refused an agent before; a change of what one holds costs O(log n); a change of the cluster's total O(n log n), once. Agents of which
 * nothing has changed need not be given: {@link AllocationMarks} is told which have. Not for use by several threads.
 */
public final class HierarchicalAllocator {

    private final AllocationMarks marks;
    private final RefusalFilters filters;
    private final Map<FrameworkId, Subscriber> subscribers = new LinkedHashMap<>();
    private final Map<AgentId, ResourcesByReservation> reserved = new LinkedHashMap<>();
    private final FreeCapacity capacity = new FreeCapacity();
    private final QuotaBook quotas = new QuotaBook();
    private final DrfTree<Contender> turns;
    private final AgentSuitability suitability;

    /**
     * An allocator without frameworks.
     *
     * @param marks is told of which agents a later run may grant what an earlier one did not
     * @param excluded resources that do not count in shares; the flag {@code fair_sharing_excluded_resource_names} of a master
     * @param suitability which agents a framework is granted nothing of
     */
    public HierarchicalAllocator(AllocationMarks marks, Set<ResourceName> excluded, AgentSuitability suitability) {
        this.marks = marks;
        this.suitability = suitability;
        this.filters = new RefusalFilters(marks::mark);
        this.turns = new DrfTree<>(excluded);
    }

    /**
     * Takes a framework's roles, minimum offers and constraints from its description, and which roles want no offers. A framework that was not known is added
     * and active. Filters of roles that want offers again end.
     *
     * @return the roles that are no longer the framework's
     * @throws IllegalArgumentException if something is wrong with the constraints; see {@link dev.isthmus.mesos.allocator.constraint.OfferConstraintsFilter#problem}
     */
    public List<String> describe(Framework framework, Collection<String> suppressed, OfferConstraints constraints) {
        Subscriber subscriber = subscribers.computeIfAbsent(framework.id(), id -> new Subscriber(id, suitability));
        List<Contender> silent = subscriber.silent();
        List<Contender> gone = subscriber.describe(framework, suppressed, constraints);
        silent.stream().filter(contender -> subscriber.wants(contender.role())).forEach(filters::clear);
        // First what it has: a role that it keeps, if only by one below it, is not forgotten in between.
        updateTurns(subscriber);
        gone.forEach(this::leave);
        marks.markAll();
        return gone.stream().map(Contender::role).toList();
    }

    /** On which agents a framework wants offers, as it said last; no constraints if it is not known. */
    public OfferConstraints constraints(FrameworkId framework) {
        Subscriber subscriber = subscribers.get(framework);
        return subscriber == null ? OfferConstraints.getDefaultInstance() : subscriber.constraints();
    }

    private void leave(Contender contender) {
        filters.clear(contender);
        turns.leave(contender.role(), contender.framework().value());
    }

    private void updateTurns(Subscriber subscriber) {
        for (Contender contender : subscriber.contenders()) {
            turns.set(contender.role(), contender.framework().value(), contender, subscriber.wants(contender.role()));
        }
    }

    private Subscriber known(FrameworkId framework) {
        Subscriber subscriber = subscribers.get(framework);
        if (subscriber == null) {
            throw new IllegalArgumentException("framework " + framework + " is not known: describe it first");
        }
        return subscriber;
    }

    /** Whether a framework is known and not deactivated. */
    public boolean isActive(FrameworkId framework) {
        Subscriber subscriber = subscribers.get(framework);
        return subscriber != null && subscriber.isActive();
    }

    /** A framework, which is known, is connected again and gets offers. */
    public void activate(FrameworkId framework) {
        Subscriber subscriber = known(framework);
        subscriber.active(true);
        updateTurns(subscriber);
        marks.markAll();
    }

    /** A framework, if it is known, gets no more offers until it is activated, and its filters end. What it holds counts as before. */
    public void deactivate(FrameworkId framework) {
        Subscriber subscriber = subscribers.get(framework);
        if (subscriber != null) {
            subscriber.contenders().forEach(filters::clear);
            subscriber.active(false);
            updateTurns(subscriber);
        }
    }

    /** A framework is removed. What it holds counts until it is released. */
    public void remove(FrameworkId framework) {
        Subscriber subscriber = subscribers.remove(framework);
        if (subscriber != null) {
            subscriber.contenders().forEach(this::leave);
        }
    }

    /** Removes the filters of these roles of a known framework and ends their suppression; does nothing and returns false if one of them is not its own. */
    public boolean revive(FrameworkId framework, Collection<String> roles) {
        Subscriber subscriber = known(framework);
        if (!subscriber.hasAll(roles)) {
            return false;
        }
        subscriber.contenders(roles).forEach(filters::clear);
        subscriber.revive(roles);
        updateTurns(subscriber);
        marks.markAll();
        return true;
    }

    /** Removes all filters of a known framework and ends all suppression. */
    public void reviveAll(FrameworkId framework) {
        revive(framework, rolesOf(framework));
    }

    /** Suppresses these roles of a known framework; does nothing and returns false if one of them is not its own. */
    public boolean suppress(FrameworkId framework, Collection<String> roles) {
        Subscriber subscriber = known(framework);
        if (!subscriber.hasAll(roles)) {
            return false;
        }
        subscriber.suppress(roles);
        updateTurns(subscriber);
        return true;
    }

    /** Suppresses all roles of a known framework. */
    public void suppressAll(FrameworkId framework) {
        suppress(framework, rolesOf(framework));
    }

    private List<String> rolesOf(FrameworkId framework) {
        return known(framework).contenders().stream().map(Contender::role).toList();
    }

    /** Sets the weight of a role, above 0; 1 if it was never set. */
    public void weight(String role, Amount weight) {
        turns.weight(role, weight);
    }

    /** Sets the quota of a top-level role; {@link RoleQuota#NONE} removes it. */
    public void quota(String role, RoleQuota quota) {
        quotas.set(role, quota);
        marks.markAll();
    }

    /** Says what an agent has in all, used or not, in the dialect of Mesos. */
    public void total(AgentId agent, Resources total) {
        capacity.total(agent, total);
        turns.total(capacity.total());
    }

    /** An agent cannot be offered for now: nothing of it is free for anybody. */
    public void close(AgentId agent) {
        capacity.free(agent, ScalarQuantities.NONE);
    }

    /** An agent is gone: its total, its reservations and the filters on it. What frameworks hold of it counts until it is released. */
    public void gone(AgentId agent) {
        forgetFilters(agent);
        reserved(agent, ResourcesByReservation.none());
        capacity.remove(agent);
        turns.total(capacity.total());
    }

    /** Removes all filters on an agent. */
    public void forgetFilters(AgentId agent) {
        filters.clear(agent);
    }

    /** Says what is reserved of an agent, in use or not. */
    public void reserved(AgentId agent, ResourcesByReservation now) {
        ResourcesByReservation before = reserved.getOrDefault(agent, ResourcesByReservation.none());
        before.reserved().forEach((each, what) -> quotas.release(each.role(), ScalarQuantities.of(what)));
        now.reserved().forEach((each, what) -> quotas.consume(each.role(), ScalarQuantities.of(what)));
        if (now.reserved().isEmpty()) {
            reserved.remove(agent);
        } else {
            reserved.put(agent, now);
        }
    }

    /** A framework holds this in a role, by a task that came of no grant or whose grant has been released. */
    public void charge(FrameworkId framework, String role, ResourcesByReservation portions) {
        turns.held(role, framework.value(), ScalarQuantities.of(portions));
        quotas.consume(role, portions.unreservedScalars());
    }

    /** A framework holds this no more, which it had been granted or charged for. */
    public void release(FrameworkId framework, String role, ResourcesByReservation portions) {
        turns.released(role, framework.value(), ScalarQuantities.of(portions));
        quotas.release(role, portions.unreservedScalars());
    }

    /** Remembers that a framework refused these resources for so long; nothing if it does not have the role any more. */
    public void refuse(
            FrameworkId framework,
            String role,
            AgentId agent,
            ResourcesByReservation refused,
            double refuseSeconds,
            Instant now) {
        Subscriber subscriber = subscribers.get(framework);
        Contender contender = subscriber == null ? null : subscriber.as(role);
        if (contender != null) {
            filters.add(contender, agent, refused, refuseSeconds, now);
        }
    }

    /**
     * Whether a run would grant nothing of an agent, as the only one who gets turns has refused it; false where that is not known at once.
     *
     * @param available what is free of it; asked for only where it matters
     */
    public boolean isRefusedByAll(AgentId agent, Supplier<ResourcesByReservation> available) {
        var only = turns.only();
        return only.isPresent() && !quotas.isAny() && filters.isRefused(only.get(), agent, available);
    }

    /** A run begins: filters that have expired are dropped, and their agents marked. */
    public void beginRun(Instant now) {
        filters.beginRun(now);
    }

    /**
     * Grants what is free, after {@link #beginRun}. Marks each agent of which quota held something back.
     *
     * @param agents those of which something may be granted; each once
     * @param order in which they are served; asked once for each of the two stages, the first of which there is only if something is guaranteed
     * @return the grants, by agent in the order of the second stage; at most one for each framework, role and agent
     */
    public List<AllocationGrant> run(List<AllocatableAgent> agents, UnaryOperator<List<AllocatableAgent>> order) {
        return new AllocationRun(turns, filters, quotas, capacity).grants(agents, order, marks);
    }

    /** Why an agent is or is not granted to a framework in a role; changes nothing. */
    public OfferRule rule(FrameworkId framework, String role, AllocatableAgent agent) {
        Subscriber subscriber = subscribers.get(framework);
        Contender its = subscriber == null ? null : subscriber.as(role);
        if (subscriber == null || its == null) {
            return OfferRule.AWAY;
        }
        return OfferRule.of(subscriber, its, agent, filters.on(agent.agent().id()), new QuotaCut(quotas, capacity));
    }

    /** The share of a role, with those below it. */
    public Share share(String role) {
        return turns.share(role);
    }

    /** What a top-level role has consumed of its quota. */
    public ScalarQuantities consumedBy(String role) {
        return quotas.consumedBy(role);
    }
}
