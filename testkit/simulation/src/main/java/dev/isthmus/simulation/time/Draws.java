package dev.isthmus.simulation.time;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What chance decides for one part of a world. Each part has its own, made of the seed and the part's name, so that what one part draws does not
 * shift what another does. Not thread-safe.
 */
public final class Draws {

    private static final long PRIME = 1_099_511_628_211L;

    private final long seed;
    private final SplittableRandom random;

    /** The draws of a whole world. */
    public Draws(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /** The draws of a part, the same for the same seed and name, whatever was drawn before. */
    public Draws of(String part) {
        long hash = seed ^ 0xcbf29ce484222325L;
        for (int i = 0; i < part.length(); i++) {
            hash = (hash ^ part.charAt(i)) * PRIME;
        }
        // Mixed once, as seeds that differ in a few bits make similar first draws.
        return new Draws(new SplittableRandom(hash).nextLong());
    }

    /** From 0 to below {@code bound}. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From {@code least} to {@code most}, both included. */
    public int between(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** True for so many of a thousand. */
    public boolean permille(int share) {
        return share > 0 && random.nextInt(1000) < share;
    }

    /** True once in {@code times}. */
    public boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    /** From {@code least} to {@code most}, to the millisecond. */
    public Duration between(Duration least, Duration most) {
        return Duration.ofMillis(random.nextLong(least.toMillis(), most.toMillis() + 1));
    }

    /** From nothing to {@code most}, to the millisecond. */
    public Duration upTo(Duration most) {
        return between(Duration.ZERO, most);
    }

    /** Any number. */
    public long number() {
        return random.nextLong();
    }

    /** An id that is random, and says so (RFC 4122, version 4). */
    public UUID uuid() {
        long version = (random.nextLong() & ~0xF000L) | 0x4000L;
        long variant = (random.nextLong() & ~(3L << 62)) | (1L << 63);
        return new UUID(version, variant);
    }
}
