package dev.isthmus.mesos.machine.options;

import dev.isthmus.api.identity.Epoch;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.journal.JournalSnapshot;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Optional;

/**
 * What a machine is told of a framework that it does not know.
 *
 * @param framework the framework's description as it gave it, without an id if it gave none; user and hostname filled in
 * @param id the framework's id: its own, or a fresh one of this master
 * @param recalled what the journal holds of the framework; empty if there is none, so that nothing outlives the machine
 * @param tookOver whether the journal was taken over from another driver
 * @param epoch which of the framework's drivers this is; empty without a journal
 * @param suppressedRoles the roles that get no offers at first
 * @param constraints the agents that it wants offers of
 * @param implicitAcknowledgements whether a callback that returns acknowledges its update
 */
public record MachineOptions(
        FrameworkInfo framework,
        FrameworkId id,
        Optional<JournalSnapshot> recalled,
        boolean tookOver,
        Optional<Epoch> epoch,
        List<String> suppressedRoles,
        OfferConstraints constraints,
        boolean implicitAcknowledgements) {

    /** Copies the list. */
    public MachineOptions {
        suppressedRoles = List.copyOf(suppressedRoles);
    }
}
