package dev.isthmus.ecs.sdk.model;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Items;
import dev.isthmus.api.resource.PortRanges;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.view.CountedResource;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import software.amazon.awssdk.services.ecs.model.Resource;

/**
 * Converts the resources that ECS lists into dialect ecs. ECS lists the ports in use; this keeps the free ones. GPUs are a number or a set of ids;
 * this keeps their number. Unknown names are kept: operators may define their own.
 */
final class EcsResources {

    /** The most whole units that an amount can be: more than that of a resource of the operator's own is not told. */
    private static final long MOST = Amount.MAX.wholeDown();

    /** What the ECS agent keeps for itself and others on its machine: of most instances no other port is taken. */
    private static final List<String> RESERVED = List.of("22", "2375", "2376", "51678", "51679");

    private static final PortRanges UNRESERVED = PortRanges.ALL.without(
            PortRanges.ofPorts(RESERVED.stream().map(Integer::valueOf).toList()));

    /** What an instance has whatever is listed. */
    private static final SortedMap<ResourceName, Quantity> UNLISTED = unlisted();

    private EcsResources() {}

    private static SortedMap<ResourceName, Quantity> unlisted() {
        SortedMap<ResourceName, Quantity> quantities = new TreeMap<>();
        for (CountedResource counted : CountedResource.values()) {
            if (counted.listed() == CountedResource.Listed.PORTS_TAKEN) {
                quantities.put(counted.resource(), PortRanges.ALL);
            }
        }
        return quantities;
    }

    static Resources of(List<Resource> listed) {
        SortedMap<ResourceName, Quantity> quantities = new TreeMap<>(UNLISTED);
        for (Resource resource : listed) {
            ResourceName name = new ResourceName(resource.name());
            quantity(name, resource).ifPresent(quantity -> quantities.put(name, quantity));
        }
        return new Resources(Dialect.ECS, quantities);
    }

    private static Optional<Quantity> quantity(ResourceName name, Resource resource) {
        Optional<CountedResource.Listed> listed = CountedResource.of(name).map(CountedResource::listed);
        if (listed.equals(Optional.of(CountedResource.Listed.PORTS_TAKEN))) {
            return Optional.of(without(resource.stringSetValue()));
        }
        if ("STRINGSET".equals(resource.type())) {
            return Optional.of(
                    listed.equals(Optional.of(CountedResource.Listed.NUMBER_OF_IDS))
                            ? Amount.of(resource.stringSetValue().size())
                            : Items.of(resource.stringSetValue()));
        }
        return amount(resource);
    }

    private static PortRanges without(List<String> taken) {
        if (taken.isEmpty()) {
            return PortRanges.ALL;
        }
        return taken.size() == RESERVED.size() && taken.containsAll(RESERVED)
                ? UNRESERVED
                : PortRanges.ALL.without(
                        PortRanges.ofPorts(taken.stream().map(Integer::valueOf).toList()));
    }

    private static Optional<Quantity> amount(Resource resource) {
        Integer integer = resource.integerValue();
        Long whole = resource.longValue();
        Double fraction = resource.doubleValue();
        return switch (String.valueOf(resource.type())) {
            case "INTEGER" -> integer == null ? Optional.empty() : Optional.of(Amount.of(Math.max(0, integer)));
            case "LONG" ->
                whole == null ? Optional.empty() : Optional.of(Amount.of(Math.min(MOST, Math.max(0, whole))));
            case "DOUBLE" -> fraction == null ? Optional.empty() : Optional.of(ofDouble(fraction));
            default -> Optional.empty();
        };
    }

    private static Amount ofDouble(double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            return Amount.ZERO;
        }
        BigDecimal amount = BigDecimal.valueOf(value).min(BigDecimal.valueOf(MOST));
        return Amount.parse(amount.setScale(3, RoundingMode.DOWN).toPlainString());
    }
}
