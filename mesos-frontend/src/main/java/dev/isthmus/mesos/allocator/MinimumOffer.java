package dev.isthmus.mesos.allocator;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.OfferFilters;
import dev.isthmus.mesos.messages.Protos.OfferFilters.ResourceQuantities;
import dev.isthmus.mesos.resource.Scalars;
import org.jspecify.annotations.Nullable;

/** The least that is worth an offer (hierarchical.cpp, {@code allocatable}). */
public final class MinimumOffer {

    private static final Amount LEAST_CPUS = Amount.ofThousandths(10);
    private static final Amount LEAST_MEM = Amount.of(32);

    private MinimumOffer() {}

    /**
     * Whether it is enough: 0.01 CPUs or 32 MB, unless the framework says otherwise for the role.
     *
     * @param filters what the framework says for the role, if anything
     */
    public static boolean isEnough(Resources resources, @Nullable OfferFilters filters) {
        if (resources.isEmpty()) {
            return false;
        }
        if (filters != null && filters.hasMinAllocatableResources()) {
            var wanted = filters.getMinAllocatableResources().getQuantitiesList();
            return wanted.isEmpty() || wanted.stream().anyMatch(each -> covers(resources, each));
        }
        return resources.amount(ResourceName.CPUS).compareTo(LEAST_CPUS) >= 0
                || resources.amount(ResourceName.MEM).compareTo(LEAST_MEM) >= 0;
    }

    private static boolean covers(Resources resources, ResourceQuantities wanted) {
        return wanted.getQuantitiesMap().entrySet().stream()
                .allMatch(entry -> Scalars.amount(entry.getValue().getValue())
                        .filter(amount -> resources
                                        .amount(new ResourceName(entry.getKey()))
                                        .compareTo(amount)
                                >= 0)
                        .isPresent());
    }
}
