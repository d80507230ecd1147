package dev.isthmus.mesos.machine.step;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.framework.RoleNames;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An input of a machine of many frameworks: of one of them, of the cluster, of the operator, or of time. */
public sealed interface MasterInput {

    /** Calls the case of this input. */
    void match(Cases cases);

    /** A method for each input; a dispatcher that lacks one does not compile. */
    interface Cases {

        void subscribe(Subscribe input);

        void of(Of input);

        void inventory(Inventory input);

        void reached(Reached input);

        void clockSet(ClockSet input);

        void tick(Tick input);

        void weights(Weights input);

        void quotas(Quotas input);

        void maintenance(Maintenance input);

        void reservations(Reservations input);
    }

    /** A framework that the machine does not know subscribes. Ignored with a warning if it is known: then {@link Input.Return} is meant. */
    record Subscribe(MachineOptions options) implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.subscribe(this);
        }
    }

    /**
     * An input of one framework. Dropped if the framework is not known or is closed, as answers of the backend come late. What is of the cluster, of the clock or of time
     * counts for all, by whichever framework it comes.
     */
    record Of(FrameworkId framework, Input input) implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.of(this);
        }
    }

    /** An event of the inventory. */
    record Inventory(InventoryEvent event) implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.inventory(this);
        }
    }

    /** The cluster has answered for the first time; its agents are not known yet. */
    record Reached() implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.reached(this);
        }
    }

    /**
     * The clock was set, and shows another time than the steps have.
     *
     * @param behind by how much the clock is behind; negative if it is ahead
     */
    record ClockSet(Duration behind) implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.clockSet(this);
        }
    }

    /** Only the time has changed. */
    record Tick() implements MasterInput {
        @Override
        public void match(Cases cases) {
            cases.tick(this);
        }
    }

    /**
     * The operator sets weights. If a framework has one of these roles, all outstanding offers are rescinded (src/master/weights_handler.cpp); the next allocation goes by
     * the new weights.
     *
     * @param weights by role, each above 0; roles that are not named keep theirs, which is 1 at first
     */
    record Weights(SortedMap<String, Amount> weights) implements MasterInput {

        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException for what is no role, or a weight of 0
         */
        public Weights {
            weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
            weights.forEach((role, weight) -> {
                check(role);
                if (weight.isZero()) {
                    throw new IllegalArgumentException("weight 0 of role '" + role + "': want one above 0");
                }
            });
        }

        @Override
        public void match(Cases cases) {
            cases.weights(this);
        }
    }

    /**
     * The operator sets quotas. As many outstanding offers are rescinded as stand in their way (src/master/quota_handler.cpp); the next allocation keeps guarantees and limits.
     *
     * @param quotas by top-level role; {@link RoleQuota#NONE} removes one, and roles that are not named keep theirs
     */
    record Quotas(SortedMap<String, RoleQuota> quotas) implements MasterInput {

        /**
         * Copies the map.
         *
         * @throws IllegalArgumentException for what is no role, or one below the top level
         */
        public Quotas {
            quotas = Collections.unmodifiableSortedMap(new TreeMap<>(quotas));
            quotas.keySet().forEach(role -> {
                check(role);
                if (!QuotaBook.topLevel(role).equals(role)) {
                    throw new IllegalArgumentException(
                            "quota of role '" + role + "': only top-level roles can have quota");
                }
            });
        }

        @Override
        public void match(Cases cases) {
            cases.quotas(this);
        }
    }

    /**
     * The operator plans the maintenance of machines, all of it. What is offered of agents on machines of which something else was planned is rescinded, and offered again with
     * when they are expected not to be there; frameworks that have something there are asked for it back. Tasks on machines that are down are stopped, and their
     * agents are lost.
     *
     * @param reactivated an agent that is to be put back into service, even where it is by the plan: the cluster is told again, if it has it otherwise
     */
    record Maintenance(MaintenancePlan plan, Optional<AgentId> reactivated) implements MasterInput {

        /** Checks that both are there. */
        public Maintenance {
            requireNonNull(plan, "plan");
            requireNonNull(reactivated, "reactivated");
        }

        /** Of no agent in particular. */
        public Maintenance(MaintenancePlan plan) {
            this(plan, Optional.empty());
        }

        @Override
        public void match(Cases cases) {
            cases.maintenance(this);
        }
    }

    /**
     * The operator reserves something of an agent, or unreserves it. What is offered of it is rescinded as far as it stands in the way. An agent that is not known yet is
     * reserved for when it comes.
     *
     * @param more what is reserved from now on, out of what was not
     * @param less what is not reserved any more; what of it is not reserved is passed over
     */
    record Reservations(AgentId agent, ResourcesByReservation more, ResourcesByReservation less)
            implements MasterInput {

        /**
         * Checks that all is there.
         *
         * @throws IllegalArgumentException if something of either is unreserved
         */
        public Reservations {
            requireNonNull(agent, "agent");
            if (!more.unreserved().isEmpty() || !less.unreserved().isEmpty()) {
                throw new IllegalArgumentException("of agent " + agent + " " + more + " and " + less
                        + ": want only what is reserved for somebody");
            }
        }

        @Override
        public void match(Cases cases) {
            cases.reservations(this);
        }
    }

    private static void check(String role) {
        RoleNames.problem(role).ifPresent(problem -> {
            throw new IllegalArgumentException(problem);
        });
    }
}
