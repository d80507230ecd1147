package dev.isthmus.master.role;

import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.messages.v1.Protos.Value.Scalar;
import dev.isthmus.mesos.resource.ScalarQuantities;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Scalars as Mesos writes them into its answers. */
final class ScalarText {

    private ScalarText() {}

    /** Without a point where none is needed. */
    static String of(double value) {
        return Double.isNaN(value) || Double.isInfinite(value)
                ? String.valueOf(value)
                : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    static String of(ScalarQuantities quantities) {
        return quantities.isEmpty() ? "{}" : quantities.toString();
    }

    static String of(SortedMap<ResourceName, Amount> limits) {
        return limits.isEmpty()
                ? "{}"
                : limits.entrySet().stream()
                        .map(limit -> limit.getKey() + ":" + limit.getValue())
                        .collect(Collectors.joining("; "));
    }

    static String of(Map<String, Scalar> scalars) {
        return new TreeMap<>(scalars)
                .entrySet().stream()
                        .map(scalar ->
                                scalar.getKey() + ": " + of(scalar.getValue().getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
    }
}
