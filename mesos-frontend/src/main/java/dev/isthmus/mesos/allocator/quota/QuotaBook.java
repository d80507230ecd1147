package dev.isthmus.mesos.allocator.quota;

import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The quotas of the top-level roles, and what each has consumed: what is reserved for it, in use or not, and what it is allocated of the unreserved, each with
 * the roles below it (hierarchical.cpp, {@code quotaOfferedOrConsumed}). Sums are kept: every method costs O(1) in the number of roles.
 */
public final class QuotaBook {

    private final Map<String, RoleQuota> quotas = new LinkedHashMap<>();
    private final Map<String, ScalarQuantities> consumed = new LinkedHashMap<>();
    /** By role, without those that have all they are guaranteed. */
    private final Map<String, ScalarQuantities> unmet = new LinkedHashMap<>();

    private ScalarQuantities headroom = ScalarQuantities.NONE;

    /** The top-level role that this one is, or is below of. */
    public static String topLevel(String role) {
        int slash = role.indexOf('/');
        return slash < 0 ? role : role.substring(0, slash);
    }

    /**
     * Sets the quota of a role; {@link RoleQuota#NONE} removes it.
     *
     * @throws IllegalArgumentException if the role is not at the top level
     */
    public void set(String role, RoleQuota quota) {
        if (!topLevel(role).equals(role)) {
            throw new IllegalArgumentException("quota of role '" + role + "': only top-level roles can have quota");
        }
        if (quota.isNone()) {
            quotas.remove(role);
        } else {
            quotas.put(role, quota);
        }
        countUnmet(role);
    }

    private void countUnmet(String role) {
        ScalarQuantities now = of(role).guarantees().minus(consumedBy(role));
        headroom = headroom.minus(unmetOf(role)).plus(now);
        if (now.isEmpty()) {
            unmet.remove(role);
        } else {
            unmet.put(role, now);
        }
    }

    /** The quota of a role. Those below the top level have none, and are not held by that of their ancestor (MESOS-9807). */
    public RoleQuota of(String role) {
        return quotas.getOrDefault(role, RoleQuota.NONE);
    }

    /** Whether any role has a quota. */
    public boolean isAny() {
        return !quotas.isEmpty();
    }

    /** The roles that are guaranteed more than they have consumed. */
    public Set<String> unmetRoles() {
        return Collections.unmodifiableSet(unmet.keySet());
    }

    /** A role, or one below it, consumes this too. */
    public void consume(String role, ScalarQuantities more) {
        change(topLevel(role), sum -> sum.plus(more));
    }

    /** A role, or one below it, consumes this no more. */
    public void release(String role, ScalarQuantities less) {
        change(topLevel(role), sum -> sum.minus(less));
    }

    private void change(String role, UnaryOperator<ScalarQuantities> change) {
        ScalarQuantities sum = change.apply(consumedBy(role));
        if (sum.isEmpty()) {
            consumed.remove(role);
        } else {
            consumed.put(role, sum);
        }
        if (quotas.containsKey(role)) {
            countUnmet(role);
        }
    }

    /** What a top-level role has consumed. */
    public ScalarQuantities consumedBy(String role) {
        return consumed.getOrDefault(role, ScalarQuantities.NONE);
    }

    /** What a role is guaranteed and has not consumed. */
    public ScalarQuantities unmetOf(String role) {
        return unmet.getOrDefault(role, ScalarQuantities.NONE);
    }

    /** What all roles together are guaranteed and have not consumed: so much must stay free, whether they have frameworks or not. */
    public ScalarQuantities headroom() {
        return headroom;
    }
}
