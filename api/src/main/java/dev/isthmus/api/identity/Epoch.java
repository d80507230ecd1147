package dev.isthmus.api.identity;

/**
 * Which of the openings of a journal, and so which of the drivers that a framework has had one after the other: the newer one has the higher
 * number. It is kept with each task that is launched (R-TL-18), so that a later driver knows what an earlier one has started.
 *
 * @param number 1 or more
 */
public record Epoch(long number) implements Comparable<Epoch> {

    /** Refuses what is no number of an opening. */
    public Epoch {
        if (number < 1) {
            throw new IllegalArgumentException("epoch " + number + ": want 1 or more");
        }
    }

    /** Whether this is an earlier one. */
    public boolean isBefore(Epoch other) {
        return number < other.number;
    }

    @Override
    public int compareTo(Epoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
