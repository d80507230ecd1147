package dev.isthmus.testkit.generate;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.inventory.AgentState;
import dev.isthmus.api.inventory.Holding;
import dev.isthmus.api.inventory.InventoryEvent;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Agents, and what an offer source may tell of them. Resources are in dialect {@code ecs}. */
public final class InventoryArbitraries {

    private static final long MOST = Integer.MAX_VALUE;

    private InventoryArbitraries() {}

    /** What an agent may have in all; sometimes nothing, one unit of each, or the most there is. */
    public static Arbitrary<Resources> totals() {
        Arbitrary<Amount> units = ResourceArbitraries.units(MOST);
        Arbitrary<Amount> gpus = Arbitraries.of(0L, 0L, 0L, 1L, 8L, 16L).map(Amount::of);
        Arbitrary<PortRanges> ports = ResourceArbitraries.freePorts(PortRanges.of(31000, 31040));
        Arbitrary<Resources> any = Combinators.combine(units, units, gpus, ports, ports)
                .as((cpu, memory, gpu, tcp, udp) -> Resources.of(
                        Dialect.ECS,
                        Map.of(
                                ResourceName.ECS_CPU, cpu,
                                ResourceName.ECS_MEMORY, memory,
                                ResourceName.ECS_GPU, gpu,
                                ResourceName.ECS_PORTS, tcp,
                                ResourceName.ECS_PORTS_UDP, udp)));
        Arbitrary<Resources> edges = Arbitraries.of(Amount.ZERO, Amount.of(1), Amount.of(MOST))
                .map(amount -> Resources.of(
                        Dialect.ECS, Map.of(ResourceName.ECS_CPU, amount, ResourceName.ECS_MEMORY, amount)));
        return Arbitraries.frequencyOf(Tuple.of(1, edges), Tuple.of(6, any));
    }

    /** What may be free of that: often all or nothing, else some of each; always within it. This is what an offer is made of. */
    public static Arbitrary<Resources> freeOf(Resources total) {
        Arbitrary<Resources> some = totals().map(taken -> total.minus(taken));
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(total)),
                Tuple.of(1, Arbitraries.just(Resources.none(total.dialect()))),
                Tuple.of(4, some));
    }

    /** What tasks ask for, in Mesos's words: nothing, a thousandth, odd thirds, whole CPUs. */
    public static Arbitrary<Resources> demands() {
        Arbitrary<Amount> cpus = Arbitraries.of(0L, 1L, 10L, 100L, 333L, 334L, 999L, 1000L, 4000L)
                .map(Amount::ofThousandths);
        Arbitrary<Amount> mem =
                Arbitraries.of(0L, 1L, 6000L, 31_500L, 64_000L, 1_024_000L).map(Amount::ofThousandths);
        Arbitrary<PortRanges> ports = ResourceArbitraries.portsOf(PortRanges.of(31000, 31040));
        return Combinators.combine(cpus, mem, ports)
                .as((cpu, memory, held) -> Resources.of(
                        Dialect.MESOS,
                        Map.of(ResourceName.CPUS, cpu, ResourceName.MEM, memory, ResourceName.PORTS, held)));
    }

    /** What launches hold. */
    public static Arbitrary<Holding> holdings() {
        return Combinators.combine(IdentityArbitraries.launchIds(), demands()).as(Holding::new);
    }

    /** Agents in every state; with nothing, something or everything free, and up to four holdings. */
    public static Arbitrary<Agent> agents() {
        return agents(IdentityArbitraries.agentIds());
    }

    /** Agents of this id. */
    public static Arbitrary<Agent> agents(AgentId id) {
        return agents(Arbitraries.just(id));
    }

    /** An agent's resources: what it has, and what is free of that. */
    private record Amounts(Resources total, Resources free) {}

    private static Arbitrary<Agent> agents(Arbitrary<AgentId> ids) {
        // Of what is taken, one in three is everything and one in three nothing.
        Arbitrary<Amounts> amounts = Combinators.combine(totals(), totals(), Arbitraries.of(0, 1, 2))
                .as((total, taken, how) -> new Amounts(
                        total,
                        switch (how) {
                            case 0 -> total;
                            case 1 -> Resources.none(total.dialect());
                            default -> total.minus(taken);
                        }));
        Arbitrary<AgentState> states = Arbitraries.of(AgentState.class);
        Arbitrary<Optional<String>> zones =
                Arbitraries.of(Optional.of("us-east-1a"), Optional.of("us-east-1b"), Optional.empty());
        Arbitrary<AgentAddress> addresses = Arbitraries.of(
                new AgentAddress("i-0123456789abcdef0", AgentAddress.UNKNOWN_IP),
                new AgentAddress("host", "10.0.0.1"),
                new AgentAddress("host.example.com", "2001:db8::1"));
        Arbitrary<Map<String, String>> attributes = Arbitraries.of(
                Map.of(),
                Map.of("rack", ""),
                Map.of("ecs.instance-type", "m5.large", "rack", "1"),
                Map.of("\u00e9", "a,b;c"));
        return Combinators.combine(
                        ids,
                        amounts,
                        states,
                        zones,
                        addresses,
                        holdings().list().ofMaxSize(4),
                        attributes)
                .as((id, amount, state, zone, address, held, named) -> Agent.builder(id, amount.total())
                        .free(amount.free())
                        .state(state)
                        .zone(zone)
                        .address(address)
                        .holdings(held)
                        .attributes(named)
                        .build());
    }

    /**
     * What an offer source may tell from its start on, by rules R-OS-07 to R-OS-10 of {@code docs/spec.md}: agents are seen before they are
     * gone, and not again; complete comes once, and once more after contact was lost.
     */
    public static Arbitrary<List<InventoryEvent>> inventories() {
        Arbitrary<List<Agent>> agents = agents().list().ofMaxSize(5).uniqueElements(Agent::id);
        Arbitrary<List<Integer>> steps =
                Arbitraries.integers().between(0, 99).list().ofMaxSize(12);
        return Combinators.combine(
                        agents, steps, FailureArbitraries.failures(), Arbitraries.of(true, true, true, false))
                .as((first, later, failure, reached) -> {
                    List<InventoryEvent> told = new ArrayList<>();
                    if (!reached) {
                        told.add(new InventoryEvent.ContactLost(failure));
                    }
                    Map<AgentId, Agent> there = new LinkedHashMap<>();
                    first.forEach(agent -> there.put(agent.id(), agent));
                    tellAll(there, told);
                    for (int step : later) {
                        if (step < 15) {
                            told.add(new InventoryEvent.ContactLost(failure));
                            tellAll(there, told);
                        } else if (!there.isEmpty()) {
                            change(there, step, told);
                        }
                    }
                    return told;
                });
    }

    private static void tellAll(Map<AgentId, Agent> there, List<InventoryEvent> told) {
        there.values().forEach(agent -> told.add(new InventoryEvent.AgentSeen(agent)));
        told.add(new InventoryEvent.Complete());
    }

    private static void change(Map<AgentId, Agent> there, int step, List<InventoryEvent> told) {
        Agent agent = List.copyOf(there.values()).get(step % there.size());
        if (step < 30) {
            there.remove(agent.id());
            told.add(new InventoryEvent.AgentGone(agent.id(), "terminated"));
        } else {
            List<AgentState> states = List.of(AgentState.values());
            Agent changed = agent.toBuilder()
                    .state(states.get((states.indexOf(agent.state()) + 1) % states.size()))
                    .build();
            there.put(agent.id(), changed);
            told.add(new InventoryEvent.AgentSeen(changed));
        }
    }
}
