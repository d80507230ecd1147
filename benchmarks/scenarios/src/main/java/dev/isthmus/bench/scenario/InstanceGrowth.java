package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import java.util.List;

/** What more instances cost the backend, without tasks. */
final class InstanceGrowth implements BenchScenario {

    private static final int PAGE = 100;

    private final List<Integer> sizes;

    InstanceGrowth(List<Integer> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "instances";
    }

    @Override
    public String says() {
        return "the backend over more and more instances, without tasks: seconds on a simulated clock, calls and CPU";
    }

    @Override
    public void round(Measurements into) {
        // Loaded and compiled before it is measured.
        BackendGrowth.measure(sizes.get(0), 0, sizes.get(0), new Measurements());
        for (int size : sizes) {
            BackendGrowth.measure(size, 0, size, into);
            into.add("baseline: what pages and budget allow", size, "s", bound(size));
        }
    }

    /** Lists are serial, each page by the token of the one before, with two lists of tasks before and a description after them; AWS allows 100 reads at once and 20 a second. */
    private static double bound(int instances) {
        int pages = (instances + PAGE - 1) / PAGE;
        return Math.max((pages + 3) * BackendGrowth.LATENCY.toMillis() / 1e3, Math.max(0, 2 * pages + 2 - 100) / 20.0);
    }
}
