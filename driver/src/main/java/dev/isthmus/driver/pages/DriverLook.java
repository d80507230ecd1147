package dev.isthmus.driver.pages;

import static java.util.Objects.requireNonNull;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.snapshot.ClusterUse;
import dev.isthmus.master.snapshot.MasterSnapshot;
import dev.isthmus.mesos.machine.MasterView;
import java.util.List;

/**
 * What is shown of a driver, as it was at one moment.
 *
 * @param master all but its roles, as of a master
 * @param view what the machine held, for what few ask for
 * @param measured what was measured until then
 */
record DriverLook(MasterSnapshot master, MasterView view, List<MetricFamily> measured) {

    /** Copies the list. */
    DriverLook {
        requireNonNull(master, "master");
        requireNonNull(view, "view");
        measured = List.copyOf(measured);
    }

    /** What roles have. Costs a look at each agent and task. */
    ClusterUse roles() {
        return ClusterUse.of(view);
    }
}
