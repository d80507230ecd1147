package dev.isthmus.mesos.machine.options;

import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Options of the machine.
 *
 * @param framework the framework's description as it gave it, user and hostname filled in
 * @param id the framework's id: its own, or a fresh one of this master
 * @param master the id of this master
 * @param recalled what the journal holds of the framework; empty if there is none, so that nothing outlives the driver
 * @param tookOver whether this driver took the journal over from another one
 * @param epoch which of the framework's drivers this is; empty without a journal
 * @param suppressedRoles the roles that get no offers at first
 * @param implicitAcknowledgements whether a callback that returns acknowledges its update
 * @param policy the choices of the user
 * @param cluster the backend's cluster
 * @param consistencyWindow for how long after the recovery the backend may still report tasks of an earlier process
 * @param translators to the backend's dialect
 * @param settings passed to the translators
 * @param uuids makes ids that are unique for all time
 */
public record MachineOptions(
        FrameworkInfo framework,
        FrameworkId id,
        UUID master,
        Optional<JournalSnapshot> recalled,
        boolean tookOver,
        Optional<Epoch> epoch,
        List<String> suppressedRoles,
        boolean implicitAcknowledgements,
        Policy policy,
        ClusterDescription cluster,
        Duration consistencyWindow,
        TranslatorTable translators,
        Settings settings,
        Supplier<UUID> uuids) {

    /** Copies the list. */
    public MachineOptions {
        suppressedRoles = List.copyOf(suppressedRoles);
    }
}
