package dev.isthmus.mesos.allocator;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One agent during a run: what is left of it, and to whom the rest went. */
final class AgentLot {

    private final AllocatableAgent given;
    private final AgentRefusals refusals;
    /** Mostly it goes to one. */
    private final Map<Contender, ResourcesByReservation> granted = new LinkedHashMap<>(2);
    /** Grants that do not count in shares yet: nobody's turn changes while this agent is dealt out. */
    private Map<Contender, ResourcesByReservation> unsettled = Map.of();

    /** What the last contender was asked whether it would take, which the next one is mostly asked, too. */
    private ResourcesByReservation asked = ResourcesByReservation.none();

    private Resources total = asked.total();
    private BitSet refusers = AgentRefusals.NOBODY;

    private ResourcesByReservation left;
    private boolean heldBack;

    AgentLot(AllocatableAgent given, AgentRefusals refusals) {
        this.given = given;
        this.refusals = refusals;
        this.left = given.available();
    }

    Agent agent() {
        return given.agent();
    }

    ResourcesByReservation left() {
        return left;
    }

    boolean isEmpty() {
        return left.isEmpty();
    }

    /** Whether this contender may have any of it at all. */
    boolean suits(Contender contender) {
        return contender.takes(given.agent(), given.gpus(), given.region());
    }

    /** Whether this contender would accept an offer of this. */
    boolean pleases(Contender contender, ResourcesByReservation offered) {
        if (!offered.equals(asked)) {
            asked = offered;
            total = offered.total();
            refusers = refusals.refusersOf(offered);
        }
        return !hasRefused(contender) && contender.isEnough(total);
    }

    /** Whether it has refused all of what was asked about last. */
    private boolean hasRefused(Contender contender) {
        return !contender.filters().isEmpty() && refusers.get(contender.number());
    }

    void grant(Contender contender, ResourcesByReservation portions) {
        granted.merge(contender, portions, ResourcesByReservation::plus);
        if (unsettled.isEmpty()) {
            unsettled = new LinkedHashMap<>(2);
        }
        unsettled.put(contender, portions);
        // Mostly it is all that is left.
        left = portions.equals(left) ? ResourcesByReservation.none() : left.minus(portions);
    }

    /** What was granted since this was asked last. */
    Map<Contender, ResourcesByReservation> settle() {
        Map<Contender, ResourcesByReservation> all = unsettled;
        unsettled = Map.of();
        return all;
    }

    /** Quota kept something of it from somebody. */
    void holdBack() {
        heldBack = true;
    }

    /** Whether a change elsewhere may make more of it available. */
    boolean isHeldBack() {
        return heldBack && !isEmpty();
    }

    List<AllocationGrant> grants() {
        List<AllocationGrant> grants = new ArrayList<>();
        granted.forEach((contender, portions) ->
                grants.add(new AllocationGrant(contender.framework(), contender.role(), given.agent(), portions)));
        return grants;
    }
}
