package dev.isthmus.mesos.allocator;

import dev.isthmus.api.identity.FrameworkId;
import dev.isthmus.api.inventory.Agent;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.allocator.constraint.OfferConstraintsFilter;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo.Capability;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A framework in one of its roles, and what it wants offers of. */
final class Contender {

    private final FrameworkId framework;
    private final String role;
    private final RefusalFilters.Listing filters = new RefusalFilters.Listing();
    private OfferConstraintsFilter constraints = OfferConstraintsFilter.NONE;
    private @Nullable OfferFilters minimum;
    private Predicate<Agent> suited = agent -> true;
    private boolean gpus;
    private int number;

    Contender(FrameworkId framework, String role) {
        this.framework = framework;
        this.role = role;
    }

    void describe(Framework description, OfferConstraintsFilter wanted, Predicate<Agent> suitable) {
        constraints = wanted;
        suited = suitable;
        minimum = description.info().getOfferFiltersMap().get(role);
        gpus = description.has(Capability.Type.GPU_RESOURCES);
    }

    FrameworkId framework() {
        return framework;
    }

    String role() {
        return role;
    }

    /** What it has refused; changed by {@link RefusalFilters} alone. */
    RefusalFilters.Listing filters() {
        return filters;
    }

    /** Its number among those who have refused something, as long as it has; set by {@link RefusalFilters} alone. */
    int number() {
        return number;
    }

    void number(int given) {
        number = given;
    }

    /**
     * Whether it may be offered anything of an agent.
     *
     * @param region in which the cluster is
     */
    boolean takes(Agent agent, boolean withGpus, Optional<String> region) {
        return !isKeptFrom(withGpus) && isSuitedBy(agent) && !constraints.excludes(role, agent, region);
    }

    /** Whether its tasks can run on an agent, by the settings of the cluster. */
    boolean isSuitedBy(Agent agent) {
        return suited.test(agent);
    }

    /** Whether an agent is not for it because of its GPUs. */
    boolean isKeptFrom(boolean withGpus) {
        return withGpus && !gpus;
    }

    /** Whether this is enough for an offer to it. */
    boolean isEnough(Resources resources) {
        return MinimumOffer.isEnough(resources, minimum);
    }
}
