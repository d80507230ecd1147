package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.allocator.drf.DrfTree;
import dev.isthmus.mesos.allocator.drf.RoleTurn;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * One run of the allocator, in two stages (hierarchical.cpp, {@code __generateOffers}). First roles get what they are guaranteed and do not have, then
 * everybody gets what is left, up to limits. In both, as much stays free as is guaranteed and not consumed.
 */
final class AllocationRun {

    private final DrfTree<Contender> turns;
    private final RefusalFilters filters;
    private final QuotaBook quotas;
    private final FreeCapacity capacity;
    private final QuotaCut cut;

    AllocationRun(DrfTree<Contender> turns, RefusalFilters filters, QuotaBook quotas, FreeCapacity capacity) {
        this.turns = turns;
        this.filters = filters;
        this.quotas = quotas;
        this.capacity = capacity;
        this.cut = new QuotaCut(quotas, capacity);
    }

    /** What is granted, by agent in the order of the second stage. Agents of which quota held something back are marked. */
    List<AllocationGrant> grants(
            List<AllocatableAgent> agents, UnaryOperator<List<AllocatableAgent>> order, AllocationMarks marks) {
        List<AllocationGrant> grants = new ArrayList<>();
        for (AgentLot lot : lots(agents, order)) {
            lot.addTo(grants);
            if (lot.isHeldBack()) {
                marks.mark(lot.agent().id());
            }
        }
        return grants;
    }

    private List<AgentLot> lots(List<AllocatableAgent> agents, UnaryOperator<List<AllocatableAgent>> order) {
        if (!quotas.isAny()) {
            capacity.leaveFree();
        }
        for (AllocatableAgent agent : agents) {
            capacity.free(agent.agent().id(), agent.available().unreservedScalars());
        }
        List<AgentLot> all = isGuaranteeToServe()
                ? afterGuarantees(agents, order)
                : order.apply(agents).stream().map(this::lot).toList();
        all.forEach(this::rest);
        return all;
    }

    private AgentLot lot(AllocatableAgent agent) {
        return new AgentLot(agent, filters.on(agent.agent().id()));
    }

    private List<AgentLot> afterGuarantees(List<AllocatableAgent> agents, UnaryOperator<List<AllocatableAgent>> order) {
        Map<AgentId, AgentLot> lots = new LinkedHashMap<>();
        agents.forEach(agent -> lots.put(agent.agent().id(), lot(agent)));
        for (AgentLot lot : ordered(lots, order.apply(agents))) {
            if (!isGuaranteeToServe()) {
                break;
            }
            guarantees(lot);
        }
        return ordered(lots, order.apply(agents));
    }

    private boolean isGuaranteeToServe() {
        for (String role : quotas.unmetRoles()) {
            if (turns.isActive(role)) {
                return true;
            }
        }
        return false;
    }

    private static List<AgentLot> ordered(Map<AgentId, AgentLot> lots, List<AllocatableAgent> order) {
        List<AgentLot> all = new ArrayList<>();
        order.forEach(
                agent -> all.add(Objects.requireNonNull(lots.get(agent.agent().id()), "an agent that was not given")));
        return all;
    }

    private void guarantees(AgentLot lot) {
        for (RoleTurn<Contender> turn : turns.turns()) {
            if (lot.isEmpty()) {
                break;
            }
            if (quotas.unmetOf(turn.role()).isEmpty()) {
                continue;
            }
            for (Contender contender : turn.frameworks()) {
                ResourcesByReservation available = AllocatableAgent.availableTo(turn.role(), lot.left());
                if (quotas.unmetOf(turn.role()).isEmpty() || available.isEmpty()) {
                    break;
                }
                if (lot.suits(contender) && lot.pleases(contender, available)) {
                    offer(lot, contender, cut.towardGuarantees(turn.role(), available));
                }
            }
        }
        settle(lot);
    }

    private void rest(AgentLot lot) {
        for (RoleTurn<Contender> turn : turns.turns()) {
            if (lot.isEmpty()) {
                break;
            }
            for (Contender contender : turn.frameworks()) {
                ResourcesByReservation available = AllocatableAgent.availableTo(turn.role(), lot.left());
                if (available.isEmpty()) {
                    break;
                }
                // Whoever refuses all of it refuses a part of it too, which then need not be found out.
                if (lot.suits(contender) && lot.pleases(contender, available)) {
                    ResourcesByReservation allowed = cut.upToLimits(turn.role(), available);
                    if (!allowed.equals(available)) {
                        lot.holdBack();
                    }
                    offer(lot, contender, allowed);
                }
            }
        }
        settle(lot);
    }

    private void offer(AgentLot lot, Contender contender, ResourcesByReservation portions) {
        if (!portions.isEmpty() && lot.pleases(contender, portions)) {
            lot.grant(contender, portions);
            quotas.consume(contender.role(), portions.unreservedScalars());
            capacity.free(lot.agent().id(), lot.left().unreservedScalars());
        }
    }

    private void settle(AgentLot lot) {
        for (AgentLot.Granted each : lot.settle()) {
            turns.allocated(
                    each.contender().role(),
                    each.contender().framework().value(),
                    ScalarQuantities.of(each.portions()));
        }
    }
}
