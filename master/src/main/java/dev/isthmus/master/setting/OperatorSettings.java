package dev.isthmus.master.setting;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.role.RoleSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * What operators have set.
 *
 * @param roles weights and quotas
 * @param maintenance of the cluster's machines and agents
 */
public record OperatorSettings(RoleSettings roles, MaintenancePlan maintenance) {

    /** Nothing is set. */
    public static final OperatorSettings NONE = new OperatorSettings(RoleSettings.NONE, MaintenancePlan.NONE);

    /** How long {@link #length} may be: a journal may have to keep all of it in one place, of which ZooKeeper's have 1 MiB. */
    static final int MOST_BYTES = 256 << 10;

    /** Checks that both are there. */
    public OperatorSettings {
        requireNonNull(roles, "roles");
        requireNonNull(maintenance, "maintenance");
    }

    /** The same, but for what is set for roles. */
    OperatorSettings with(RoleSettings changed) {
        return new OperatorSettings(changed, maintenance);
    }

    /** The same, but for the maintenance. */
    OperatorSettings with(MaintenancePlan changed) {
        return new OperatorSettings(roles, changed);
    }

    /** All of it, as changes of nothing. */
    List<OperatorFact> facts() {
        List<OperatorFact> facts = new ArrayList<>();
        roles.facts().stream()
                .filter(fact -> !fact.isEmpty())
                .forEach(fact -> facts.add(new OperatorFact.OfRoles(fact)));
        if (!maintenance.isEmpty()) {
            facts.add(new OperatorFact.OfMaintenance(new MasterEntry.Maintenance(maintenance)));
        }
        return facts;
    }

    /** How many bytes a journal of text takes for all of it. */
    int length() {
        return facts().stream()
                .mapToInt(fact -> EntryCodec.write(fact.entry()).length())
                .sum();
    }
}
