package dev.isthmus.simulation.observe;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run in which a master has granted what was free, and what it found: seen from around its machine, when nothing else happened in the same step.
 *
 * @param held what frameworks held before it, offered or used
 * @param granted what it has granted, in its order: all of one agent before any of the next
 * @param total what all agents have together
 * @param isSettled whether all agents can be offered
 * @param contenders the role of each framework that is connected and has one
 * @param weights that operators have set, by role
 * @param quotas that operators have set, by role; none of them empty
 * @param reserved what is reserved for each role on all agents together, in use or not
 */
public record AllocatorRun(
        List<Part> held,
        List<Part> granted,
        ScalarQuantities total,
        boolean isSettled,
        SortedMap<String, String> contenders,
        SortedMap<String, Amount> weights,
        SortedMap<String, RoleQuota> quotas,
        SortedMap<String, ScalarQuantities> reserved) {

    /**
     * What a framework holds of an agent in one of its roles.
     *
     * @param unreserved what of it is reserved for nobody
     * @param reserved the rest, by the role for which it is reserved
     */
    public record Part(
            String framework,
            String role,
            String agent,
            ScalarQuantities unreserved,
            SortedMap<String, ScalarQuantities> reserved) {

        /** Copies. */
        public Part {
            reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
        }

        /** Of which nothing is reserved. */
        public Part(String framework, String role, String agent, ScalarQuantities unreserved) {
            this(framework, role, agent, unreserved, new TreeMap<>());
        }

        /** All of it. */
        public ScalarQuantities amounts() {
            return reserved.values().stream().reduce(unreserved, ScalarQuantities::plus);
        }
    }

    /** A run that finds nothing reserved. */
    public AllocatorRun(
            List<Part> held,
            List<Part> granted,
            ScalarQuantities total,
            boolean isSettled,
            SortedMap<String, String> contenders,
            SortedMap<String, Amount> weights,
            SortedMap<String, RoleQuota> quotas) {
        this(held, granted, total, isSettled, contenders, weights, quotas, new TreeMap<>());
    }

    /** Copies. */
    public AllocatorRun {
        held = List.copyOf(held);
        granted = List.copyOf(granted);
        contenders = Collections.unmodifiableSortedMap(new TreeMap<>(contenders));
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        quotas = Collections.unmodifiableSortedMap(new TreeMap<>(quotas));
        reserved = Collections.unmodifiableSortedMap(new TreeMap<>(reserved));
    }
}
