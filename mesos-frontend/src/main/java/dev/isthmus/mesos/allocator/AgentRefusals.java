package dev.isthmus.mesos.allocator;

import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters on one agent, by what was refused. Most who refuse an agent refuse the same of it, so that whether it is within what they have refused is found out for all
 * of them at once. And what is refused of it is mostly what was refused before, so that one amount is kept, with all that it takes, when its last filter ends.
 */
final class AgentRefusals {

    /** Nobody; not to be added to. */
    static final BitSet NOBODY = new BitSet();

    /** None; not to be added to. */
    static final AgentRefusals NONE = new AgentRefusals();

    /** Who has refused one amount. */
    static final class Refusers {

        private final ResourcesByReservation refused;
        private final RefusalFilters.Listing filters = new RefusalFilters.Listing();
        private final BitSet numbers = new BitSet();
        /** By the number of a contender, how many filters it has here. */
        private int[] counts = new int[1];

        private Refusers(ResourcesByReservation refused) {
            this.refused = refused;
        }

        private boolean isOf(ResourcesByReservation its) {
            return refused.equals(its);
        }

        private void add(RefusalFilters.Filter filter) {
            int number = filter.contender().number();
            if (number >= counts.length) {
                counts = Arrays.copyOf(counts, Math.max(number + 1, 2 * counts.length));
            }
            counts[number]++;
            numbers.set(number);
            filters.add(filter);
        }

        private void ended(RefusalFilters.Filter filter) {
            int number = filter.contender().number();
            counts[number]--;
            if (counts[number] == 0) {
                numbers.clear(number);
            }
            filters.ended();
        }
    }

    private Refusers kept = new Refusers(ResourcesByReservation.none());
    private final Map<ResourcesByReservation, Refusers> others = new LinkedHashMap<>(0);

    void add(RefusalFilters.Filter filter) {
        Refusers refusers = refusersOfAll(filter.refused());
        refusers.add(filter);
        filter.refusers(refusers);
    }

    private Refusers refusersOfAll(ResourcesByReservation refused) {
        if (kept.isOf(refused)) {
            return kept;
        }
        Refusers other = others.get(refused);
        if (other == null) {
            other = new Refusers(refused);
            if (kept.filters.isEmpty()) {
                kept = other;
            } else {
                others.put(refused, other);
            }
        }
        return other;
    }

    /** A filter that is here has ended. */
    void ended(RefusalFilters.Filter filter) {
        Refusers refusers = filter.refusers();
        refusers.ended(filter);
        if (refusers != kept && refusers.filters.isEmpty()) {
            others.remove(refusers.refused);
        }
    }

    /** All filters. */
    List<RefusalFilters.Filter> all() {
        List<RefusalFilters.Filter> all = new ArrayList<>(kept.filters.living());
        others.values().forEach(refusers -> all.addAll(refusers.filters.living()));
        return all;
    }

    /** The numbers of those who have refused all of this, and still do; not to be changed. */
    BitSet refusersOf(ResourcesByReservation offered) {
        BitSet first = !kept.filters.isEmpty() && kept.refused.contains(offered) ? kept.numbers : NOBODY;
        if (others.isEmpty()) {
            return first;
        }
        BitSet all = new BitSet();
        all.or(first);
        others.forEach((refused, refusers) -> {
            if (refused.contains(offered)) {
                all.or(refusers.numbers);
            }
        });
        return all;
    }
}
