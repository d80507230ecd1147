package dev.isthmus.master.operator;

import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.resource.Scalars;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** The page {@code /roles} (src/master/readonly_handler.cpp). */
public final class RolesJson {

    private RolesJson() {}

    /** Where nothing can be set for roles: each weighs 1 and has no quota. */
    public static Map<String, Object> of(ClusterUse use) {
        return of(use.roles().keySet(), role -> Amount.of(1), role -> Quota.NONE, use);
    }

    /**
     * The page.
     *
     * @param roles that are shown, in this order
     * @param weights the weight of a role
     * @param quotas the quota of a role, or none
     * @param use what roles have
     */
    public static Map<String, Object> of(
            Collection<String> roles,
            Function<String, Amount> weights,
            Function<String, Quota> quotas,
            ClusterUse use) {
        return new TreeMap<>(Map.of(
                "roles",
                roles.stream()
                        .map(name -> role(name, weights.apply(name), quotas.apply(name), use.role(name)))
                        .toList()));
    }

    private static Map<String, Object> role(String name, Amount weight, Quota set, RoleUse use) {
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("role", name);
        quota.put("guarantee", amounts(set.guarantees()));
        quota.put("limit", amounts(set.limits()));
        quota.put("consumed", amounts(use.consumed().amounts()));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("weight", Scalars.value(weight));
        shown.put("quota", quota);
        shown.put("resources", amounts(use.allocated().plus(use.offered()).amounts()));
        shown.put("allocated", amounts(use.allocated().amounts()));
        shown.put("offered", amounts(use.offered().amounts()));
        shown.put("reserved", amounts(use.reserved().amounts()));
        shown.put("frameworks", use.frameworks());
        return shown;
    }

    private static Map<String, Object> amounts(SortedMap<ResourceName, Amount> amounts) {
        Map<String, Object> shown = new LinkedHashMap<>();
        amounts.forEach((name, amount) -> shown.put(name.value(), Scalars.value(amount)));
        return shown;
    }
}
