package dev.isthmus.simulation.planted.backend;

import dev.isthmus.api.backend.Backend;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.inventory.OfferSource;
import dev.isthmus.api.launch.Ending;
import dev.isthmus.api.launch.StopOutcome;
import dev.isthmus.api.launch.TaskEvent;
import dev.isthmus.api.launch.TaskLauncher;
import dev.isthmus.api.launch.TaskPhase;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.simulation.PassedBackend;
import dev.isthmus.simulation.time.ProcessTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** A task that is being stopped is told to have ended, and what it holds counts as free, while it still runs. */
public final class StoppingTakenForFree extends PassedBackend {

    private record Told(TaskEvent event, TaskLauncher.Listener listener) {}

    private final Map<LaunchId, Told> last = new HashMap<>();
    private final Set<LaunchId> stopping = new HashSet<>();

    /** Over the real one. */
    public StoppingTakenForFree(ProcessTime process, Backend real) {
        super(process, real);
    }

    @Override
    protected void task(TaskEvent event, TaskLauncher.Listener listener) {
        if (!stopping.contains(event.task().launch())) {
            last.put(event.task().launch(), new Told(event, listener));
            listener.taskChanged(event);
        }
    }

    @Override
    protected CompletionStage<StopOutcome> stopped(
            FrameworkId framework, LaunchId launch, String reason, TaskLauncher launcher) {
        Told told = last.get(launch);
        if (told != null && !(told.event().phase() instanceof TaskPhase.Ended) && stopping.add(launch)) {
            var unused = process.after(
                    Duration.ofMillis(1),
                    () -> told.listener()
                            .taskChanged(new TaskEvent(
                                    told.event().task(),
                                    new TaskPhase.Ended(Ending.STOPPED, OptionalInt.empty(), true, "stopped"),
                                    process.now())));
        }
        return launcher.stop(framework, launch, reason);
    }

    @Override
    protected void inventory(InventoryEvent event, OfferSource.Listener listener) {
        listener.inventoryChanged(event.fold(
                seen -> new InventoryEvent.AgentSeen(without(seen.agent())),
                gone -> gone,
                complete -> complete,
                lost -> lost));
    }

    private Agent without(Agent agent) {
        Resources free = agent.free();
        List<Holding> left = new ArrayList<>();
        for (Holding holding : agent.holdings()) {
            if (stopping.contains(holding.launch())) {
                free = free.plus(taken(holding.demand(), free.dialect()));
            } else {
                left.add(holding);
            }
        }
        return new Agent(
                agent.id(),
                agent.address(),
                agent.zone(),
                agent.state(),
                agent.total(),
                free,
                left,
                agent.attributes());
    }

    private static Resources taken(Resources demand, Dialect dialect) {
        long cpu = demand.amount(ResourceName.CPUS).thousandths() * 1024 / 1000;
        return Resources.none(dialect)
                .with(ResourceName.ECS_CPU, Amount.of(cpu))
                .with(ResourceName.ECS_MEMORY, demand.amount(ResourceName.MEM));
    }
}
