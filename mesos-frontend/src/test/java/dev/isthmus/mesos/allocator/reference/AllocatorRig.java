package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.allocator.AllocatableAgent;
import dev.isthmus.mesos.allocator.AllocationGrant;
import dev.isthmus.mesos.allocator.AllocationMarks;
import dev.isthmus.mesos.allocator.HierarchicalAllocator;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelCluster.ModelAgent;
import dev.isthmus.mesos.messages.Protos.Labels;
import dev.isthmus.mesos.resource.Reservation;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The allocator as a machine drives it, and the model beside it. Agents of which nothing has changed are not given to a run. Agents, frameworks and roles are
 * named by texts.
 */
public final class AllocatorRig implements AllocationMarks {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ModelCluster model = new ModelCluster();
    private final Set<String> marked = new TreeSet<>();
    private final HierarchicalAllocator allocator;
    private Function<Integer, List<String>> order = stage -> List.copyOf(model.agents.keySet());
    private Optional<ModelCluster> before = Optional.empty();

    public AllocatorRig(ResourceName... excluded) {
        model.now = START;
        model.excluded = new TreeSet<>(List.of(excluded));
        allocator = new HierarchicalAllocator(this, model.excluded, AgentSuitability.ALL);
    }

    @Override
    public void mark(AgentId agent) {
        if (model.agents.containsKey(agent.value())) {
            marked.add(agent.value());
        }
    }

    @Override
    public void markAll() {
        marked.addAll(model.agents.keySet());
    }

    public ModelCluster model() {
        return model;
    }

    public HierarchicalAllocator allocator() {
        return allocator;
    }

    /** Sets the order of the agents in each of the stages. */
    public void order(Function<Integer, List<String>> order) {
        this.order = order;
    }

    public AllocatorRig framework(ModelFramework framework) {
        ModelFramework old = model.frameworks.put(framework.id(), framework);
        if (old != null) {
            model.refusals.removeIf(each -> each.framework().equals(old.id())
                    && (!framework.roles().contains(each.role())
                            || (framework.wants(each.role()) && !old.wants(each.role()))));
        }
        allocator.describe(framework.message(), framework.suppressed(), framework.constraints());
        model.prune();
        return this;
    }

    public AllocatorRig framework(String id, String... roles) {
        return framework(ModelFramework.of(id, roles));
    }

    /** An agent with these resources, of which nothing is reserved. */
    public AllocatorRig agent(String id, String resources) {
        return agent(id, ResourcesByReservation.of(parse(resources)), false);
    }

    public AllocatorRig agent(String id, ResourcesByReservation total, boolean gpus) {
        model.agents.put(id, new ModelAgent(id, total, gpus, true));
        allocator.total(new AgentId(id), total.total());
        allocator.reserved(new AgentId(id), new ResourcesByReservation(none(), total.reserved()));
        marked.add(id);
        return this;
    }

    public AllocatorRig open(String id, boolean open) {
        ModelAgent agent = model.agents.get(id);
        model.agents.put(id, new ModelAgent(id, agent.total(), agent.gpus(), open));
        if (!open) {
            allocator.close(new AgentId(id));
        }
        marked.add(id);
        return this;
    }

    public AllocatorRig gone(String id) {
        allocator.gone(new AgentId(id));
        model.agents.remove(id);
        model.refusals.removeIf(each -> each.agent().equals(id));
        marked.remove(id);
        return this;
    }

    /** Reserves what is free of an agent for a role. */
    public AllocatorRig reserve(String id, String role, String resources) {
        ModelAgent agent = model.agents.get(id);
        Resources what = parse(resources);
        return agent(
                id,
                ResourcesByReservation.of(agent.total().unreserved().minus(what))
                        .plus(new ResourcesByReservation(none(), agent.total().reserved()))
                        .plus(reserved(role, resources)),
                agent.gpus());
    }

    public AllocatorRig weight(String role, String weight) {
        model.weights.put(role, Amount.parse(weight));
        allocator.weight(role, Amount.parse(weight));
        return this;
    }

    /** Guarantees as much as it limits. */
    public AllocatorRig quota(String role, String both) {
        return quota(role, RoleQuota.of(amounts(both)));
    }

    public AllocatorRig quota(String role, RoleQuota quota) {
        model.quotas.put(role, quota);
        if (quota.isNone()) {
            model.quotas.remove(role);
        }
        allocator.quota(role, quota);
        return this;
    }

    /** A task of a framework, which needed no offer. */
    public AllocatorRig use(String framework, String role, String agent, ResourcesByReservation what) {
        model.holds.add(new Hold(framework, role, agent, what));
        allocator.charge(new FrameworkId(framework), role, what);
        mark(new AgentId(agent));
        return this;
    }

    public AllocatorRig use(String framework, String role, String agent, String resources) {
        return use(framework, role, agent, ResourcesByReservation.of(parse(resources)));
    }

    /** A framework gives back what it holds, and refuses it for so long. */
    public AllocatorRig decline(Hold hold, Duration time) {
        release(hold);
        if (model.frameworks.containsKey(hold.framework())
                && model.frameworks.get(hold.framework()).roles().contains(hold.role())) {
            model.refuse(hold, time);
        }
        allocator.refuse(
                new FrameworkId(hold.framework()),
                hold.role(),
                new AgentId(hold.agent()),
                hold.portions(),
                time.toMillis() / 1000.0,
                model.now);
        return this;
    }

