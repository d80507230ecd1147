package dev.isthmus.mesos.machine;

import dev.isthmus.api.inventory.Agent;
import dev.isthmus.mesos.machine.state.FrameworkState;
import dev.isthmus.mesos.machine.state.KnownAgent;
import dev.isthmus.mesos.machine.state.MasterState;
import dev.isthmus.mesos.task.MesosTask;
import java.util.List;

/** Makes snapshots of what a master holds. */
final class MasterViews {

    private MasterViews() {}

    static MasterView of(MasterState master) {
        return new MasterView(
                master.agents().all().stream()
                        .filter(known -> !known.isDown())
                        .map(known -> agent(master, known))
                        .toList(),
                master.frameworks().stream().map(MasterViews::framework).toList(),
                List.copyOf(master.offers().all()));
    }

    private static MasterView.OfAgent agent(MasterState master, KnownAgent known) {
        Agent agent = known.agent();
        return new MasterView.OfAgent(
                agent,
                master.time().shown(known.since()),
                master.totalOf(known),
                master.reservations().of(agent.id()),
                master.holdings().inUse(agent.id()),
                master.offers().portionsPromisedOf(agent.id()),
                known.unreachableSince(),
                master.inverseOffers().answersOf(agent.id()));
    }

    private static MasterView.OfFramework framework(FrameworkState framework) {
        return new MasterView.OfFramework(
                framework.framework(),
                framework.contact(),
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
