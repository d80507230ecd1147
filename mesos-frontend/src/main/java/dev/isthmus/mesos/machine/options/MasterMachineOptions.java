package dev.isthmus.mesos.machine.options;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.backend.ClusterDescription;
import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.translation.TranslatorTable;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Options of a machine that are the same for all of its frameworks.
 *
 * @param id the id of this master, unique for all time; offers are named after it
 * @param presence how frameworks are connected to it
 * @param policy the choices of the user
 * @param cluster the backend's cluster
 * @param suitability on which of its agents tasks of a framework can run
 * @param consistencyWindow for how long after the recovery the backend may still report tasks of an earlier process; not negative
 * @param translators to the backend's dialect
 * @param settings passed to the translators
 * @param uuids makes ids that are unique for all time
 */
public record MasterMachineOptions(
        UUID id,
        Presence presence,
        Policy policy,
        ClusterDescription cluster,
        AgentSuitability suitability,
        Duration consistencyWindow,
        TranslatorTable translators,
        Settings settings,
        Supplier<UUID> uuids) {

    /** How frameworks are connected to a machine. */
    public enum Presence {
        /**
         * By a driver in their own process. Such a framework is registered when the cluster answers for the first time, is disconnected while it cannot be reached, and is
         * aborted by a failure that does not pass before it is registered.
         */
        EMBEDDED,
        /**
         * By a stream to a master. Such a framework is registered as soon as it subscribes, and stays so whether the cluster can be reached or not: it has no offers
         * meanwhile, and what it asks waits.
         */
        STREAMING
    }

    /** Of a cluster whose agents suit every framework. */
    public MasterMachineOptions(
            UUID id,
            Presence presence,
            Policy policy,
            ClusterDescription cluster,
            Duration consistencyWindow,
            TranslatorTable translators,
            Settings settings,
            Supplier<UUID> uuids) {
        this(id, presence, policy, cluster, AgentSuitability.ALL, consistencyWindow, translators, settings, uuids);
    }

    /**
     * Checks the window.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public MasterMachineOptions {
        if (consistencyWindow.isNegative()) {
            throw new IllegalArgumentException("a consistency window of " + consistencyWindow + ": want 0 or more");
        }
    }
}
