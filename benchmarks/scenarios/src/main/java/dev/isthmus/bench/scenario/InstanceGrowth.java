package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import java.util.List;

/** What more instances cost the backend, without tasks. */
final class InstanceGrowth implements BenchScenario {

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
        sizes.forEach(size -> BackendGrowth.measure(size, 0, size, into));
    }
}
