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

    /** What went to a contender. */
    record Granted(Contender contender, ResourcesByReservation portions) {

        private AllocationGrant of(Agent agent) {
            return new AllocationGrant(contender.framework(), contender.role(), agent, portions);
        }
    }

    private final AllocatableAgent given;
    private final AgentRefusals refusals;
    /** Mostly one. */
    private final List<Granted> granted = new ArrayList<>(1);
    /** So many of the grants count in shares: nobody's turn changes while this agent is dealt out. */
    private int settled;

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
        granted.add(new Granted(contender, portions));
        // Mostly it is all that is left.
        left = portions.equals(left) ? ResourcesByReservation.none() : left.minus(portions);
    }

    /** What was granted since this was asked last. */
    List<Granted> settle() {
        List<Granted> since = settled == 0 ? granted : granted.subList(settled, granted.size());
        settled = granted.size();
        return since;
    }

    /** Quota kept something of it from somebody. */
    void holdBack() {
        heldBack = true;
    }

    /** Whether a change elsewhere may make more of it available. */
    boolean isHeldBack() {
        return heldBack && !isEmpty();
    }

    /** Adds all that was granted, what went to one in both stages together. */
    void addTo(List<AllocationGrant> grants) {
        if (granted.size() == 1) {
            grants.add(granted.get(0).of(given.agent()));
        } else if (!granted.isEmpty()) {
            Map<Contender, ResourcesByReservation> sums = new LinkedHashMap<>();
            granted.forEach(each -> sums.merge(each.contender, each.portions, ResourcesByReservation::plus));
            sums.forEach((contender, sum) -> grants.add(new Granted(contender, sum).of(given.agent())));
        }
    }
}
