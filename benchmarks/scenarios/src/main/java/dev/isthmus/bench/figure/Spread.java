package dev.isthmus.bench.figure;

import java.util.List;

/**
 * What several rounds have measured.
 *
 * @param median the middle one; of an even number the mean of the middle two
 * @param least the smallest
 * @param most the largest
 */
public record Spread(double median, double least, double most) {

    /** Checks the order. */
    public Spread {
        if (!(least <= median && median <= most)) {
            throw new IllegalArgumentException(least + " <= " + median + " <= " + most + " is wrong");
        }
    }

    /**
     * The spread of these.
     *
     * @throws IllegalArgumentException if there are none
     */
    public static Spread of(List<Double> rounds) {
        if (rounds.isEmpty()) {
            throw new IllegalArgumentException("a spread of nothing");
        }
        List<Double> sorted = rounds.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** Whether all rounds have measured the same. */
    public boolean isExact() {
        return least == most;
    }
}
