package dev.isthmus.master.api;

import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.RoleUse;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.mesos.resource.Scalars;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The page {@code /roles} (src/master/readonly_handler.cpp). */
final class RolesJson {

    private RolesJson() {}

    static Map<String, Object> of(RolesView view) {
        return new TreeMap<>(Map.of(
                "roles", view.known().stream().map(name -> role(name, view)).toList()));
    }

    private static Map<String, Object> role(String name, RolesView view) {
        RoleUse use = view.use().role(name);
        Quota set = view.settings().quotaOf(name);
        Map<String, Object> quota = new LinkedHashMap<>();
        quota.put("role", name);
        quota.put("guarantee", amounts(set.guarantees()));
        quota.put("limit", amounts(set.limits()));
        quota.put("consumed", amounts(use.consumed()));
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("name", name);
        shown.put("weight", Scalars.value(view.settings().weightOf(name)));
        shown.put("quota", quota);
        shown.put("resources", amounts(use.allocated().plus(use.offered())));
        shown.put("allocated", amounts(use.allocated()));
        shown.put("offered", amounts(use.offered()));
        shown.put("reserved", amounts(use.reserved()));
        shown.put("frameworks", use.frameworks());
        return shown;
    }

    private static Map<String, Object> amounts(ScalarQuantities quantities) {
        return amounts(RoleMessages.amounts(quantities));
    }

    private static Map<String, Object> amounts(SortedMap<ResourceName, Amount> amounts) {
        Map<String, Object> shown = new LinkedHashMap<>();
        amounts.forEach((name, amount) -> shown.put(name.value(), Scalars.value(amount)));
        return shown;
    }
}
