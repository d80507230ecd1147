package dev.isthmus.master.setting;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.journal.MasterEntry;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.master.reservation.ReservationFact;
import dev.isthmus.master.role.RoleFact;
import dev.isthmus.mesos.machine.step.MasterInput;
import java.util.Optional;
import java.util.stream.Collectors;

/** A change that keeps all rules: what the journal is to hold of it, and what the machine is to be told. */
public sealed interface OperatorFact {

    /** What the journal is to hold. */
    MasterEntry entry();

    /** Whether it changes nothing. */
    boolean isEmpty();

    /** What is set when it has come into effect. */
    OperatorSettings after(OperatorSettings before);

    /** What the machine is told. */
    MasterInput input();

    /** Whether the machine has done it already. */
    default boolean isInEffect() {
        return false;
    }

    /** What whoever asked for it is answered when it is done. */
    default HttpAnswer answer() {
        return HttpAnswer.empty(200);
    }

    /** Weights or quotas. */
    record OfRoles(RoleFact fact) implements OperatorFact {

        /** Checks that it is there. */
        public OfRoles {
            requireNonNull(fact, "fact");
        }

        @Override
        public MasterEntry entry() {
            return fact.entry();
        }

        @Override
        public boolean isEmpty() {
            return fact.isEmpty();
        }

        @Override
        public OperatorSettings after(OperatorSettings before) {
            return before.with(fact.after(before.roles()));
        }

        @Override
        public MasterInput input() {
            return fact.input();
        }

        @Override
        public String toString() {
            return fact.toString();
        }
    }

    /**
     * The maintenance of machines and agents, all of it.
     *
     * @param reactivated the agent that an operator wants back in service, if it is that
     */
    record OfMaintenance(MasterEntry.Maintenance entry, Optional<AgentId> reactivated) implements OperatorFact {

        /** Checks that both are there. */
        public OfMaintenance {
            requireNonNull(entry, "entry");
            requireNonNull(reactivated, "reactivated");
        }

        /** The same plan again is written again, and changes nothing that is offered. */
        @Override
        public boolean isEmpty() {
            return false;
        }

        @Override
        public OperatorSettings after(OperatorSettings before) {
            return before.with(entry.plan());
        }

        @Override
        public MasterInput input() {
            return new MasterInput.Maintenance(entry.plan(), reactivated);
        }

        @Override
        public String toString() {
            return "maintenance of machines " + entry.plan().machines().keySet() + ", of which are down "
                    + entry.plan().down() + "; agents out of service: " + agents();
        }

        private String agents() {
            return entry.plan().agents().entrySet().stream()
                    .map(each -> each.getKey() + " (" + each.getValue().kind() + ")")
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }

    /** What is reserved of an agent. */
    record OfReservations(ReservationFact fact) implements OperatorFact {

        /** Checks that it is there. */
        public OfReservations {
            requireNonNull(fact, "fact");
        }

        @Override
        public MasterEntry entry() {
            return fact.entry();
        }

        @Override
        public boolean isEmpty() {
            return fact.isEmpty();
        }

        @Override
        public OperatorSettings after(OperatorSettings before) {
            return before.with(fact.after(before.reservations()));
        }

        @Override
        public MasterInput input() {
            return fact.input();
        }

        @Override
        public boolean isInEffect() {
            return fact.isInEffect();
        }

        @Override
        public HttpAnswer answer() {
            return HttpAnswer.accepted();
        }

        @Override
        public String toString() {
            return fact.toString();
        }
    }
}
