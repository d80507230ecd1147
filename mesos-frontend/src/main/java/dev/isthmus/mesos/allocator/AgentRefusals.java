package dev.isthmus.mesos.allocator;

import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The filters on one agent, by what was refused. Most who refuse an agent refuse the same of it, so that whether it is within what they have refused is found out for all
 * of them at once.
 */
final class AgentRefusals {

    /** Nobody; not to be added to. */
    static final BitSet NOBODY = new BitSet();

    /** None; not to be added to. */
    static final AgentRefusals NONE = new AgentRefusals();

    /** Who has refused one amount; those who have are in both. */
    private static final class Refusers {
        private final Map<Contender, List<RefusalFilters.Filter>> filters = new LinkedHashMap<>();
        private final BitSet numbers = new BitSet();
    }

    private final Map<ResourcesByReservation, Refusers> byRefused = new LinkedHashMap<>();

    void add(RefusalFilters.Filter filter) {
        Refusers refusers = byRefused.computeIfAbsent(filter.refused(), none -> new Refusers());
        refusers.filters
                .computeIfAbsent(filter.contender(), none -> new ArrayList<>(1))
                .add(filter);
        refusers.numbers.set(filter.contender().number());
    }

    void remove(RefusalFilters.Filter filter) {
        Refusers refusers = byRefused.get(filter.refused());
        List<RefusalFilters.Filter> its = refusers == null ? null : refusers.filters.get(filter.contender());
        if (refusers == null || its == null || !its.remove(filter) || !its.isEmpty()) {
            return;
        }
        refusers.filters.remove(filter.contender());
        refusers.numbers.clear(filter.contender().number());
        if (refusers.filters.isEmpty()) {
            byRefused.remove(filter.refused());
        }
    }

    boolean isEmpty() {
        return byRefused.isEmpty();
    }

    /** All filters. */
    List<RefusalFilters.Filter> all() {
        List<RefusalFilters.Filter> all = new ArrayList<>();
        byRefused.values().forEach(refusers -> refusers.filters.values().forEach(all::addAll));
        return all;
    }

    /** The numbers of those who have refused all of this, and still do. */
    BitSet refusersOf(ResourcesByReservation offered) {
        if (byRefused.isEmpty()) {
            return NOBODY;
        }
        BitSet all = new BitSet();
        byRefused.forEach((refused, refusers) -> {
            if (refused.contains(offered)) {
                all.or(refusers.numbers);
            }
        });
        return all;
    }
}
