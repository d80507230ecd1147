package dev.isthmus.ecs.inventory;

import com.google.common.base.Splitter;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.ecs.view.CountedResource;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The most resources of the cluster that this backend uses, the tasks of its frameworks and its offers together. Resources without an entry are not limited.
 *
 * @param most by name of the resource in dialect ecs
 */
public record CapacityCap(SortedMap<ResourceName, Amount> most) {

    /** No limit. */
    public static final CapacityCap NONE = new CapacityCap(new TreeMap<>());

    private static final long CPU_UNITS = 1024;

    private static final Map<String, ResourceName> NAMES = Arrays.stream(CountedResource.values())
            .filter(CountedResource::isAmount)
            .collect(Collectors.toMap(
                    CountedResource::mesos, CountedResource::resource, (one, other) -> one, TreeMap::new));

    /** Copies the map. */
    public CapacityCap {
        most = Collections.unmodifiableSortedMap(new TreeMap<>(most));
    }

    /**
     * Parses {@code cpus=10;mem=20480}, in the units of Mesos: CPUs, MiB, GPUs.
     *
     * @throws IllegalArgumentException if the syntax is wrong; the message says what is expected
     */
    public static CapacityCap parse(String text) {
        SortedMap<ResourceName, Amount> most = new TreeMap<>();
        for (String part : Splitter.on(';').trimResults().omitEmptyStrings().split(text)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? "" : part.substring(0, equals).strip();
            ResourceName resource = NAMES.get(name);
            if (resource == null) {
                throw new IllegalArgumentException("'" + part
                        + "' bounds nothing: want cpus=, mem= (in MiB) and gpus=, such as cpus=10;mem=20480");
            }
            if (most.put(
                            resource,
                            inEcs(resource, amount(part.substring(equals + 1).strip())))
                    != null) {
                throw new IllegalArgumentException(name + " is there twice");
            }
        }
        return new CapacityCap(most);
    }

    private static Amount amount(String text) {
        try {
            return Amount.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no amount: " + e.getMessage(), e);
        }
    }

    private static Amount inEcs(ResourceName resource, Amount amount) {
        if (!resource.equals(ResourceName.ECS_CPU)) {
            return amount;
        }
        return amount.thousandths() > Long.MAX_VALUE / CPU_UNITS
                ? Amount.MAX
                : Amount.ofThousandths(amount.thousandths() * CPU_UNITS);
    }

    /** The part of a demand in dialect mesos that counts towards the cap, in dialect ecs. */
    Resources ofDemand(Resources demand) {
        Resources taken = Resources.none(Dialect.ECS);
        for (Map.Entry<String, ResourceName> name : NAMES.entrySet()) {
            if (most.containsKey(name.getValue())) {
                Amount amount = inEcs(name.getValue(), demand.amount(new ResourceName(name.getKey())));
                taken = taken.with(name.getValue(), amount);
            }
        }
        return taken;
    }
}
