package dev.isthmus.simulation.eligible;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import software.amazon.awssdk.services.ecs.model.Attribute;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;

/**
 * Who may be offered what, by what frameworks have said of themselves and what instances have: plainly, one after the other, by Mesos's rules. Frameworks of worlds have one
 * role each, and their constraints ask only whether an attribute is there.
 */
public final class Eligibility {

    private static final double LEAST_CPUS = 0.01;
    private static final double LEAST_MEMORY = 32;
    private static final double ROUNDING = 1e-6;

    private final Map<String, Terms> frameworks = new TreeMap<>();
    private final Set<String> withGpus = new TreeSet<>();
    private final Map<String, Set<String>> attributes = new TreeMap<>();

    private record Terms(FrameworkInfo info, OfferConstraints constraints) {}

    /** The agent that an instance is. */
    public static String agent(ContainerInstance instance) {
        String arn = instance.containerInstanceArn();
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** An instance is as this says. */
    public void changed(ContainerInstance instance) {
        String agent = agent(instance);
        boolean has = instance.registeredResources().stream()
                .anyMatch(each ->
                        each.name().equals("GPU") && !each.stringSetValue().isEmpty());
        if (has) {
            withGpus.add(agent);
        } else {
            withGpus.remove(agent);
        }
        Set<String> names = new TreeSet<>();
        instance.attributes().stream().map(Attribute::name).forEach(names::add);
        attributes.put(agent, names);
    }

    /** A machine has taken a call, in which a framework may describe itself. */
    public void called(Call call) {
        String framework = call.getFrameworkId().getValue();
        if (call.getType() == Call.Type.SUBSCRIBE) {
            Call.Subscribe its = call.getSubscribe();
            frameworks.put(framework, new Terms(its.getFrameworkInfo(), its.getOfferConstraints()));
        } else if (call.getType() == Call.Type.UPDATE_FRAMEWORK) {
            Call.UpdateFramework its = call.getUpdateFramework();
            frameworks.put(framework, new Terms(its.getFrameworkInfo(), its.getOfferConstraints()));
        }
    }

    /** Whether a framework can use GPUs, or an agent has none. */
    public boolean canUse(String framework, String agent) {
        Terms its = frameworks.get(framework);
        return its == null
                || !withGpus.contains(agent)
                || its.info().getCapabilitiesList().stream()
                        .anyMatch(each -> each.getType() == Capability.Type.GPU_RESOURCES);
    }

    /** Whether an agent is within the constraints of a framework: in one of the groups of its role each constraint holds. */
    public boolean isWanted(String framework, String agent) {
        Terms its = frameworks.get(framework);
        if (its == null || !its.constraints().containsRoleConstraints(role(its.info()))) {
            return true;
        }
        return its.constraints().getRoleConstraintsOrThrow(role(its.info())).getGroupsList().stream()
                .anyMatch(group -> group.getAttributeConstraintsList().stream().allMatch(each -> holds(each, agent)));
    }

    private boolean holds(AttributeConstraint constraint, String agent) {
        if (!constraint.getPredicate().hasExists()) {
            throw new IllegalStateException("no framework of a world has a constraint like " + constraint);
        }
        return attributes
                .getOrDefault(agent, Set.of())
                .contains(constraint.getSelector().getAttributeName());
    }

    /** Whether so much is worth an offer to a framework: what it says for its role, or else 0.01 CPUs or 32 MB. */
    public boolean isEnough(String framework, ToDoubleFunction<String> amounts) {
        Terms its = frameworks.get(framework);
        OfferFilters filters =
                its == null ? null : its.info().getOfferFiltersMap().get(role(its.info()));
        if (filters == null || !filters.hasMinAllocatableResources()) {
            return has(amounts, "cpus", LEAST_CPUS) || has(amounts, "mem", LEAST_MEMORY);
        }
        List<ResourceQuantities> wanted = filters.getMinAllocatableResources().getQuantitiesList();
        return wanted.isEmpty()
                || wanted.stream()
                        .anyMatch(each -> each.getQuantitiesMap().entrySet().stream()
                                .allMatch(entry -> has(
                                        amounts,
                                        entry.getKey(),
                                        entry.getValue().getValue())));
    }

    private static boolean has(ToDoubleFunction<String> amounts, String name, double least) {
        return amounts.applyAsDouble(name) >= least - ROUNDING;
    }

    /** Whether a framework says anything that keeps it from some agents, or has a role in a tree. */
    public boolean isChoosy(String framework) {
        Terms its = frameworks.get(framework);
        return its != null
                && (its.info().getOfferFiltersCount() > 0
                        || its.constraints().getRoleConstraintsCount() > 0
                        || role(its.info()).contains("/"));
    }

    /** The role of a framework; empty if it is not known. */
    public String roleOf(String framework) {
        Terms its = frameworks.get(framework);
        return its == null ? "" : role(its.info());
    }

    @SuppressWarnings("deprecation") // Frameworks of one role have it there.
    private static String role(FrameworkInfo info) {
        return info.getRolesCount() > 0 ? info.getRoles(0) : info.getRole();
    }

    /** Whether what is reserved for one role is for another, too: for itself, and for those below it. */
    public static boolean isFor(String reserved, String role) {
        return role.equals(reserved) || role.startsWith(reserved + "/");
    }
}
