package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.allocator.quota.RoleQuota;
import dev.isthmus.mesos.allocator.reference.ModelCluster.Hold;
import dev.isthmus.mesos.allocator.reference.ModelCluster.ModelAgent;
import dev.isthmus.mesos.allocator.reference.ReferenceAllocator.Fraction;
import dev.isthmus.mesos.resource.ResourcesByReservation;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What holds of the grants of any run, whoever made them: the rules R-AL of docs/spec.md. */
public final class AllocatorLaws {

    private static final ReferenceAllocator PLAIN = new ReferenceAllocator();

    private AllocatorLaws() {}

    /**
     * Which laws are broken, in words.
     *
     * @param before the cluster before the run
     * @param order the agents in the order of the run, which counts without quotas only: then there is one stage
     */
    public static List<String> broken(ModelCluster before, List<Hold> grants, List<String> order, boolean quotas) {
        List<String> broken = new ArrayList<>();
        ModelCluster after = before.copy();
        grants.forEach(after::grant);
        for (String agent : before.agents.keySet()) {
            ResourcesByReservation sum = ResourcesByReservation.none();
            for (Hold grant : grants) {
                if (grant.agent().equals(agent)) {
                    if (!before.available(agent).minus(sum).contains(grant.portions())) {
                        broken.add("AL-01 promised twice: " + grant);
                    }
                    sum = sum.plus(grant.portions());
                }
            }
        }
        grants.stream()
                .filter(grant -> !mayHave(before, grant))
                .forEach(grant -> broken.add("AL-02 may not: " + grant));
        quota(before, after, grants, broken);
        if (!quotas) {
            passedOver(after, broken);
            whole(before, grants, broken);
            leastShare(before, grants, order, broken);
        } else {
            unserved(after, broken);
        }
        return broken;
    }

    private static boolean mayHave(ModelCluster cluster, Hold grant) {
        ModelFramework framework = cluster.frameworks.get(grant.framework());
        ModelAgent agent = cluster.agents.get(grant.agent());
        return framework != null
                && agent != null
                && framework.wants(grant.role())
                && (framework.gpus() || !agent.gpus())
                && !framework.shunned().equals(agent.id() + ".example")
                && framework.isEnough(grant.portions().total())
                && !cluster.refuses(grant.framework(), grant.role(), grant.agent(), grant.portions())
                && grant.portions().reserved().keySet().stream().allMatch(each -> each.isFor(grant.role()));
    }

    private static void quota(ModelCluster before, ModelCluster after, List<Hold> grants, List<String> broken) {
        Set<String> roles = new TreeSet<>();
        grants.forEach(grant -> roles.add(grant.role()));
        for (String role : roles) {
            RoleQuota quota = before.quotas.getOrDefault(role, RoleQuota.NONE);
            quota.limits().forEach((name, limit) -> {
                // What roles below it are granted is not limited, and may come after.
                long more = unreserved(after, role).thousandths(name)
                        - unreserved(before, role).thousandths(name);
                long sum = before.consumed(role).thousandths(name) + more;
                if (more > 0 && sum > limit.thousandths()) {
                    broken.add("AL-06 role " + role + " is granted " + name + " beyond its limit " + limit);
                }
            });
        }
        ScalarQuantities needed = before.headroom();
        for (int rank = 0; rank < needed.size(); rank++) {
            ResourceName name = needed.name(rank);
            long gone = before.free().thousandths(name) - after.free().thousandths(name);
            long met = needed.thousandths(rank) - after.headroom().thousandths(name);
            long spare = Math.max(0, before.free().thousandths(name) - needed.thousandths(rank));
            if (gone > met + spare) {
                broken.add("AL-07 headroom of " + name + " is given away: " + gone + " went, " + met
                        + " to guarantees, " + spare + " to spare");
            }
        }
    }

    private static ScalarQuantities unreserved(ModelCluster cluster, String role) {
        ScalarQuantities sum = ScalarQuantities.NONE;
        for (Hold hold : cluster.holds) {
            if (hold.role().equals(role)) {
                sum = sum.plus(ScalarQuantities.of(hold.portions().unreserved()));
            }
        }
        return sum;
    }

    /** Each gets all that is left for it. */
    private static void whole(ModelCluster before, List<Hold> grants, List<String> broken) {
        ModelCluster cluster = before.copy();
        for (Hold grant : grants) {
            if (!grant.portions().equals(PLAIN.availableTo(grant.role(), cluster.available(grant.agent())))) {
                broken.add("AL-04 only a part: " + grant);
            }
            cluster.grant(grant);
        }
    }

    /** Nothing is left that somebody would have taken. */
    private static void passedOver(ModelCluster after, List<String> broken) {
        for (String agent : after.agents.keySet()) {
            for (ModelFramework framework : after.frameworks.values()) {
                for (String role : framework.roles()) {
                    Hold rest = new Hold(framework.id(), role, agent, PLAIN.availableTo(role, after.available(agent)));
                    if (!rest.portions().isEmpty() && mayHave(after, rest)) {
                        broken.add("AL-03 passed over: " + rest);
                    }
                }
            }
        }
    }

    /** No role goes without its guarantee while something of it is left that it would have taken. */
    private static void unserved(ModelCluster after, List<String> broken) {
        for (String role : after.quotas.keySet()) {
            for (String agent : after.agents.keySet()) {
                ResourcesByReservation part =
                        PLAIN.towardGuarantees(after, role, PLAIN.availableTo(role, after.available(agent)));
                for (ModelFramework framework : after.frameworks.values()) {
                    Hold rest = new Hold(framework.id(), role, agent, part);
                    if (!part.isEmpty() && mayHave(after, rest)) {
                        broken.add("AL-08 guarantee is not served: " + rest);
                    }
                }
            }
        }
    }

    /** The first to get anything of an agent has, where its way from the root parts from another's who could have had the same, the smaller share. */
    private static void leastShare(ModelCluster before, List<Hold> grants, List<String> order, List<String> broken) {
        ModelCluster cluster = before.copy();
        for (String agent : order) {
            List<Hold> here =
                    grants.stream().filter(grant -> grant.agent().equals(agent)).toList();
            if (!here.isEmpty()) {
                Hold first = here.get(0);
                for (ModelFramework other : cluster.frameworks.values()) {
                    for (String role : other.roles()) {
                        Hold instead =
                                new Hold(other.id(), role, agent, PLAIN.availableTo(role, cluster.available(agent)));
                        if (mayHave(cluster, instead) && isBefore(cluster, instead, first)) {
                            broken.add("AL-05 " + instead + " has a smaller share than " + first);
                        }
                    }
                }
                here.forEach(cluster::grant);
            }
        }
    }

    private static boolean isBefore(ModelCluster cluster, Hold one, Hold other) {
        List<String> a = ModelCluster.path(one.role(), one.framework());
        List<String> b = ModelCluster.path(other.role(), other.framework());
        int fork = 0;
        while (fork < a.size() && fork < b.size() && a.get(fork).equals(b.get(fork))) {
            fork++;
        }
        if (fork >= a.size() || fork >= b.size()) {
            return false;
        }
        Fraction mine = PLAIN.share(cluster, a.get(fork));
        Fraction its = PLAIN.share(cluster, b.get(fork));
        return mine.compareTo(its) < 0;
    }
}
