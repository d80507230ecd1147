package dev.isthmus.ecs.engine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.growth.HostAddresses;
import dev.isthmus.ecs.growth.VirtualAgents;
import dev.isthmus.ecs.host.AgentAddressResolver;
import dev.isthmus.ecs.inventory.CapacityCapFilter;
import dev.isthmus.ecs.inventory.ContainerInstanceCache;
import dev.isthmus.ecs.inventory.ContestedRoom;
import dev.isthmus.ecs.inventory.FargateSlots;
import dev.isthmus.ecs.inventory.GrowthSlots;
import dev.isthmus.ecs.step.Event;
import dev.isthmus.ecs.step.Output;
import dev.isthmus.ecs.step.Steps;
import dev.isthmus.ecs.task.Holdings;
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
    private final GrowthSlots growth;
    private final ContestedRoom contested;
    private final AgentAddressResolver hosts;
    private final HostAddresses addresses = new HostAddresses(this::ip);
    private boolean wanted;

    /**
     * None is known.
     *
     * @param options of which the cap, the window and the slots count
     * @param ours the tasks of all watched frameworks, live or starting
     * @param asksHosts whether the hosts of agents are looked up
     */
    EcsInventory(Steps steps, EngineOptions options, CapacityCapFilter.Tasks ours, boolean asksHosts) {
        this.steps = steps;
        this.share = new CapacityCapFilter(options.cap(), ours, this::report);
        this.contested = new ContestedRoom(this::isContested, share);
        this.fleet = new ContainerInstanceCache(steps, new Fleet());
        this.slots = new FargateSlots(steps, options.defaults().fargate(), ours, share, options.window());
        this.growth = new GrowthSlots(steps, options.defaults().growth(), ours, this::hasRoom, share, options.window());
        this.hosts = new AgentAddressResolver(steps, asksHosts, this::machine, this::told);
    }

    private void told(InventoryEvent event) {
        steps.out(new Output.Inventory(event));
        event.match(
                seen -> {
                    if (addresses.isFound(seen.agent().id())) {
                        steps.tell(new Event.Changing());
                    }
                },
                gone -> addresses.gone(gone.agent()),
                complete -> {},
                lost -> {});
    }

    /** What has changed of the instances; whether providers are to grow goes by what all of them have. */
    private final class Fleet implements ContainerInstanceCache.Listener {

        @Override
        public void changed(InventoryEvent event) {
            contested.changed(event);
        }

        @Override
        public void taken() {
            contested.taken();
            grow();
        }
    }

    private boolean isContested(Agent instance) {
        return growth.isContested(instance, fleet);
    }

    private boolean hasRoom(Resources size) {
        // What is contested others are about to get.
        return fleet.withRoom(size).anyMatch(agent -> !isContested(agent));
    }

    private void grow() {
        if (growth.isAny()) {
            growth.look();
            contested.look();
        }
    }

    /** The instances themselves. */
    ContainerInstanceCache fleet() {
        return fleet;
    }

    /** The slots on Fargate. */
    FargateSlots slots() {
        return slots;
    }

    /** The slots of capacity providers that may grow. */
    GrowthSlots growth() {
        return growth;
    }

    /**
     * Tasks were read.
     *
     * @param all whether all of the cluster were, stopped ones included
     */
    void tasksRead(boolean all, Holdings holdings) {
        if (all) {
            slots.tasksRead(holdings);
            growth.tasksRead(holdings);
            contested.look();
        } else {
            looked();
        }
    }

    /** Tasks of slots have changed. */
    void looked() {
        slots.look();
        grow();
    }

    /** The address of an instance, if it is known. */
    Optional<String> ip(AgentId instance) {
        return hosts.ip(instance)
                .or(() -> fleet.agent(instance).flatMap(agent -> agent.address().knownIp()));
    }

    /** Where tasks of slots are. */
    HostAddresses addresses() {
        return addresses;
    }

    /** Offers are wanted from now on. */
    void start() {
        wanted = true;
    }

    /** Reports every agent again. */
    void reportAll() {
        List<InventoryEvent> all = new ArrayList<>(contested.everything());
        all.addAll(slots.everything());
        all.addAll(growth.everything());
        share.everything(all).forEach(this::report);
    }

    /** Reports an event, if offers are wanted. */
    void report(InventoryEvent event) {
        if (wanted
                && event instanceof InventoryEvent.AgentSeen seen
                && VirtualAgents.isSlot(seen.agent().id())) {
            steps.out(new Output.Inventory(new InventoryEvent.AgentSeen(wholeOrNothing(seen.agent()))));
        } else if (wanted) {
            hosts.take(event);
        }
    }

    /** What a cap leaves of a slot is mostly no size of Fargate, so that not all would fit that fits it: then it is nothing; and no part of an instance is asked for. */
    private Agent wholeOrNothing(Agent slot) {
        boolean isCut = slots.dealt(slot.id())
                .or(() -> growth.dealt(slot.id()))
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
