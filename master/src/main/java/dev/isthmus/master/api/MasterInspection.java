package dev.isthmus.master.api;

import dev.isthmus.api.metric.MetricFamily;
import dev.isthmus.master.maintenance.MaintenanceView;
import dev.isthmus.master.role.RolesView;
import dev.isthmus.master.snapshot.MasterSnapshot;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What an operator who looks at a master is shown, as it was at one moment. Used by one thread. */
public final class MasterInspection {

    private final MasterSnapshot master;
    private final List<MetricFamily> measured;
    private final Supplier<RolesView> counting;
    private final MaintenanceView maintenance;
    private @Nullable RolesView roles;

    /**
     * A look at a master.
     *
     * @param measured what was measured until then
     * @param counting comes to the same whenever it is asked, and costs a look at each agent and task: few ask for it
     * @param maintenance that of its cluster's machines
     */
    public MasterInspection(
            MasterSnapshot master,
            List<MetricFamily> measured,
            Supplier<RolesView> counting,
            MaintenanceView maintenance) {
        this.master = master;
        this.measured = List.copyOf(measured);
        this.counting = counting;
        this.maintenance = maintenance;
    }

    /** All but its roles and maintenance. */
    public MasterSnapshot master() {
        return master;
    }

    /** What was measured. */
    public List<MetricFamily> measured() {
        return measured;
    }

    /** The maintenance of its cluster's machines. */
    public MaintenanceView maintenance() {
        return maintenance;
    }

    /** Its roles. */
    public RolesView roles() {
        RolesView counted = roles;
        if (counted == null) {
            counted = counting.get();
            roles = counted;
        }
        return counted;
    }
}
