package dev.isthmus.mesos.allocator.quota;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The quota of a top-level role (include/mesos/quota/quota.proto, {@code QuotaConfig}).
 *
 * @param guarantees how much is kept for it; what is not named is not guaranteed
 * @param limits how much it may have at most; what is not named is not limited
 */
public record RoleQuota(ScalarQuantities guarantees, SortedMap<ResourceName, Amount> limits) {

    /** No guarantee and no limit. */
    public static final RoleQuota NONE = new RoleQuota(ScalarQuantities.NONE, new TreeMap<>());

    /**
     * Copies the limits.
     *
     * @throws IllegalArgumentException if more is guaranteed of something than its limit
     */
    public RoleQuota {
        limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits));
        for (Map.Entry<ResourceName, Amount> limit : limits.entrySet()) {
            long guaranteed = guarantees.thousandths(limit.getKey());
            if (guaranteed > limit.getValue().thousandths()) {
                throw new IllegalArgumentException("quota guarantees " + Amount.ofThousandths(guaranteed) + " of '"
                        + limit.getKey() + "', which is above its limit " + limit.getValue());
            }
        }
    }

    /** A guarantee that is the limit too, as quota was before Mesos 1.9. */
    public static RoleQuota of(SortedMap<ResourceName, Amount> amounts) {
        return new RoleQuota(ScalarQuantities.of(amounts), amounts);
    }

    /** Whether it is no quota at all. */
    public boolean isNone() {
        return guarantees.isEmpty() && limits.isEmpty();
    }

    /** How much more of it a role may have that has consumed so much, in thousandths. */
    public long left(ResourceName name, ScalarQuantities consumed) {
        Amount limit = limits.get(name);
        return limit == null ? Long.MAX_VALUE : Math.max(0, limit.thousandths() - consumed.thousandths(name));
    }
}
