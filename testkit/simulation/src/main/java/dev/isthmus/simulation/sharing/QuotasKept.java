package dev.isthmus.simulation.sharing;

import dev.isthmus.api.resource.ResourceName;
import dev.isthmus.mesos.resource.ScalarQuantities;
import dev.isthmus.simulation.law.WorldLaw;
import dev.isthmus.simulation.observe.AllocatorRun;
import dev.isthmus.simulation.observe.AllocatorRun.Part;
import dev.isthmus.simulation.observe.DriverLife;
import dev.isthmus.simulation.verdict.Court;

/**
 * R-WD-23: no role is offered more than its limit leaves it, and as much stays free as roles are guaranteed and do not have, but for what goes to those guarantees.
 */
public final class QuotasKept implements WorldLaw {

    private final Court court;

    /** Nobody has a quota. */
    public QuotasKept(Court court) {
        this.court = court;
    }

    @Override
    public String rule() {
        return "R-WD-23";
    }

    @Override
    public void allocated(DriverLife master, AllocatorRun run) {
        if (run.quotas().isEmpty()) {
            return;
        }
        PlainAllocator plain = new PlainAllocator(run);
        ScalarQuantities unmetBefore = plain.unmet();
        ScalarQuantities freeBefore = plain.free();
        for (Part part : run.granted()) {
            if (!plain.isWithinLimits(part.role(), part.unreserved())) {
                court.broken(rule(), master + " offers " + part + ", beyond the limit of its role: " + run.quotas());
            }
            plain.grant(part);
        }
        ScalarQuantities unmetAfter = plain.unmet();
        ScalarQuantities freeAfter = plain.free();
        for (int rank = 0; rank < unmetBefore.size(); rank++) {
            ResourceName name = unmetBefore.name(rank);
            long gone = freeBefore.thousandths(name) - freeAfter.thousandths(name);
            long met = unmetBefore.thousandths(name) - unmetAfter.thousandths(name);
            long spare = Math.max(0, freeBefore.thousandths(name) - unmetBefore.thousandths(name));
            if (gone > met + spare) {
                court.broken(
                        rule(),
                        master + " offers " + gone + " thousandths of " + name + ", of which " + met
                                + " go to guarantees and " + spare + " are to spare: " + run.granted() + " by "
                                + run.quotas());
            }
        }
    }
}
