package dev.isthmus.master.reservation;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.master.role.ChangeVerdict;
import dev.isthmus.mesos.machine.MasterView;
import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A change of what is reserved of an agent, as it is asked for, or as it was made. */
public sealed interface ReservationChange {

    /** Whose resources. */
    AgentId agent();

    /**
     * What the rules say of it.
     *
     * @param before what is reserved of the agent
     * @param master costs a look at each agent and task; asked by what has to know it
     */
    ChangeVerdict<ReservationFact> judge(ResourcesByReservation before, Supplier<MasterView> master);

    /**
     * An operator reserves what nobody has reserved and no task holds.
     *
     * @param resources as they were sent, each with its reservation
     * @param isUpdate whether they were to be reserved otherwise before
     * @param principal whose credentials the operator has; empty if nobody is asked for any
     */
    record Reserve(AgentId agent, List<Resource> resources, boolean isUpdate, Optional<String> principal)
            implements ReservationChange {

        /** Checks and copies. */
        public Reserve {
            requireNonNull(agent, "agent");
            requireNonNull(principal, "principal");
            resources = List.copyOf(resources);
        }

        @Override
        public ChangeVerdict<ReservationFact> judge(ResourcesByReservation before, Supplier<MasterView> master) {
            return ReservationRules.reserve(this, master.get())
                    .map(more -> ReservationFact.of(agent, before, more, ResourcesByReservation.none(), false));
        }
    }

    /**
     * An operator unreserves what no task holds, whoever has reserved it.
     *
     * @param resources as they were sent, each with its reservation
     */
    record Unreserve(AgentId agent, List<Resource> resources) implements ReservationChange {

        /** Checks and copies. */
        public Unreserve {
            requireNonNull(agent, "agent");
            resources = List.copyOf(resources);
        }

        @Override
        public ChangeVerdict<ReservationFact> judge(ResourcesByReservation before, Supplier<MasterView> master) {
            return ReservationRules.unreserve(this, master.get())
                    .map(less -> ReservationFact.of(agent, before, ResourcesByReservation.none(), less, false));
        }
    }

    /**
     * It was made: by a framework, or as the agent is gone.
     *
     * @param more what is reserved that was not
     * @param less what is reserved no more
     */
    record Made(AgentId agent, ResourcesByReservation more, ResourcesByReservation less) implements ReservationChange {

        /** Checks that all is there. */
        public Made {
            requireNonNull(agent, "agent");
            requireNonNull(more, "more");
            requireNonNull(less, "less");
        }

        @Override
        public ChangeVerdict<ReservationFact> judge(ResourcesByReservation before, Supplier<MasterView> master) {
            return new ChangeVerdict.Granted<>(ReservationFact.of(agent, before, more, less, true));
        }
    }
}
