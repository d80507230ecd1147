package dev.isthmus.mesos.allocator.reference;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.Messages;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.MinAllocatableResources;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * A framework as the model knows it.
 *
 * @param suppressed its roles that want no offers
 * @param gpus whether it takes agents with GPUs
 * @param leastCpus the least it takes an offer of, instead of Mesos's own minimum; zero for Mesos's
 * @param shunned the host of the one agent that it wants nothing of, or empty
 */
public record ModelFramework(
        String id,
        List<String> roles,
        Set<String> suppressed,
        boolean active,
        boolean gpus,
        Amount leastCpus,
        String shunned) {

    public ModelFramework {
        roles = List.copyOf(roles);
        suppressed = new TreeSet<>(suppressed);
    }

    public static ModelFramework of(String id, String... roles) {
        return new ModelFramework(id, List.of(roles), Set.of(), true, false, Amount.ZERO, "");
    }

    public ModelFramework withGpus() {
        return new ModelFramework(id, roles, suppressed, active, true, leastCpus, shunned);
    }

    public ModelFramework with(List<String> others, Set<String> silent) {
        return new ModelFramework(id, others, silent, active, gpus, leastCpus, shunned);
    }

    public ModelFramework shunning(String agent) {
        return new ModelFramework(id, roles, suppressed, active, gpus, leastCpus, agent + ".example");
    }

    public ModelFramework wanting(Amount cpus) {
        return new ModelFramework(id, roles, suppressed, active, gpus, cpus, shunned);
    }

    public ModelFramework active(boolean is) {
        return new ModelFramework(id, roles, suppressed, is, gpus, leastCpus, shunned);
    }

    public FrameworkId frameworkId() {
        return new FrameworkId(id);
    }

    /** Whether it gets turns in a role. */
    public boolean wants(String role) {
        return active && roles.contains(role) && !suppressed.contains(role);
    }

    public boolean isEnough(Resources offered) {
        if (!leastCpus.isZero()) {
            return offered.amount(ResourceName.CPUS).compareTo(leastCpus) >= 0;
        }
        return offered.amount(ResourceName.CPUS).thousandths() >= 10
                || offered.amount(ResourceName.MEM).thousandths() >= 32_000;
    }

    Framework message() {
        FrameworkInfo.Builder info = (gpus
                        ? Messages.multiRole(roles, Capability.Type.GPU_RESOURCES)
                        : Messages.multiRole(roles))
                .toBuilder();
        if (!leastCpus.isZero()) {
            Value.Scalar cpus = Value.Scalar.newBuilder()
                    .setValue(leastCpus.thousandths() / 1000.0)
                    .build();
            roles.forEach(role -> info.putOfferFilters(
                    role,
                    OfferFilters.newBuilder()
                            .setMinAllocatableResources(MinAllocatableResources.newBuilder()
                                    .addQuantities(
                                            ResourceQuantities.newBuilder().putQuantities("cpus", cpus)))
                            .build()));
        }
        return Framework.of(info.build(), frameworkId());
    }

    OfferConstraints constraints() {
        OfferConstraints.Builder constraints = OfferConstraints.newBuilder();
        if (!shunned.isEmpty()) {
            AttributeConstraint elsewhere = AttributeConstraint.newBuilder()
                    .setSelector(AttributeConstraint.Selector.newBuilder()
                            .setPseudoattributeType(AttributeConstraint.Selector.PseudoattributeType.HOSTNAME))
                    .setPredicate(AttributeConstraint.Predicate.newBuilder()
                            .setTextNotEquals(AttributeConstraint.Predicate.TextNotEquals.newBuilder()
                                    .setValue(shunned)))
                    .build();
            roles.forEach(role -> constraints.putRoleConstraints(
                    role,
                    OfferConstraints.RoleConstraints.newBuilder()
                            .addGroups(OfferConstraints.RoleConstraints.Group.newBuilder()
                                    .addAttributeConstraints(elsewhere))
                            .build()));
        }
        return constraints.build();
    }
}
