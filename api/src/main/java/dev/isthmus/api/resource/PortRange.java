package dev.isthmus.api.resource;

/**
 * Ports from {@code first} to {@code last}, both included, as ranges are in Mesos.
 *
 * @param first from 0 to 65535
 * @param last from {@code first} to 65535
 */
public record PortRange(int first, int last) {

    static final int HIGHEST = 65535;

    /** Checks the bounds. */
    public PortRange {
        if (first < 0 || last > HIGHEST || first > last) {
            throw new IllegalArgumentException(
                    "ports " + first + "-" + last + ": want first <= last, both from 0 to " + HIGHEST);
        }
    }

    /** How many ports it holds. */
    public int size() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
