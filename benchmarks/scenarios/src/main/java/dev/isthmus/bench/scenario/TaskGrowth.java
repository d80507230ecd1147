package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import java.util.List;

/** What more live tasks cost the backend, on the same instances. */
final class TaskGrowth implements BenchScenario {

    private static final int INSTANCES = 100;

    private final List<Integer> sizes;

    TaskGrowth(List<Integer> sizes) {
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "tasks";
    }

    @Override
    public String says() {
        return "the backend over " + INSTANCES
                + " instances with more and more live tasks of one framework, started before";
    }

    @Override
    public void round(Measurements into) {
        BackendGrowth.measure(INSTANCES, sizes.get(0), sizes.get(0), new Measurements());
        sizes.forEach(size -> BackendGrowth.measure(INSTANCES, size, size, into));
    }
}
