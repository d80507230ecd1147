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
import java.util.function.BiPredicate;

/**
 * A plain allocator, which goes through the grants of a run beside the real one. What everybody holds it counts anew for each run, and nothing but that
 * is kept between two grants. Roles are trees: what a role holds, those below it hold for it, too.
 */
final class PlainAllocator {

    private static final Amount ONE = Amount.of(1);
    /** No role has such a name in it. */
    private static final String OWN = "/./";

    private final AllocatorRun run;
    /** What counts in shares: what is granted of an agent does from the next agent on. */
    private final List<Part> counted = new ArrayList<>();
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
        counted.addAll(run.held());
    }

    /** A grant has been made. */
    void grant(Part part) {
        if (!ofAgent.isEmpty() && !ofAgent.get(0).agent().equals(part.agent())) {
            nextAgent();
        }
        ofAgent.add(part);
    }

    private void nextAgent() {
        counted.addAll(ofAgent);
        ofAgent.clear();
    }

    /**
     * Who has a smaller share than whoever is granted something next, and might have had it.
     *
     * @param wants whether a framework would be offered so much of the agent, had its turn come
     */
    List<String> before(Part next, BiPredicate<String, ScalarQuantities> wants) {
        if (!ofAgent.isEmpty() && !ofAgent.get(0).agent().equals(next.agent())) {
            nextAgent();
        }
        List<String> before = new ArrayList<>();
        run.contenders().forEach((framework, role) -> {
            boolean isAnother = !framework.equals(next.framework())
                    && ofAgent.stream().noneMatch(part -> part.framework().equals(framework));
            if (isAnother
                    && isWithinLimits(role, next.unreserved())
                    && wants.test(framework, forRole(role, next))
                    && isBefore(place(role, framework), place(next.role(), next.framework()))) {
                before.add(framework);
            }
        });
        return before;
    }

    /** What of a part a role may have: what is reserved for nobody, for itself, or for a role above it. */
    private static ScalarQuantities forRole(String role, Part part) {
        ScalarQuantities sum = part.unreserved();
        for (Map.Entry<String, ScalarQuantities> reserved : part.reserved().entrySet()) {
            sum = isOrIsBelow(role, reserved.getKey()) ? sum.plus(reserved.getValue()) : sum;
        }
        return sum;
    }

    private static boolean isOrIsBelow(String role, String above) {
        return role.equals(above) || role.startsWith(above + "/");
    }

    /** The way down the tree to a framework: the roles from the top, the frameworks of the last role together, and the framework. */
    private static List<String> place(String role, String framework) {
        List<String> place = new ArrayList<>();
        for (int slash = role.indexOf('/'); slash >= 0; slash = role.indexOf('/', slash + 1)) {
            place.add(role.substring(0, slash));
        }
        place.add(role);
        place.add(role + OWN);
        place.add(role + OWN + framework);
        return place;
    }

    /** Where the ways part, the smaller share comes first. */
    private boolean isBefore(List<String> one, List<String> other) {
        int level = 0;
        while (one.get(level).equals(other.get(level))) {
            level++;
        }
        return share(one.get(level)).compareTo(share(other.get(level))) < 0;
    }

    /** The share of all that is at or below a node of the tree. Only roles have weights. */
    private Fraction share(String node) {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (Part part : counted) {
            sum = place(part.role(), part.framework()).contains(node) ? sum.plus(part.amounts()) : sum;
        }
        return dominant(sum).dividedBy(run.weights().getOrDefault(node, ONE).thousandths());
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

    /** What is reserved for it, in use or not, and what it has beside that, each with the roles below it. */
    private ScalarQuantities consumed(String role) {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (Part part : all()) {
            sum = isOrIsBelow(part.role(), role) ? sum.plus(part.unreserved()) : sum;
        }
        for (Map.Entry<String, ScalarQuantities> reserved : run.reserved().entrySet()) {
            sum = isOrIsBelow(reserved.getKey(), role) ? sum.plus(reserved.getValue()) : sum;
        }
        return sum;
    }

    private List<Part> all() {
        List<Part> all = new ArrayList<>(counted);
        all.addAll(ofAgent);
        return all;
    }

    /** Whether a role may have this, too, which is reserved for nobody, by its limits. Roles below the top level have none. */
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

    /** What nobody holds and is reserved for nobody, at most: others may have it. */
    ScalarQuantities free() {
        ScalarQuantities free = run.total();
        for (Part part : all()) {
            free = free.minus(part.unreserved());
        }
        for (ScalarQuantities reserved : run.reserved().values()) {
            free = free.minus(reserved);
        }
        return free;
    }
}
