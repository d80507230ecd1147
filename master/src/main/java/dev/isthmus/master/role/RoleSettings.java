package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What operators have set.
 *
 * @param weights of the roles that were ever given one, each above 0
 * @param quotas of the roles that have one
 */
public record RoleSettings(SortedMap<String, Amount> weights, SortedMap<String, Quota> quotas) {

    /** Nothing is set. */
    public static final RoleSettings NONE = new RoleSettings(new TreeMap<>(), new TreeMap<>());

    private static final Amount DEFAULT_WEIGHT = Amount.of(1);

    /** Copies, without quotas that are none. */
    public RoleSettings {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        SortedMap<String, Quota> real = new TreeMap<>(quotas);
        real.values().removeIf(Quota::isNone);
        quotas = Collections.unmodifiableSortedMap(real);
    }

    /** The same, but that these roles have these weights. */
    RoleSettings withWeights(SortedMap<String, Amount> changed) {
        SortedMap<String, Amount> all = new TreeMap<>(weights);
        all.putAll(changed);
        return new RoleSettings(all, quotas);
    }

    /** The same, but that these roles have these quotas, or none. */
    RoleSettings withQuotas(SortedMap<String, Quota> changed) {
        SortedMap<String, Quota> all = new TreeMap<>(quotas);
        all.putAll(changed);
        return new RoleSettings(weights, all);
    }

    /** All of it, as changes of nothing. */
    public List<RoleFact> facts() {
        return List.of(
                new RoleFact.Weights(new MasterEntry.Weights(weights)),
                new RoleFact.Quotas(new MasterEntry.Quotas(quotas)));
    }

    /** The weight of a role, set or not. */
    public Amount weightOf(String role) {
        return weights.getOrDefault(role, DEFAULT_WEIGHT);
    }

    /** The quota of a role; none if it has none. */
    public Quota quotaOf(String role) {
        return quotas.getOrDefault(role, Quota.NONE);
    }
}
