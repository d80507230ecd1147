package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.maintenance.AgentWithdrawal;
import dev.isthmus.mesos.machine.state.ClusterReach;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.task.MesosTask;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes snapshots of what a master holds. */
final class MasterViews {

    private MasterViews() {}

    /** @param idle what of an agent no task holds, offered or not */
    static MasterView of(MasterState master, Function<KnownAgent, ResourcesByReservation> idle) {
        return new MasterView(
                master.agents().all().stream()
                        .filter(known -> !known.isRemoved())
                        .map(known -> agent(master, known, idle.apply(known)))
                        .toList(),
                master.frameworks().stream()
                        .map(framework -> framework(master, framework))
                        .toList(),
                List.copyOf(master.offers().all()),
                master.reach() == ClusterReach.COMPLETE
                        ? Optional.of(master.agents().all().stream()
                                .map(known -> known.agent().id())
                                .toList())
                        : Optional.empty());
    }

    private static MasterView.OfAgent agent(MasterState master, KnownAgent known, ResourcesByReservation idle) {
        Agent agent = known.agent();
        return new MasterView.OfAgent(
                agent,
                master.time().shown(known.since()),
                master.totalOf(known),
                master.reservations().of(agent.id()),
                master.holdings().inUse(agent.id()),
                master.offers().portionsPromisedOf(agent.id()),
                idle,
                known.unreachableSince(),
                master.inverseOffers().answersOf(agent.id()),
                known.withdrawal(),
                known.withdrawal().filter(AgentWithdrawal::isDraining).isPresent() && master.isDrained(known));
    }

    private static MasterView.OfFramework framework(MasterState master, FrameworkState framework) {
        return new MasterView.OfFramework(
                framework.framework(),
                framework.contact(),
                master.allocator().constraints(framework.framework().id()),
                framework.tasks().all().stream()
                        .map(task -> task(task, framework))
                        .toList());
    }

    private static MasterView.OfTask task(MesosTask task, FrameworkState framework) {
        return new MasterView.OfTask(
                task.id(),
                task.agent(),
                task.traits().role(),
                task.isEnded(),
                task.portions(),
                framework.streams().last(task.id().value()).or(task::forwarded));
    }
}
