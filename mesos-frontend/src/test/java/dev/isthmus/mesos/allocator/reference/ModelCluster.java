package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.QuotaBook;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** All that an allocation depends on, kept as lists; every sum is made anew whenever it is asked for. */
public final class ModelCluster {

    private static final Duration RUN = Duration.ofSeconds(1);

    /** An agent: what it has, reserved or not, and whether it can be offered. */
    public record ModelAgent(String id, ResourcesByReservation total, boolean gpus, boolean open) {}

    /** What a framework holds of an agent, offered or used. */
    public record Hold(String framework, String role, String agent, ResourcesByReservation portions) {}

    /** A refusal, until a time and through the next run. */
    public record Refusal(
            String framework, String role, String agent, ResourcesByReservation refused, Instant until, Instant run) {}

    final Map<String, ModelFramework> frameworks = new TreeMap<>();
    final Map<String, ModelAgent> agents = new LinkedHashMap<>();
    final List<Hold> holds = new ArrayList<>();
    final List<Refusal> refusals = new ArrayList<>();
    final Map<String, Amount> weights = new TreeMap<>();
    final Map<String, RoleQuota> quotas = new TreeMap<>();
    /** By the path of each node of the tree: how many allocations were made in it. */
    final Map<String, Integer> allocations = new TreeMap<>();

    Set<ResourceName> excluded = Set.of();
    Instant now = Instant.EPOCH;

    ModelCluster copy() {
        ModelCluster copy = new ModelCluster();
        copy.frameworks.putAll(frameworks);
        copy.agents.putAll(agents);
        copy.holds.addAll(holds);
        copy.refusals.addAll(refusals);
        copy.weights.putAll(weights);
        copy.quotas.putAll(quotas);
        copy.allocations.putAll(allocations);
        copy.excluded = excluded;
        copy.now = now;
        return copy;
    }

    ResourcesByReservation available(String agent) {
        ModelAgent known = agents.get(agent);
        return known == null || !known.open() ? ResourcesByReservation.none() : left(known);
    }

    private ResourcesByReservation left(ModelAgent agent) {
        ResourcesByReservation left = agent.total();
        for (Hold hold : holds) {
            if (hold.agent().equals(agent.id())) {
                left = left.minus(hold.portions());
            }
        }
        return left;
    }

    ScalarQuantities total() {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (ModelAgent agent : agents.values()) {
            sum = sum.plus(ScalarQuantities.of(agent.total()));
        }
        return sum;
    }

    ScalarQuantities free() {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (String agent : agents.keySet()) {
            sum = sum.plus(ScalarQuantities.of(available(agent).unreserved()));
        }
        return sum;
    }

    ScalarQuantities held(Predicate<Hold> which) {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (Hold hold : holds) {
            if (which.test(hold)) {
                sum = sum.plus(ScalarQuantities.of(hold.portions()));
            }
        }
        return sum;
    }

    /** What is reserved for a top-level role and those below it, and what they hold unreserved. */
    ScalarQuantities consumed(String role) {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (ModelAgent agent : agents.values()) {
            for (var each : agent.total().reserved().entrySet()) {
                if (QuotaBook.topLevel(each.getKey().role()).equals(role)) {
                    sum = sum.plus(ScalarQuantities.of(each.getValue()));
                }
            }
        }
        for (Hold hold : holds) {
            if (QuotaBook.topLevel(hold.role()).equals(role)) {
                sum = sum.plus(ScalarQuantities.of(hold.portions().unreserved()));
            }
        }
        return sum;
    }

    ScalarQuantities unmet(String role) {
        RoleQuota quota = quotas.getOrDefault(role, RoleQuota.NONE);
        return quota.guarantees().minus(consumed(role));
    }

    ScalarQuantities headroom() {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (String role : quotas.keySet()) {
            sum = sum.plus(unmet(role));
        }
        return sum;
    }

    boolean refuses(String framework, String role, String agent, ResourcesByReservation offered) {
        return refusals.stream()
                .anyMatch(each -> each.framework().equals(framework)
                        && each.role().equals(role)
                        && each.agent().equals(agent)
                        && each.refused().contains(offered));
    }

    /** Grants something: it is held, and counts as one more allocation at each level. */
    void grant(Hold hold) {
        holds.add(hold);
        for (String node : path(hold.role(), hold.framework())) {
            allocations.merge(node, 1, Integer::sum);
        }
    }

    void beginRun() {
        refusals.removeIf(each -> !now.isBefore(each.until()) && now.isAfter(each.run()));
    }

    void refuse(Hold hold, Duration time) {
        if (!time.isZero() && !hold.portions().isEmpty()) {
            refusals.add(new Refusal(
                    hold.framework(), hold.role(), hold.agent(), hold.portions(), now.plus(time), now.plus(RUN)));
        }
    }

    /** Forgets how often was allocated what is no longer known: whose framework has left, and which holds nothing. */
    void prune() {
        Set<String> known = new TreeSet<>();
        frameworks
                .values()
                .forEach(framework -> framework.roles().forEach(role -> known.addAll(path(role, framework.id()))));
        for (Hold hold : holds) {
            if (!ScalarQuantities.of(hold.portions()).isEmpty()) {
                known.addAll(path(hold.role(), hold.framework()));
            }
        }
        allocations.keySet().retainAll(known);
    }

    /** The nodes from the top-level role down to the framework. */
    static List<String> path(String role, String framework) {
        List<String> path = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        for (String part : role.split("/", -1)) {
            name.append(name.isEmpty() ? "" : "/").append(part);
            path.add(name.toString());
        }
        path.add(role + "/.");
        path.add(role + "/.|" + framework);
        return path;
    }
}
