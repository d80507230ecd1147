package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.fargate.FargateSlot;
import dev.isthmus.ecs.host.AgentAddressResolver;
import dev.isthmus.ecs.inventory.CapacityCapFilter;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.FargateSlots;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.view.InstanceView;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The container instances as whoever makes offers is told of them: within the cap, with their hosts, and not before offers are wanted. Not thread-safe:
 * used within steps only.
 */
final class EcsInventory {

    private final Steps steps;
    private final CapacityCapFilter share;
    private final ContainerInstanceCache fleet;
    private final FargateSlots slots;
    private final AgentAddressResolver hosts;
    private boolean wanted;

    /**
     * None is known.
     *
     * @param options of which the cap, the window and the slots count
     * @param ours the tasks of all watched frameworks, live or starting
     * @param asksHosts whether the hosts of agents are looked up
     */
    EcsInventory(Steps steps, EcsEngine.Options options, CapacityCapFilter.Tasks ours, boolean asksHosts) {
        this.steps = steps;
        this.share = new CapacityCapFilter(options.cap(), ours, this::report);
        this.fleet = new ContainerInstanceCache(steps, share);
        this.slots = new FargateSlots(steps, options.defaults().fargate(), ours, share, options.window());
        this.hosts = new AgentAddressResolver(
                steps, asksHosts, this::machine, event -> steps.out(new Output.Inventory(event)));
    }

    /** The instances themselves. */
    ContainerInstanceCache fleet() {
        return fleet;
    }

    /** The slots on Fargate. */
    FargateSlots slots() {
        return slots;
    }

    /** Offers are wanted from now on. */
    void start() {
        wanted = true;
    }

    /** Reports every agent again. */
    void reportAll() {
        List<InventoryEvent> all = new ArrayList<>(fleet.everything());
        all.addAll(slots.everything());
        share.everything(all).forEach(this::report);
    }

    /** Reports an event, if offers are wanted. */
    void report(InventoryEvent event) {
        if (wanted
                && event instanceof InventoryEvent.AgentSeen seen
                && FargateSlot.isSlot(seen.agent().id())) {
            steps.out(new Output.Inventory(new InventoryEvent.AgentSeen(wholeOrNothing(seen.agent()))));
        } else if (wanted) {
            hosts.take(event);
        }
    }

    /** What a cap leaves of a slot is mostly no size of Fargate, so that not all would fit that fits it: then it is nothing. */
    private Agent wholeOrNothing(Agent slot) {
        boolean isCut = slots.dealt(slot.id())
                .filter(dealt -> !slot.free().contains(dealt.free()))
                .isPresent();
        return isCut
                ? slot.toBuilder().free(Resources.none(slot.free().dialect())).build()
                : slot;
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
