package dev.isthmus.mesos.resource;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much each role holds, as one number: thousandths of CPUs, with 4 GiB of memory for a CPU; of each part what is more of the two. */
public final class HeldByRole {

    private static final long MIB_FOR_A_CPU = 4096;

    private final Map<String, Long> held = new LinkedHashMap<>();

    /** A role holds this too. */
    public void add(String role, Resources resources) {
        held.merge(role, weight(resources), Long::sum);
    }

    /** A role does not hold this any more, which was added before. */
    public void remove(String role, Resources resources) {
        held.merge(role, -weight(resources), Long::sum);
    }

    /** How much the role holds. */
    public long of(String role) {
        return held.getOrDefault(role, 0L);
    }

    /** Nobody holds anything any more. */
    public void clear() {
        held.clear();
    }

    private static long weight(Resources resources) {
        return Math.max(
                resources.amount(ResourceName.CPUS).thousandths(),
                resources.amount(ResourceName.MEM).thousandths() / MIB_FOR_A_CPU);
    }
}
