package dev.isthmus.master.maintenance;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.machine.MasterView;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/** What an operator asks for a single agent, as it was sent (include/mesos/v1/master/master.proto). */
public sealed interface AgentChange {

    /** Its id as the operator writes it. */
    String agent();

    /** Why it is refused, in Mesos's words; empty: it is not. */
    Optional<HttpAnswer> problem(MaintenancePlan now, MasterView master);

    /** The agent, if this puts it back into service. */
    default Optional<AgentId> reactivated() {
        return Optional.empty();
    }

    /** How the agent is out of service when it is in effect, which has no {@link #problem}; empty: it is in service. */
    Optional<AgentWithdrawal> after(Optional<AgentWithdrawal> now);

    /** What holds when it is in effect; only of one that has no {@link #problem}. Agents that the cluster has no more are forgotten: their ids do not come again. */
    default MaintenancePlan after(MaintenancePlan now, MasterView master) {
        SortedMap<AgentId, AgentWithdrawal> agents = new TreeMap<>(now.agents());
        master.inventory().ifPresent(agents.keySet()::retainAll);
        AgentId id = new AgentId(agent());
        after(Optional.ofNullable(agents.remove(id))).ifPresent(how -> agents.put(id, how));
        return now.withAgents(agents);
    }

    /**
     * Has nothing offered of it, and its tasks killed.
     *
     * @param maxGraceNanos at most how long those may take, in nanoseconds
     * @param isGoneWhenDrained whether it is gone when nothing is left on it
     */
    record Drain(String agent, OptionalLong maxGraceNanos, boolean isGoneWhenDrained) implements AgentChange {

        /** Checks that all is there. */
        public Drain {
            requireNonNull(agent, "agent");
            requireNonNull(maxGraceNanos, "maxGraceNanos");
        }

        @Override
        public Optional<HttpAnswer> problem(MaintenancePlan now, MasterView master) {
            return AgentRules.drain(agent, now, master);
        }

        @Override
        public Optional<AgentWithdrawal> after(Optional<AgentWithdrawal> now) {
            return Optional.of(AgentWithdrawal.draining(maxGraceNanos, isGoneWhenDrained));
        }
    }

    /** Has nothing offered of it; its tasks go on. One that drains goes on to. */
    record Deactivate(String agent) implements AgentChange {

        /** Checks that it is there. */
        public Deactivate {
            requireNonNull(agent, "agent");
        }

        @Override
        public Optional<HttpAnswer> problem(MaintenancePlan now, MasterView master) {
            return AgentRules.deactivate(agent, master);
        }

        @Override
        public Optional<AgentWithdrawal> after(Optional<AgentWithdrawal> now) {
            return now.or(() -> Optional.of(AgentWithdrawal.DEACTIVATED));
        }
    }

    /** Has it offered again; one that nobody here has taken out of service, and that ECS drains, is told to ECS again. */
    record Reactivate(String agent) implements AgentChange {

        /** Checks that it is there. */
        public Reactivate {
            requireNonNull(agent, "agent");
        }

        @Override
        public Optional<HttpAnswer> problem(MaintenancePlan now, MasterView master) {
            return AgentRules.reactivate(agent, master);
        }

        @Override
        public Optional<AgentId> reactivated() {
            return Optional.of(new AgentId(agent));
        }

        @Override
        public Optional<AgentWithdrawal> after(Optional<AgentWithdrawal> now) {
            return Optional.empty();
        }
    }

    /** Says that it is lost for ever, with its tasks. */
    record MarkGone(String agent) implements AgentChange {

        /** Checks that it is there. */
        public MarkGone {
            requireNonNull(agent, "agent");
        }

        @Override
        public Optional<HttpAnswer> problem(MaintenancePlan now, MasterView master) {
            return AgentRules.markGone(agent, now, master);
        }

        @Override
        public Optional<AgentWithdrawal> after(Optional<AgentWithdrawal> now) {
            return Optional.of(AgentWithdrawal.GONE);
        }
    }
}
