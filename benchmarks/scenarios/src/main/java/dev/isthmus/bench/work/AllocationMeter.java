package dev.isthmus.bench.work;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * How many bytes a piece of work allocates, as the JVM counts them for the thread that does it. The least of several rounds is taken: what is allocated once, as for a
 * class that is loaded or a map that grows, is in some rounds only. With the quick compiler alone ({@code -XX:TieredStopAtLevel=1}), which leaves no allocation out, the
 * figures are the same each time.
 */
public final class AllocationMeter {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int AGENTS = 20;

    private final int warmUps;
    private final int rounds;

    /**
     * With so many rounds.
     *
     * @param warmUps how often each is done before it is measured
     * @param rounds how often it is measured, 1 or more
     */
    public AllocationMeter(int warmUps, int rounds) {
        this.warmUps = warmUps;
        this.rounds = rounds;
    }

    /** The bytes of each piece of work, by its name. */
    public Map<String, Long> measure() {
        TranslationWork translation = new TranslationWork();
        OfferWork offers = new OfferWork(AGENTS);
        UpdateWork updates = new UpdateWork();
        Map<String, Long> bytes = new LinkedHashMap<>();
        bytes.put("translation.offer", bytes(translation::offer));
        bytes.put("translation.demand", bytes(translation::take));
        bytes.put("frontend.offer", bytes(offers::round) / AGENTS);
        bytes.put("frontend.update", (long) bytesOfUpdate(updates));
        bytes.put("frontend.life", bytes(updates::life));
        return bytes;
    }

    /** What this work allocates when it is done once. */
    public long bytes(Runnable work) {
        return least(() -> of(work));
    }

    /** What one update allocates, without launching its task before and offering its agent after. */
    public double bytesOfUpdate(UpdateWork updates) {
        return (double) least(() -> updates.updating(THREADS::getCurrentThreadAllocatedBytes)) / UpdateWork.UPDATES;
    }

    /** What the work allocates: the least of the rounds. */
    long least(LongSupplier round) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < warmUps + rounds; i++) {
            long bytes = round.getAsLong();
            if (i >= warmUps) {
                least = Math.min(least, bytes);
            }
        }
        return least;
    }

    /** What it allocates when it is done once. */
    static long of(Runnable work) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        work.run();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }
}
