package dev.isthmus.ecs.fargate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The sizes that a task can have on Fargate, and the rounding to one of them. Rounding up gives the least pair of which both parts are at least what is
 * asked for; it is the cheapest of them under every price that grows with both. What is offered is rounded down, because only of what is itself a size
 * everything that fits can be started (ADR 48). Source: {@code Task.cpu} and {@code Task.memory} in the API reference.
 */
public final class FargateSizes {

    /** The sizes of one number of CPUs: memory from {@code least} to {@code most} by {@code step}, in MiB. */
    private record Row(int cpu, int least, int most, int step) {

        private boolean has(long memory) {
            // The smallest CPU takes 512 MiB, too, which is no multiple of its step.
            boolean half = cpu == 256 && memory == 512;
            return half || (memory >= least && memory <= most && memory % step == 0);
        }

        private IntStream sizes() {
            IntStream regular = IntStream.iterate(least, memory -> memory <= most, memory -> memory + step);
            return cpu == 256 ? IntStream.concat(IntStream.of(512), regular) : regular;
        }

        /** The least memory that is enough; this row has as much. */
        private int up(long memory) {
            return sizes().filter(size -> size >= memory).findFirst().orElseThrow();
        }

        private Optional<Integer> down(long memory) {
            return sizes().filter(size -> size <= memory).boxed().reduce((less, more) -> more);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row(256, 1024, 2048, 1024),
            new Row(512, 1024, 4096, 1024),
            new Row(1024, 2048, 8192, 1024),
            new Row(2048, 4096, 16_384, 1024),
            new Row(4096, 8192, 30_720, 1024),
            new Row(8192, 16_384, 61_440, 4096),
            new Row(16_384, 32_768, 122_880, 8192));

    /** All of them, the least first: by CPU, then by memory. */
    public static final List<TaskSize> ALL = ROWS.stream()
            .flatMap(row -> row.sizes().mapToObj(memory -> new TaskSize(row.cpu(), memory)))
            .toList();

    /** The least of all. */
    public static final TaskSize LEAST = ALL.get(0);

    /** The largest of all: 16 vCPUs and 120 GiB. */
    public static final TaskSize MOST = ALL.get(ALL.size() - 1);

    private FargateSizes() {}

    /** Whether there is this size (CPU units, MiB). */
    static boolean isSize(int cpu, int memory) {
        return ROWS.stream().anyMatch(row -> row.cpu() == cpu && row.has(memory));
    }

    /**
     * The least size that holds a demand; empty if none does.
     *
     * @param cpu units of 1/1024 vCPU, from 0 on
     * @param memory MiB, from 0 on
     */
    public static Optional<TaskSize> above(long cpu, long memory) {
        return ROWS.stream()
                .filter(row -> row.cpu() >= cpu && row.most() >= memory)
                .findFirst()
                .map(row -> new TaskSize(row.cpu(), row.up(memory)));
    }

    /**
     * A largest size within an amount: with the most CPUs, and then the most memory; empty if there is none. There may be another with fewer CPUs and more
     * memory.
     *
     * @param cpu units of 1/1024 vCPU
     * @param memory MiB
     */
    public static Optional<TaskSize> within(long cpu, long memory) {
        for (int i = ROWS.size() - 1; i >= 0; i--) {
            Row row = ROWS.get(i);
            Optional<Integer> most = row.cpu() <= cpu ? row.down(memory) : Optional.empty();
            if (most.isPresent()) {
                return Optional.of(new TaskSize(row.cpu(), most.get()));
            }
        }
        return Optional.empty();
    }

    /** The sizes with this number of CPU units, in words for a message; empty if there is none. */
    static List<String> memoriesOf(long cpu) {
        List<String> words = new ArrayList<>();
        for (Row row : ROWS) {
            if (row.cpu() == cpu) {
                words.add((row.cpu() == 256 ? "512 or " : "") + row.least() + " to " + row.most() + " in steps of "
                        + row.step());
            }
        }
        return words;
    }
}
