package dev.isthmus.testkit.ecs.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an expression of the cluster query language is about, as in {@code ec2InstanceId} or {@code attribute:rack}. */
record QuerySubject(String name) {
    private static final String ATTRIBUTE = "attribute:";

    static boolean known(String name) {
        return switch (name) {
            case "agentConnected",
                    "agentVersion",
                    "ec2InstanceId",
                    "registeredAt",
                    "runningTasksCount",
                    "task:group",
                    // Not in the developer guide, but of use to tests.
                    "pendingTasksCount",
                    "status" -> true;
            default -> name.startsWith(ATTRIBUTE) && name.length() > ATTRIBUTE.length();
        };
    }

    /** Whether it is an attribute, which an instance may lack. */
    boolean isAttribute() {
        return name.startsWith(ATTRIBUTE);
    }

    /** Its values for an instance: none if it is absent, several only for the groups of the tasks there. */
    List<String> of(QueriedInstance instance) {
        return switch (name) {
            case "agentConnected" -> List.of(String.valueOf(instance.agentConnected()));
            case "agentVersion" -> List.of(instance.agentVersion());
            case "ec2InstanceId" -> List.of(instance.ec2InstanceId());
            case "registeredAt" -> List.of(instance.registeredAt().toString());
            case "runningTasksCount" -> List.of(String.valueOf(instance.runningTasks()));
            case "pendingTasksCount" -> List.of(String.valueOf(instance.pendingTasks()));
            case "status" -> List.of(instance.status());
            case "task:group" -> instance.taskGroups();
            default ->
                instance.attribute(name.substring(ATTRIBUTE.length())).stream().toList();
        };
    }

    /** Whether {@code argument} is something that the subject can be greater or less than. */
    boolean comparable(String argument) {
        return compare(argument, argument).isPresent();
    }

    /** Less than zero, zero or more, as {@code value} is to {@code argument}; empty if they cannot be compared. */
    Optional<Integer> compare(String value, String argument) {
        return switch (name) {
            case "registeredAt" -> compared(date(value), date(argument));
            case "agentVersion" -> versions(value, argument);
            case "agentConnected", "ec2InstanceId", "status", "task:group" -> Optional.empty();
            default -> compared(number(value), number(argument));
        };
    }

    private static <T extends Comparable<T>> Optional<Integer> compared(@Nullable T a, @Nullable T b) {
        return a == null || b == null ? Optional.empty() : Optional.of(a.compareTo(b));
    }

    private static @Nullable Double number(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?") ? Double.valueOf(text) : null;
    }

    /** A time with or without an offset, or a date; without one, UTC is meant. */
    private static @Nullable Instant date(String text) {
        try {
            if (!text.contains("T")) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            return text.matches(".*(Z|[+-][0-9:]+)")
                    ? OffsetDateTime.parse(text).toInstant()
                    : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Optional<Integer> versions(String a, String b) {
        if (!a.matches("[0-9]{1,9}(\\.[0-9]{1,9})*") || !b.matches("[0-9]{1,9}(\\.[0-9]{1,9})*")) {
            return Optional.empty();
        }
        int[] left = Arrays.stream(a.split("\\.")).mapToInt(Integer::parseInt).toArray();
        int[] right = Arrays.stream(b.split("\\.")).mapToInt(Integer::parseInt).toArray();
        return Optional.of(Arrays.compare(left, right));
    }
}
