package dev.isthmus.bench.figure;

import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Where figures were measured.
 *
 * @param date the day, in UTC
 * @param system the operating system and the processor's architecture
 * @param processors how many this JVM may use
 * @param heapMiB the most heap that this JVM may use
 * @param java the JVM
 * @param load how many processes ran or wanted to, on average of the last minute, when measuring began; negative if it is not known
 */
public record Machine(String date, String system, int processors, long heapMiB, String java, double load) {

    /** This one, now. */
    public static Machine here() {
        return at(Instant.now());
    }

    /** This one, at a time. */
    public static Machine at(Instant now) {
        Runtime runtime = Runtime.getRuntime();
        return new Machine(
                now.atZone(ZoneOffset.UTC).toLocalDate().toString(),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                runtime.availableProcessors(),
                runtime.maxMemory() >> 20,
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                Math.round(100 * ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()) / 100.0);
    }

    /** Whether others used the machine when measuring began. */
    public boolean isBusy() {
        return load > 0.5;
    }

    /** In words. */
    public String words() {
        String others = load < 0 ? "load not known" : "load " + load + (isBusy() ? ", so others used it too" : "");
        return date + ", " + system + ", " + processors + " processors, heap of " + heapMiB + " MiB, " + java + ", "
                + others;
    }
}
