package dev.isthmus.bench.scenario;

import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.work.MasterWork;
import java.util.List;

/** What more frameworks cost the machine of a master, on the same agents with the same number of tasks. */
final class FrameworkGrowth implements BenchScenario {

    private static final int TASKS_OF_EACH = 4;
    private static final int ROUNDS = 10;

    private final int agents;
    private final List<Integer> sizes;

    FrameworkGrowth(int agents, List<Integer> sizes) {
        this.agents = agents;
        this.sizes = sizes;
    }

    @Override
    public String name() {
        return "frameworks";
    }

    @Override
    public String says() {
        return "the machine of a master of " + agents + " agents and " + agents * TASKS_OF_EACH
                + " tasks with more and more frameworks";
    }

    @Override
    public void round(Measurements into) {
        measure(sizes.get(0), new Measurements());
        sizes.forEach(size -> measure(size, into));
    }

    private void measure(int frameworks, Measurements into) {
        long heap = CpuTime.heap();
        MasterWork master = new MasterWork(frameworks, agents);
        long begun = CpuTime.nanos();
        int launched = master.launch(TASKS_OF_EACH);
        into.add("a task launched", frameworks, "us of CPU", (CpuTime.nanos() - begun) / 1e3 / launched);
        begun = CpuTime.nanos();
        int updates = master.report();
        into.add("an update told and acknowledged", frameworks, "us of CPU", (CpuTime.nanos() - begun) / 1e3 / updates);
        into.add("all of it", frameworks, "KiB of heap", (CpuTime.heap() - heap) / 1024.0);
        master.pass();
        long spent = 0;
        for (int round = 0; round < ROUNDS; round++) {
            master.decline();
            begun = CpuTime.nanos();
            master.pass();
            spent += CpuTime.nanos() - begun;
        }
        into.add("an agent offered anew", frameworks, "us of CPU", spent / 1e3 / ROUNDS / agents);
        // The offers just made are looked at once more.
        master.pass();
        begun = CpuTime.nanos();
        for (int round = 0; round < ROUNDS; round++) {
            master.pass();
        }
        into.add(
                "a second in which nothing happens", frameworks, "us of CPU", (CpuTime.nanos() - begun) / 1e3 / ROUNDS);
    }
}
