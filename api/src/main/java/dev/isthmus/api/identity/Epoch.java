package dev.isthmus.api.identity;

/**
 * The number of an opening of a journal, and so of one of the drivers that a framework has had in succession: a newer one has a higher
 * number. It is stored with each task that is launched (R-TL-18), so that a later driver knows which tasks an earlier one started.
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
