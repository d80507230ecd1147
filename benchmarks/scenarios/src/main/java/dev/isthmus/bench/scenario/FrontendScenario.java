package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.work.AllocationMeter;
import dev.isthmus.bench.work.OfferWork;
import dev.isthmus.bench.work.UpdateWork;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Offers and updates through the Mesos side, without a backend; beside them, only writing the same messages. */
final class FrontendScenario implements BenchScenario {

    private static final int BATCH = 50;
    private static final int WARM_UPS = 5;

    private final Duration length;
    private final int agents;

    FrontendScenario(Duration length, int agents) {
        this.length = length;
        this.agents = agents;
    }

    @Override
    public String name() {
        return "frontend";
    }

    @Override
    public String says() {
        return "offers declined and made anew, tasks launched, told of and ended; beside them, writing the same messages";
    }

    @Override
    public void round(Measurements into) {
        OfferWork offers = new OfferWork(agents);
        UpdateWork updates = new UpdateWork();
        measure("offer, declined and made anew", offers::round, agents, into);
        measure("baseline: the message of an offer", offers::message, 1, into);
        hour(into);
        into.add("update, told and acknowledged", "us", updates(updates) / 1e3);
        into.add("update, told and acknowledged", "bytes", new AllocationMeter(0, 20).bytesOfUpdate(updates));
        measure(
                "update, with its part of launching the task and offering its agent anew",
                updates::life,
                UpdateWork.UPDATES,
                into);
        measure("baseline: the message of an update", updates::message, 1, into);
    }

    /** Of a framework that wants nothing. The first hours warm up: an hour is too short for the compiler to come to an end in a few. */
    private void hour(Measurements into) {
        OfferWork idle = new OfferWork(agents);
        String what = "an hour of " + agents + " agents, each offer declined for five seconds";
        for (long begun = CpuTime.nanos(); CpuTime.nanos() - begun < WARM_UPS * length.toNanos(); ) {
            idle.hour();
        }
        long begun = CpuTime.nanos();
        idle.hour();
        into.add(what, "us", (CpuTime.nanos() - begun) / 1e3);
        into.add(what, "bytes", (double) new AllocationMeter(0, 3).bytes(idle::hour));
    }

    /**
     * The nanoseconds of an update without what comes before and after: the median of many lives, of time that passes, as on some systems CPU time has ticks too long for
     * it.
     */
    private double updates(UpdateWork work) {
        List<Long> lives = new ArrayList<>();
        for (long begun = CpuTime.nanos(); CpuTime.nanos() - begun < 2 * length.toNanos(); ) {
            for (int i = 0; i < BATCH; i++) {
                lives.add(work.updating(System::nanoTime));
            }
        }
        // The first half has warmed up.
        List<Long> measured = lives.subList(lives.size() / 2, lives.size());
        return (double) measured.stream().sorted().toList().get(measured.size() / 2) / UpdateWork.UPDATES;
    }

    private void measure(String what, Runnable work, int parts, Measurements into) {
        into.add(what, "us", CpuTime.each(length, work) / 1e3 / parts);
        into.add(what, "bytes", (double) new AllocationMeter(0, 20).bytes(work) / parts);
    }
}
