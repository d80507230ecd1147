package dev.isthmus.testkit.framework.stage;

import dev.isthmus.mesos.messages.Protos.Resource;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.Protos.Value;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How things read in messages. */
public final class Texts {

    private Texts() {}

    static String resources(Collection<Resource> resources) {
        return resources.isEmpty()
                ? "no resources"
                : resources.stream().map(Texts::resource).collect(Collectors.joining("; "));
    }

    private static String resource(Resource resource) {
        if (resource.hasScalar()) {
            return resource.getName() + ":" + number(resource.getScalar().getValue());
        }
        return resource.getName() + ":"
                + resource.getRanges().getRangeList().stream().map(Texts::range).toList();
    }

    private static String range(Value.Range range) {
        return range.getBegin() == range.getEnd()
                ? Long.toString(range.getBegin())
                : range.getBegin() + "-" + range.getEnd();
    }

    public static String number(double value) {
        return Double.isFinite(value)
                ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    public static String roles(List<String> roles) {
        return roles.isEmpty() ? "" : " of roles " + roles;
    }

    public static String status(TaskStatus status) {
        return status.getState() + " of '" + status.getTaskId().getValue() + "'"
                + (status.hasReason() ? ", " + status.getReason() : "")
                + (status.hasHealthy() ? ", healthy: " + status.getHealthy() : "")
                + (status.getMessage().isEmpty() ? "" : " (" + status.getMessage() + ")");
    }

    /** Names in quotes, or a word for none. */
    public static String list(Collection<String> names) {
        return names.isEmpty()
                ? "none"
                : names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }
}