    public AllocatorRig release(Hold hold) {
        if (!model.holds.remove(hold)) {
            throw new IllegalStateException("nobody holds " + hold);
        }
        allocator.release(new FrameworkId(hold.framework()), hold.role(), hold.portions());
        mark(new AgentId(hold.agent()));
        model.prune();
        return this;
    }

    /** Gives back all that is held. */
    public AllocatorRig releaseAll() {
        List.copyOf(model.holds).forEach(this::release);
        return this;
    }

    public AllocatorRig suppress(String framework, Collection<String> roles) {
        ModelFramework known = model.frameworks.get(framework);
        Set<String> silent = new TreeSet<>(known.suppressed());
        silent.addAll(roles);
        model.frameworks.put(framework, known.with(known.roles(), silent));
        allocator.suppress(known.frameworkId(), roles);
        return this;
    }

    public AllocatorRig revive(String framework, Collection<String> roles) {
        ModelFramework known = model.frameworks.get(framework);
        Set<String> silent = new TreeSet<>(known.suppressed());
        silent.removeAll(roles);
        model.frameworks.put(framework, known.with(known.roles(), silent));
        model.refusals.removeIf(each -> each.framework().equals(framework) && roles.contains(each.role()));
        allocator.revive(known.frameworkId(), roles);
        return this;
    }

    public AllocatorRig active(String framework, boolean active) {
        ModelFramework known = model.frameworks.get(framework);
        model.frameworks.put(framework, known.active(active));
        if (active) {
            allocator.activate(known.frameworkId());
        } else {
            allocator.deactivate(known.frameworkId());
            model.refusals.removeIf(each -> each.framework().equals(framework));
        }
        return this;
    }

    public AllocatorRig remove(String framework) {
        model.frameworks.remove(framework);
        model.refusals.removeIf(each -> each.framework().equals(framework));
        allocator.remove(new FrameworkId(framework));
        model.prune();
        return this;
    }

    public AllocatorRig advance(Duration time) {
        model.now = model.now.plus(time);
        return this;
    }

    /** A run over the agents of which something has changed; what it grants is held from here on. */
    public List<Hold> run() {
        model.beginRun();
        before = Optional.of(model.copy());
        allocator.beginRun(model.now);
        List<AllocatableAgent> given = new ArrayList<>();
        for (String id : marked) {
            ModelAgent agent = model.agents.get(id);
            if (agent.open()) {
                given.add(new AllocatableAgent(agent(agent), model.available(id), agent.gpus()));
            }
        }
        marked.clear();
        int[] stage = {0};
        List<AllocationGrant> grants = allocator.run(given, agents -> inOrder(agents, stage[0]++));
        List<Hold> holds = new ArrayList<>();
        for (AllocationGrant grant : grants) {
            Hold hold = new Hold(
                    grant.framework().value(), grant.role(), grant.agent().id().value(), grant.portions());
            model.grant(hold);
            holds.add(hold);
            marked.add(hold.agent());
        }
        return holds;
    }

    /** The grants of a run as texts, such as {@code f1 role1 a1 cpus:2; mem:1024}. */
    public List<String> runs() {
        return run().stream()
                .map(hold -> hold.framework() + " " + hold.role() + " " + hold.agent() + " " + hold.portions())
                .toList();
    }

    /** What an allocator would grant in the place of the last run, in its order. */
    public List<Hold> insteadOfLast(ReferenceAllocator other) {
        ModelCluster then = before.orElseThrow();
        return other.grants(then, stage -> openInOrder(then, stage));
    }

    /** The model as it was before the last run. */
    public ModelCluster before() {
        return before.orElseThrow();
    }

    /** The agents that could be offered in the last run, in the order of a stage. */
    public List<String> openInOrder(ModelCluster then, int stage) {
        return order.apply(stage).stream()
                .filter(id -> then.agents.containsKey(id) && then.agents.get(id).open())
                .toList();
    }

    private List<AllocatableAgent> inOrder(List<AllocatableAgent> agents, int stage) {
        Map<String, AllocatableAgent> byId = new TreeMap<>();
        agents.forEach(agent -> byId.put(agent.agent().id().value(), agent));
        return order.apply(stage).stream()
                .filter(byId::containsKey)
                .map(byId::get)
                .toList();
    }

    private static Agent agent(ModelAgent agent) {
        return Agent.builder(new AgentId(agent.id()), Resources.none(Dialect.ECS))
                .address(new AgentAddress(agent.id() + ".example", "10.0.0.1"))
                .build();
    }

    public static Resources none() {
        return Resources.none(Dialect.MESOS);
    }

    public static Resources parse(String resources) {
        return ResourcesText.parse(Dialect.MESOS, resources);
    }

    public static ResourcesByReservation reserved(String role, String resources) {
        return ResourcesByReservation.of(
                new Reservation(role, Optional.empty(), Labels.getDefaultInstance()), parse(resources));
    }

    public static SortedMap<ResourceName, Amount> amounts(String resources) {
        SortedMap<ResourceName, Amount> amounts = new TreeMap<>();
        for (String entry : resources.split(";", -1)) {
            if (!entry.isBlank()) {
                String[] parts = entry.split(":", -1);
                amounts.put(new ResourceName(parts[0].strip()), Amount.parse(parts[1]));
            }
        }
        return amounts;
    }

    public static ScalarQuantities quantities(String resources) {
        return ScalarQuantities.of(amounts(resources));
    }
}
