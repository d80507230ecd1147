package dev.isthmus.benchmarks;

import dev.isthmus.api.backend.AgentSuitability;
import dev.isthmus.api.identity.AgentId;
import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.inventory.AgentAddress;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.api.resource.ResourcesText;
import dev.isthmus.mesos.allocator.AllocatableAgent;
import dev.isthmus.mesos.allocator.AllocationGrant;
import dev.isthmus.mesos.allocator.AllocationMarks;
import dev.isthmus.mesos.allocator.HierarchicalAllocator;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** One run of the allocator in which every agent of a large cluster is free, and many frameworks want them all. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AllocatorBenchmark {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Resources ALL = all();

    /** What each agent has and each refusal names: equal, and never the same object, as they come from messages. */
    private static Resources all() {
        return ResourcesText.parse(Dialect.MESOS, "cpus:16; mem:63488; ports:[31000-31099]");
    }

    private static final AllocationMarks NONE = new AllocationMarks() {
        @Override
        public void mark(AgentId agent) {
            // Every agent is given to every run.
        }

        @Override
        public void markAll() {
            // Every agent is given to every run.
        }
    };

    /** How many frameworks, ten to a role. */
    @Param("1000")
    int frameworks;

    /** How many agents. */
    @Param("5000")
    int agents;

    /** How many of the frameworks have refused every agent. */
    @Param({"0", "100"})
    int refusing;

    /** How many of the roles are guaranteed two agents each. */
    @Param({"0", "100"})
    int guaranteed;

    private final List<AllocatableAgent> free = new ArrayList<>();
    private List<AllocationGrant> granted = List.of();
    private HierarchicalAllocator allocator = new HierarchicalAllocator(NONE, Set.of(), AgentSuitability.ALL);

    /** A cluster that nobody has been granted anything of. */
    @Setup(Level.Trial)
    public void begin() {
        for (int i = 0; i < agents; i++) {
            AgentId id = new AgentId("agent-" + i);
            allocator.total(id, ALL);
            free.add(new AllocatableAgent(
                    Agent.builder(id, Resources.none(Dialect.ECS))
                            .address(new AgentAddress("agent-" + i + ".example", "10.0.0.1"))
                            .build(),
                    ResourcesByReservation.of(all()),
                    false));
        }
        for (int i = 0; i < frameworks; i++) {
            FrameworkId id = new FrameworkId("framework-" + i);
            @SuppressWarnings("deprecation") // One role is all that it needs.
            FrameworkInfo info = FrameworkInfo.newBuilder()
                    .setUser("nobody")
                    .setName("benchmark")
                    .setRole("role-" + i / 10)
                    .build();
            allocator.describe(Framework.of(info, id), List.of(), OfferConstraints.getDefaultInstance());
            for (int each = 0; i < refusing && each < agents; each++) {
                allocator.refuse(
                        id, "role-" + i / 10, new AgentId("agent-" + each), ResourcesByReservation.of(all()), 1e6, NOW);
            }
        }
        for (int i = 0; i < guaranteed; i++) {
            allocator.quota(
                    "role-" + i,
                    new RoleQuota(ScalarQuantities.of(ALL).plus(ScalarQuantities.of(ALL)), new TreeMap<>()));
        }
    }

    /** Everything comes back. */
    @Setup(Level.Invocation)
    public void release() {
        granted.forEach(grant -> allocator.release(grant.framework(), grant.role(), grant.portions()));
    }

    /** The run. */
    @Benchmark
    public List<AllocationGrant> run() {
        allocator.beginRun(NOW);
        granted = allocator.run(free, UnaryOperator.identity());
        if (granted.isEmpty()) {
            throw new IllegalStateException("want grants, got none");
        }
        return granted;
    }
}
