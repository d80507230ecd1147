package dev.isthmus.testkit.ecs.definition;

import dev.isthmus.testkit.ecs.wire.ServiceError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The CPU and memory of a whole task: texts such as {@code 512}, {@code 0.5 vCPU}, {@code .5 vcpu} and {@code 1 GB}, and their bounds. */
public final class TaskSizes {
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?|\\.[0-9]{1,9})\\s*(vcpu|gb)?");
    private static final int MIN_CPU = 128;
    private static final int MAX_CPU = 196_608;
    private static final BigDecimal PER_LARGE_UNIT = BigDecimal.valueOf(1024);

    /** CPU units to the least and the most MiB and the step between, after the first: "Task size" in the developer guide. */
    private static final Map<Integer, int[]> FARGATE = Map.of(
            512, new int[] {1024, 4096, 1024},
            1024, new int[] {2048, 8192, 1024},
            2048, new int[] {4096, 16384, 1024},
            4096, new int[] {8192, 30720, 1024},
            8192, new int[] {16384, 61440, 4096},
            16384, new int[] {32768, 122880, 8192});

    private TaskSizes() {}

    /** CPU units; null for none. */
    public static @Nullable Integer cpu(@Nullable String text, Function<String, ServiceError> error) {
        Integer units = units(text, "vcpu");
        if (text != null && (units == null || units < MIN_CPU || units > MAX_CPU)) {
            throw error.apply("Invalid 'cpu' setting for task: '" + text + "'. For more information, see the "
                    + "Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        return units;
    }

    /** MiB; null for none. */
    public static @Nullable Integer memory(@Nullable String text, Function<String, ServiceError> error) {
        Integer units = units(text, "gb");
        if (text != null && (units == null || units < ContainerRules.MIN_MEMORY)) {
            throw error.apply("Invalid 'memory' setting for task: '" + text + "'. For more information, see the "
                    + "Troubleshooting section of the Amazon ECS Developer Guide.");
        }
        return units;
    }

    /** Whether Fargate has this combination. */
    static boolean fargate(int cpu, int memory) {
        if (cpu == 256) {
            return memory == 512 || memory == 1024 || memory == 2048;
        }
        int[] range = FARGATE.get(cpu);
        return range != null && memory >= range[0] && memory <= range[1] && (memory - range[0]) % range[2] == 0;
    }

    private static @Nullable Integer units(@Nullable String text, String largeUnit) {
        if (text == null) {
            return null;
        }
        Matcher matcher = SIZE.matcher(text.trim().toLowerCase(Locale.ROOT));
        if (!matcher.matches() || (matcher.group(2) != null && !matcher.group(2).equals(largeUnit))) {
            return null;
        }
        BigDecimal number = new BigDecimal(matcher.group(1));
        if (matcher.group(2) != null) {
            return number.multiply(PER_LARGE_UNIT)
                    .setScale(0, RoundingMode.HALF_UP)
                    .intValue();
        }
        return number.scale() == 0 ? number.intValue() : null;
    }
}
