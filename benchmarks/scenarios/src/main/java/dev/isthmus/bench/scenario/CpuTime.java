package dev.isthmus.bench.scenario;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** CPU time of this thread, which others on the machine lengthen less than they do the time that passes, and the heap in use. */
final class CpuTime {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int BATCH = 50;

    private CpuTime() {}

    static long nanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** The nanoseconds for each time that something is done, when it is done for so long, after half as long to warm up. */
    static double each(Duration length, Runnable work) {
        perTime(length.dividedBy(2), work);
        return perTime(length, work);
    }

    private static double perTime(Duration length, Runnable work) {
        long begun = nanos();
        long times = 0;
        do {
            for (int i = 0; i < BATCH; i++) {
                work.run();
            }
            times += BATCH;
        } while (nanos() - begun < length.toNanos());
        return (double) (nanos() - begun) / times;
    }

    /** The bytes of the heap that are in use, when all garbage is collected. */
    static long heap() {
        for (int i = 0; i < 2; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
