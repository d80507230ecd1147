package dev.isthmus.simulation.sharing;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.AllocatorRun.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A plain allocator, which goes through the grants of a run beside the real one. What everybody holds it counts anew for each run, and nothing but that
 * is kept between two grants. Roles of worlds have none below them.
 */
final class PlainAllocator {

    private static final Amount ONE = Amount.of(1);

    private final AllocatorRun run;
    /** What counts in shares: what is granted of an agent does from the next agent on. */
    private final Map<String, ScalarQuantities> byFramework = new TreeMap<>();

    private final Map<String, ScalarQuantities> byRole = new TreeMap<>();
    /** What is granted of the agent whose turn it is; counts in quotas at once. */
    private final List<Part> ofAgent = new ArrayList<>();

    /** A share, as an exact fraction. */
    private record Fraction(BigInteger part, BigInteger whole) implements Comparable<Fraction> {

        static Fraction of(long part, long whole) {
            return new Fraction(BigInteger.valueOf(part), BigInteger.valueOf(whole));
        }

        Fraction dividedBy(long number) {
            return new Fraction(part, whole.multiply(BigInteger.valueOf(number)));
        }

        @Override
        public int compareTo(Fraction other) {
            return part.multiply(other.whole).compareTo(other.part.multiply(whole));
        }
    }

    /** Before the first grant of a run. */
    PlainAllocator(AllocatorRun run) {
        this.run = run;
        run.held().forEach(this::count);
    }

    private void count(Part part) {
        byFramework.merge(part.framework(), part.amounts(), ScalarQuantities::plus);
        byRole.merge(part.role(), part.amounts(), ScalarQuantities::plus);
    }

    /** A grant has been made. */
    void grant(Part part) {
        if (!ofAgent.isEmpty() && !ofAgent.get(0).agent().equals(part.agent())) {
            nextAgent();
        }
        ofAgent.add(part);
    }

    private void nextAgent() {
        ofAgent.forEach(this::count);
        ofAgent.clear();
    }

    /**
     * Who has a smaller share than whoever is granted something next, and might have had it.
     *
     * @param wants whether a framework would be offered something of the agent, had its turn come
     */
    List<String> before(Part next, Predicate<String> wants) {
        if (!ofAgent.isEmpty() && !ofAgent.get(0).agent().equals(next.agent())) {
            nextAgent();
        }
        List<String> before = new ArrayList<>();
        run.contenders().forEach((framework, role) -> {
            boolean isAnother = !framework.equals(next.framework())
                    && ofAgent.stream().noneMatch(part -> part.framework().equals(framework));
            if (isAnother && wants.test(framework) && isWithinLimits(role, next.amounts())) {
                boolean isOfRole = role.equals(next.role());
                Fraction its = isOfRole ? share(framework) : shareOfRole(role);
                Fraction others = isOfRole ? share(next.framework()) : shareOfRole(next.role());
                if (its.compareTo(others) < 0) {
                    before.add(framework);
                }
            }
        });
        return before;
    }

    private Fraction share(String framework) {
        return dominant(byFramework.getOrDefault(framework, ScalarQuantities.NONE));
    }

    private Fraction shareOfRole(String role) {
        long weight = run.weights().getOrDefault(role, ONE).thousandths();
        return dominant(byRole.getOrDefault(role, ScalarQuantities.NONE)).dividedBy(weight);
    }

    private Fraction dominant(ScalarQuantities sum) {
        Fraction largest = Fraction.of(0, 1);
        for (int rank = 0; rank < run.total().size(); rank++) {
            Fraction share = Fraction.of(
                    sum.thousandths(run.total().name(rank)), run.total().thousandths(rank));
            largest = share.compareTo(largest) > 0 ? share : largest;
        }
        return largest;
    }

    // Quotas.

    private RoleQuota quota(String role) {
        return run.quotas().getOrDefault(role, RoleQuota.NONE);
    }

    private ScalarQuantities consumed(String role) {
        ScalarQuantities sum = byRole.getOrDefault(role, ScalarQuantities.NONE);
        for (Part part : ofAgent) {
            sum = part.role().equals(role) ? sum.plus(part.amounts()) : sum;
        }
        return sum;
    }

    /** Whether a role may have this, too, by its limits. */
    boolean isWithinLimits(String role, ScalarQuantities amounts) {
        if (quota(role).limits().isEmpty()) {
            return true;
        }
        ScalarQuantities together = consumed(role).plus(amounts);
        for (Map.Entry<ResourceName, Amount> limit : quota(role).limits().entrySet()) {
            if (amounts.thousandths(limit.getKey()) > 0
                    && together.thousandths(limit.getKey()) > limit.getValue().thousandths()) {
                return false;
            }
        }
        return true;
    }

    /** What roles are guaranteed and do not have. */
    ScalarQuantities unmet() {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (String role : run.quotas().keySet()) {
            sum = sum.plus(quota(role).guarantees().minus(consumed(role)));
        }
        return sum;
    }

    /** What nobody holds, at most: others may. */
    ScalarQuantities free() {
        ScalarQuantities free = run.total();
        for (ScalarQuantities held : byRole.values()) {
            free = free.minus(held);
        }
        for (Part part : ofAgent) {
            free = free.minus(part.amounts());
        }
        return free;
    }
}
