package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.Dialect;
import dev.isthmus.api.resource.Quantity;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Value;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The limits of a task, up to which it may use more than it requests: {@code TaskInfo.limits} in include/mesos/mesos.proto.
 *
 * @param bounded limits, in the dialect of Mesos
 * @param unlimited the resources whose limit is infinite
 */
public record MesosLimits(Resources bounded, Set<ResourceName> unlimited) {

    /** Copies the set. */
    public MesosLimits {
        unlimited = Collections.unmodifiableSortedSet(new TreeSet<>(unlimited));
    }

    /** Whether a value is a limit: infinite, or an amount. */
    public static boolean isLimit(double value) {
        return value == Double.POSITIVE_INFINITY || Scalars.amount(value).isPresent();
    }

    /** Reads them; what is no limit is left out, as it was refused before. */
    public static MesosLimits read(Map<String, Value.Scalar> limits) {
        Map<ResourceName, Quantity> bounded = new TreeMap<>();
        Set<ResourceName> unlimited = new TreeSet<>();
        limits.forEach((name, limit) -> {
            if (limit.getValue() == Double.POSITIVE_INFINITY) {
                unlimited.add(new ResourceName(name));
            } else {
                Optional.of(limit.getValue())
                        .flatMap(Scalars::amount)
                        .ifPresent(amount -> bounded.put(new ResourceName(name), amount));
            }
        });
        return new MesosLimits(Resources.of(Dialect.MESOS, bounded), unlimited);
    }
}
