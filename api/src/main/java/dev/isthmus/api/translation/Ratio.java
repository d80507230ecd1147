package dev.isthmus.api.translation;

/**
 * The factor by which a translator oversubscribes on purpose. {@code 3:2} offers one and a half times what is free.
 *
 * @param offered above zero
 * @param free above zero
 */
public record Ratio(long offered, long free) {

    /** No scaling. */
    public static final Ratio ONE = new Ratio(1, 1);

    /** Checks the bounds. */
    public Ratio {
        if (offered <= 0 || free <= 0) {
            throw new IllegalArgumentException("ratio " + offered + ":" + free + ": want both above zero");
        }
    }

    @Override
    public String toString() {
        return offered + ":" + free;
    }
}
