package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** When a quota may be changed or removed (src/master/quota_handler.cpp, {@code update} and {@code remove}). */
final class QuotaRules {

    private static final String WRONG = "Invalid QuotaConfig: ";

    private QuotaRules() {}

    static ChangeVerdict<RoleFact> judge(RoleChange.UpdateQuota change, RolesView now) {
        SortedMap<String, Quota> asked = new TreeMap<>();
        for (QuotaConfig config : change.quotas()) {
            String role = config.getRole();
            if (role.contains("/")) {
                return ChangeVerdict.refused("Updating quota on nested role '" + role + "' is not supported yet");
            }
            Optional<String> problem = QuotaConfigChecks.problem(config);
            if (problem.isPresent()) {
                return ChangeVerdict.refused(WRONG + problem.get());
            }
            asked.put(role, QuotaConfigChecks.quota(config));
        }
        Optional<String> broken = change.force() ? Optional.empty() : beyond(asked, now);
        return broken.map(why -> ChangeVerdict.<RoleFact>refused(WRONG + why)).orElseGet(() -> granted(asked));
    }

    /** What only {@code force} allows. */
    private static Optional<String> beyond(SortedMap<String, Quota> asked, RolesView now) {
        for (Map.Entry<String, Quota> each : asked.entrySet()) {
            ScalarQuantities consumed = now.use().role(each.getKey()).consumed();
            SortedMap<ResourceName, Amount> limits = each.getValue().limits();
            if (!allows(limits, consumed)) {
                return Optional.of("Role '" + each.getKey() + "' is already consuming '" + ScalarText.of(consumed)
                        + "'; this is more than the requested limits '" + ScalarText.of(limits)
                        + "' (use 'force' flag to bypass this check)");
            }
        }
        ScalarQuantities total = guaranteed(now.settings().withQuotas(asked));
        ScalarQuantities capacity = now.use().capacity();
        return contains(capacity, total)
                ? Optional.empty()
                : Optional.of("total quota guarantees '" + ScalarText.of(total) + "' exceed cluster capacity '"
                        + ScalarText.of(capacity) + "' (use 'force' flag to bypass this check)");
    }

    /** What all roles together are guaranteed. */
    static ScalarQuantities guaranteed(RoleSettings settings) {
        ScalarQuantities total = ScalarQuantities.NONE;
        for (Quota quota : settings.quotas().values()) {
            total = total.plus(ScalarQuantities.of(quota.guarantees()));
        }
        return total;
    }

    static boolean contains(ScalarQuantities all, ScalarQuantities part) {
        return part.minus(all).isEmpty();
    }

    private static boolean allows(SortedMap<ResourceName, Amount> limits, ScalarQuantities consumed) {
        return limits.entrySet().stream()
                .allMatch(limit ->
                        consumed.thousandths(limit.getKey()) <= limit.getValue().thousandths());
    }

    static ChangeVerdict<RoleFact> judge(RoleChange.RemoveQuota change, RolesView now) {
        String role = change.role();
        if (!now.settings().quotas().containsKey(role)) {
            return ChangeVerdict.refused("Failed to remove quota"
                    + change.path().map(path -> " for path '" + path + "'").orElse("") + ": Role '" + role
                    + "' has no quota set");
        }
        return granted(new TreeMap<>(Map.of(role, Quota.NONE)));
    }

    static ChangeVerdict<RoleFact> granted(SortedMap<String, Quota> asked) {
        return new ChangeVerdict.Granted<>(new RoleFact.Quotas(new MasterEntry.Quotas(asked)));
    }
}
