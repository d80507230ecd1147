package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.ecs.host.AgentAddressResolver;
import dev.isthmus.ecs.inventory.CapacityCap;
import dev.isthmus.ecs.inventory.CapacityCapFilter;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.util.Optional;

/**
 * The container instances as whoever makes offers is told of them: within the cap, with their hosts, and not before offers are wanted. Not thread-safe:
 * used within steps only.
 */
final class EcsInventory {

    private final Steps steps;
    private final CapacityCapFilter share;
    private final ContainerInstanceCache fleet;
    private final AgentAddressResolver hosts;
    private boolean wanted;

    /**
     * None is known.
     *
     * @param cap the most resources to use
     * @param ours the tasks of all watched frameworks, live or starting
     * @param asksHosts whether the hosts of agents are looked up
     */
    EcsInventory(Steps steps, CapacityCap cap, CapacityCapFilter.Tasks ours, boolean asksHosts) {
        this.steps = steps;
        this.share = new CapacityCapFilter(cap, ours, this::report);
        this.fleet = new ContainerInstanceCache(steps, share);
        this.hosts = new AgentAddressResolver(
                steps, asksHosts, this::machine, event -> steps.out(new Output.Inventory(event)));
    }

    /** The instances themselves. */
    ContainerInstanceCache fleet() {
        return fleet;
    }

    /** Offers are wanted from now on. */
    void start() {
        wanted = true;
    }

    /** Reports every agent again. */
    void reportAll() {
        share.everything(fleet.everything()).forEach(this::report);
    }

    /** Reports an event, if offers are wanted. */
    void report(InventoryEvent event) {
        if (wanted) {
            hosts.take(event);
        }
    }

    /** Reports that ECS answers, if offers are wanted. */
    void reached() {
        if (wanted) {
            steps.out(new Output.Reached());
        }
    }

    /** The id of an agent's machine in EC2 or Systems Manager, if it has one. */
    private Optional<String> machine(AgentId agent) {
        return fleet.instance(agent).flatMap(InstanceView::machineId);
    }
}
