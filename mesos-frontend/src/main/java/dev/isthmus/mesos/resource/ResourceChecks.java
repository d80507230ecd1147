package dev.isthmus.mesos.resource;

import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.Value.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what is malformed in a resource, as {@code Resources::validate} does (src/common/resources.cpp). */
public final class ResourceChecks {

    private ResourceChecks() {}

    /** What is wrong with the first malformed one, if any is. */
    public static Optional<String> firstProblem(List<Resource> resources) {
        return resources.stream()
                .map(ResourceChecks::problem)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** What is wrong with it, naming resource and value; nothing if it is well formed. */
    public static Optional<String> problem(Resource resource) {
        if (resource.getName().isEmpty()) {
            return Optional.of("Empty resource name");
        }
        return switch (resource.getType()) {
            case SCALAR -> scalarProblem(resource);
            case RANGES -> rangesProblem(resource);
            case SET -> setProblem(resource);
            case TEXT -> invalid(resource, "Unsupported resource type TEXT");
        };
    }

    private static Optional<String> scalarProblem(Resource resource) {
        if (!resource.hasScalar() || resource.hasRanges() || resource.hasSet()) {
            return invalid(resource, "Invalid scalar resource: want the field 'scalar' and no other");
        }
        double value = resource.getScalar().getValue();
        if (Scalars.amount(value).isEmpty()) {
            return invalid(
                    resource, "Invalid scalar resource: value " + value + ", want 0 or a number from 0.001 to 9.2e15");
        }
        return Optional.empty();
    }

    private static Optional<String> rangesProblem(Resource resource) {
        if (resource.hasScalar() || !resource.hasRanges() || resource.hasSet()) {
            return invalid(resource, "Invalid ranges resource: want the field 'ranges' and no other");
        }
        List<Range> sorted = new ArrayList<>(resource.getRanges().getRangeList());
        // Ports are unsigned in the message; what looks negative is very large.
        sorted.sort(Comparator.comparingLong((Range range) -> range.getBegin() + Long.MIN_VALUE));
        Range previous = null;
        for (Range range : sorted) {
            if (Long.compareUnsigned(range.getBegin(), range.getEnd()) > 0) {
                return invalid(resource, "Invalid ranges resource: begin > end in " + text(range));
            }
            if (previous != null && Long.compareUnsigned(range.getBegin(), previous.getEnd()) <= 0) {
                return invalid(
                        resource, "Invalid ranges resource: overlapping ranges " + text(previous) + ", " + text(range));
            }
            previous = range;
        }
        return Optional.empty();
    }

    private static Optional<String> setProblem(Resource resource) {
        if (resource.hasScalar() || resource.hasRanges() || !resource.hasSet()) {
            return invalid(resource, "Invalid set resource: want the field 'set' and no other");
        }
        Set<String> seen = new LinkedHashSet<>();
        for (String item : resource.getSet().getItemList()) {
            if (!seen.add(item)) {
                return invalid(resource, "Invalid set resource: duplicated element '" + item + "'");
            }
        }
        return Optional.empty();
    }

    private static String text(Range range) {
        return Long.toUnsignedString(range.getBegin()) + "-" + Long.toUnsignedString(range.getEnd());
    }

    private static Optional<String> invalid(Resource resource, String why) {
        return Optional.of("Resource '" + resource.getName() + "' is invalid: " + why);
    }
}
