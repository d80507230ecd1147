package dev.isthmus.simulation.client;

import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.messages.Protos.Value;
import dev.isthmus.mesos.messages.scheduler.Protos.AttributeConstraint;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;

/**
 * What a client of a master says of the offers that it can have, whatever the framework behind it knows of that. The same for all of its life.
 *
 * @param role in which it is; empty for one by its name
 * @param canUseGpus whether it says so
 * @param leastCpus below which nothing is worth an offer; 0 to leave that to the master
 * @param attribute that its agents must have; empty for any agents
 * @param reserves whether it reserves some of what it is offered, if its role is not {@code *}
 */
public record FrameworkTerms(String role, boolean canUseGpus, double leastCpus, String attribute, boolean reserves) {

    /** Nothing but what the framework says itself. */
    public static final FrameworkTerms NONE = new FrameworkTerms("", false, 0, "", false);

    /** A description of the framework with them. */
    FrameworkInfo describe(FrameworkInfo info, String its) {
        FrameworkInfo.Builder with = info.toBuilder();
        if (canUseGpus) {
            with.addCapabilities(Capability.newBuilder().setType(Capability.Type.GPU_RESOURCES));
        }
        if (leastCpus > 0) {
            OfferFilters.Builder filters = OfferFilters.newBuilder();
            filters.getMinAllocatableResourcesBuilder()
                    .addQuantities(ResourceQuantities.newBuilder()
                            .putQuantities(
                                    "cpus",
                                    Value.Scalar.newBuilder()
                                            .setValue(leastCpus)
                                            .build()));
            with.putOfferFilters(its, filters.build());
        }
        return with.build();
    }

    /** Its constraints in its role. */
    OfferConstraints constraints(String its) {
        OfferConstraints.Builder constraints = OfferConstraints.newBuilder();
        if (!attribute.isEmpty()) {
            AttributeConstraint.Builder there = AttributeConstraint.newBuilder();
            there.getSelectorBuilder().setAttributeName(attribute);
            there.getPredicateBuilder().setExists(AttributeConstraint.Predicate.Exists.getDefaultInstance());
            OfferConstraints.RoleConstraints.Builder ofRole = OfferConstraints.RoleConstraints.newBuilder();
            ofRole.addGroupsBuilder().addAttributeConstraints(there);
            constraints.putRoleConstraints(its, ofRole.build());
        }
        return constraints.build();
    }
}
