package dev.isthmus.master.role;

import dev.isthmus.api.journal.MasterEntry.Quota;
import dev.isthmus.api.resource.Amount;
import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.framework.RoleNames;
import dev.isthmus.mesos.messages.v1.Protos.Value.Scalar;
import dev.isthmus.mesos.messages.v1.quota.Protos.QuotaConfig;
import dev.isthmus.mesos.resource.Scalars;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a quota may say, whatever else is set (src/master/quota.cpp, {@code validate}), and its exact amounts. */
final class QuotaConfigChecks {

    private static final double EXABYTE_IN_MEGABYTES = 0x1p40;
    private static final double TRILLION = 1e12;

    private static final List<String> MEGABYTES = List.of("mem", "disk");

    private QuotaConfigChecks() {}

    static Optional<String> problem(QuotaConfig config) {
        Map<String, Scalar> guarantees = new TreeMap<>(config.getGuaranteesMap());
        Map<String, Scalar> limits = new TreeMap<>(config.getLimitsMap());
        return RoleNames.problem(config.getRole())
                .map(why -> "Invalid 'QuotaConfig.role': " + why)
                .or(() -> tooLarge(guarantees).map(why -> "Invalid 'QuotaConfig.guarantees': " + why))
                .or(() -> tooLarge(limits).map(why -> "Invalid 'QuotaConfig.limits': " + why))
                .or(() -> invalid("guarantee", guarantees))
                .or(() -> invalid("limit", limits))
                .or(() -> contradiction(guarantees, limits));
    }

    /** What is wrong with amounts that no cluster has: sums of a few of them must not be beyond what can be counted. */
    static Optional<String> tooLarge(Map<String, Scalar> scalars) {
        for (Map.Entry<String, Scalar> each : scalars.entrySet()) {
            boolean isSize = MEGABYTES.contains(each.getKey());
            if (each.getValue().getValue() > (isSize ? EXABYTE_IN_MEGABYTES : TRILLION)) {
                return Optional.of(text(each) + " is invalid: values greater than "
                        + (isSize ? "1 exabyte (" : "1 trillion (")
                        + ScalarText.of(isSize ? EXABYTE_IN_MEGABYTES : TRILLION) + ") are not supported");
            }
        }
        return Optional.empty();
    }

    private static String text(Map.Entry<String, Scalar> scalar) {
        return "{'" + scalar.getKey() + "': " + ScalarText.of(scalar.getValue().getValue()) + "}";
    }

    private static Optional<String> invalid(String kind, Map<String, Scalar> scalars) {
        for (Map.Entry<String, Scalar> each : scalars.entrySet()) {
            Optional<String> why = each.getKey().isEmpty()
                    ? Optional.of("Empty resource name")
                    : invalid(each.getValue().getValue());
            if (why.isPresent()) {
                return Optional.of("Invalid " + kind + " configuration " + text(each) + ": " + why.get());
            }
        }
        return Optional.empty();
    }

    /** As {@code validateInputScalarValue} (src/common/validation.cpp). */
    private static Optional<String> invalid(double value) {
        if (Double.isInfinite(value)) {
            return Optional.of("Infinite values not supported");
        }
        if (Double.isNaN(value)) {
            return Optional.of("NaN not supported");
        }
        if (value != 0 && Math.abs(value) < Double.MIN_NORMAL) {
            return Optional.of("Subnormal values not supported");
        }
        return value < 0 ? Optional.of("Negative values not supported") : Optional.empty();
    }

    private static Optional<String> contradiction(Map<String, Scalar> guarantees, Map<String, Scalar> limits) {
        SortedMap<ResourceName, Amount> most = amounts(limits);
        boolean isWithin = amounts(guarantees).entrySet().stream()
                .allMatch(guarantee ->
                        guarantee.getValue().compareTo(most.getOrDefault(guarantee.getKey(), Amount.MAX)) <= 0);
        return isWithin
                ? Optional.empty()
                : Optional.of("'QuotaConfig.guarantees' " + ScalarText.of(guarantees)
                        + " is not contained within the 'QuotaConfig.limits' " + ScalarText.of(limits));
    }

    /** A quota in which nothing is wrong. */
    static Quota quota(QuotaConfig config) {
        SortedMap<ResourceName, Amount> guarantees = amounts(config.getGuaranteesMap());
        // No guarantee, whereas a limit of nothing is one.
        guarantees.values().removeIf(Amount::isZero);
        return new Quota(guarantees, amounts(config.getLimitsMap()));
    }

    private static SortedMap<ResourceName, Amount> amounts(Map<String, Scalar> scalars) {
        SortedMap<ResourceName, Amount> amounts = new TreeMap<>();
        scalars.forEach((name, scalar) -> amounts.put(
                new ResourceName(name), Scalars.amount(scalar.getValue()).orElse(Amount.ZERO)));
        return amounts;
    }
}
