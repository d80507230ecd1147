package dev.isthmus.master.maintenance;

import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.api.maintenance.MachineId;
import dev.isthmus.api.maintenance.MaintenancePlan;
import dev.isthmus.master.http.HttpAnswer;
import dev.isthmus.mesos.machine.MasterView;
import java.util.Optional;

/** What may be asked for single agents (src/master/http.cpp, {@code _drainAgent} to {@code _markAgentGone}), in the order and the words of Mesos. */
final class AgentRules {

    private AgentRules() {}

    /** Those that are known and not removed. */
    private static Optional<MasterView.OfAgent> find(String agent, MasterView master) {
        return master.agents().stream()
                .filter(each -> each.agent().id().value().equals(agent))
                .findFirst();
    }

    private static Optional<HttpAnswer> refused(String why) {
        return Optional.of(HttpAnswer.badRequest(why));
    }

    static Optional<HttpAnswer> drain(String agent, MaintenancePlan now, MasterView master) {
        Optional<MasterView.OfAgent> known = find(agent, master);
        if (known.isEmpty()) {
            return refused("Unknown agent");
        }
        MachineId machine = MachineId.of(known.get().agent().address());
        return now.unavailabilityOf(machine).isPresent()
                ? refused("Agent " + agent + " is part of a maintenance schedule under Machine " + words(machine))
                : Optional.empty();
    }

    /** As Mesos writes a machine (src/v1/mesos.cpp). */
    private static String words(MachineId machine) {
        String ip = machine.ip().isEmpty() ? "" : "(" + machine.ip() + ")";
        return machine.hostname().isEmpty() || ip.isEmpty() ? machine.hostname() + ip : machine.hostname() + " " + ip;
    }

    static Optional<HttpAnswer> deactivate(String agent, MasterView master) {
        return find(agent, master).isEmpty() ? refused("Unknown agent") : Optional.empty();
    }

    static Optional<HttpAnswer> reactivate(String agent, MasterView master) {
        Optional<MasterView.OfAgent> known = find(agent, master);
        Optional<AgentWithdrawal> withdrawal = known.flatMap(MasterView.OfAgent::withdrawal);
        if (withdrawal.isEmpty()) {
            // Mesos says so of any other; here ECS may not have heard of the last reactivation.
            boolean isStuck = known.map(each -> each.agent().state() == AgentState.DRAINING)
                    .orElse(false);
            return isStuck ? Optional.empty() : refused("Agent is not deactivated");
        }
        return withdrawal.get().isDraining() && !known.get().isDrained()
                ? refused("Agent is still in the DRAINING state")
                : Optional.empty();
    }

    static Optional<HttpAnswer> markGone(String agent, MaintenancePlan now, MasterView master) {
        boolean isGone = now.agents().entrySet().stream()
                .anyMatch(each ->
                        each.getKey().value().equals(agent) && each.getValue().endsGone());
        return isGone || find(agent, master).isPresent()
                ? Optional.empty()
                : Optional.of(HttpAnswer.text(404, "Agent '" + agent + "' not found"));
    }
}
