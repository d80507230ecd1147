package dev.isthmus.master.page;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.api.resource.Resources;
import dev.isthmus.mesos.messages.Protos.Resource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sum of what a page shows of resources: CPUs, GPUs, memory and disk, the last two in MB. In thousandths, so that no sum is off by a rounding. */
final class ScalarSum {

    private static final List<ResourceName> NAMES =
            List.of(ResourceName.CPUS, ResourceName.GPUS, ResourceName.MEM, ResourceName.DISK);

    private final long[] thousandths = new long[NAMES.size()];

    static Map<String, Object> of(Resources resources) {
        ScalarSum sum = new ScalarSum();
        sum.add(resources);
        return sum.shown();
    }

    static Map<String, Object> of(Collection<Resource> resources) {
        ScalarSum sum = new ScalarSum();
        sum.add(resources);
        return sum.shown();
    }

    void add(Resources resources) {
        for (int i = 0; i < thousandths.length; i++) {
            thousandths[i] += resources.amount(NAMES.get(i)).thousandths();
        }
    }

    void add(Collection<Resource> resources) {
        for (Resource resource : resources) {
            for (int i = 0; i < thousandths.length; i++) {
                if (NAMES.get(i).value().equals(resource.getName())) {
                    thousandths[i] += Math.round(resource.getScalar().getValue() * 1000);
                }
            }
        }
    }

    /** By name. */
    Map<String, Object> shown() {
        Map<String, Object> shown = new LinkedHashMap<>();
        for (int i = 0; i < thousandths.length; i++) {
            shown.put(NAMES.get(i).value(), thousandths[i] / 1000.0);
        }
        return shown;
    }
}
