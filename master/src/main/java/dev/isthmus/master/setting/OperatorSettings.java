package dev.isthmus.master.setting;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.EntryCodec;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.reservation.ReservationFact;
import dev.isthmus.master.role.RoleSettings;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What operators have set.
 *
 * @param roles weights and quotas
 * @param maintenance of the cluster's machines and agents
 * @param reservations what of each agent is reserved, by operators and frameworks; of others nothing is
 */
public record OperatorSettings(
        RoleSettings roles, MaintenancePlan maintenance, SortedMap<AgentId, ResourcesByReservation> reservations) {

    /** Nothing is set. */
    public static final OperatorSettings NONE =
            new OperatorSettings(RoleSettings.NONE, MaintenancePlan.NONE, new TreeMap<>());

    /** How long {@link #length} may be: a journal may have to keep all of it in one place, of which ZooKeeper's have 1 MiB. */
    static final int MOST_BYTES = 256 << 10;

    /** Checks that both are there. */
    public OperatorSettings {
        requireNonNull(roles, "roles");
        requireNonNull(maintenance, "maintenance");
        reservations = Collections.unmodifiableSortedMap(new TreeMap<>(reservations));
    }

    /** The same, but for what is set for roles. */
    OperatorSettings with(RoleSettings changed) {
        return new OperatorSettings(changed, maintenance, reservations);
    }

    /** The same, but for the maintenance. */
    OperatorSettings with(MaintenancePlan changed) {
        return new OperatorSettings(roles, changed, reservations);
    }

    /** The same, but for what is reserved. */
    OperatorSettings with(SortedMap<AgentId, ResourcesByReservation> changed) {
        return new OperatorSettings(roles, maintenance, changed);
    }

    /** What is reserved of an agent. */
    ResourcesByReservation reservedOf(AgentId agent) {
        return reservations.getOrDefault(agent, ResourcesByReservation.none());
    }

    /** All of it, as changes of nothing. */
    List<OperatorFact> facts() {
        List<OperatorFact> facts = new ArrayList<>();
        roles.facts().stream()
                .filter(fact -> !fact.isEmpty())
                .forEach(fact -> facts.add(new OperatorFact.OfRoles(fact)));
        if (!maintenance.isEmpty()) {
            facts.add(new OperatorFact.OfMaintenance(new MasterEntry.Maintenance(maintenance), Optional.empty()));
        }
        reservations.forEach((agent, reserved) ->
                facts.add(new OperatorFact.OfReservations(ReservationFact.recalled(agent, reserved))));
        return facts;
    }

    /** How many bytes a journal of text takes for all of it. */
    int length() {
        return facts().stream()
                .mapToInt(fact -> EntryCodec.write(fact.entry()).length())
                .sum();
    }
}
