package dev.isthmus.bench.scenario;

import dev.isthmus.bench.cluster.SteppedBackend;
import dev.isthmus.bench.figure.Measurements;
import dev.isthmus.bench.work.LedgerWork;

/** What a large cluster costs the backend while nothing happens, and how soon it tells an end that nobody has asked for. */
final class LargeCluster implements BenchScenario {

    private static final int ENDS = 9;

    private final int instances;
    private final int tasks;

    LargeCluster(int instances, int tasks) {
        this.instances = instances;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "large";
    }

    @Override
    public String says() {
        return "the backend over " + instances + " instances with " + tasks
                + " live tasks at rest, and how soon it tells an end";
    }

    @Override
    public void round(Measurements into) {
        LedgerWork.heapOfTask(instances, tasks);
        into.add("a live task", 0, "bytes of heap", LedgerWork.heapOfTask(instances, tasks));
        try (SteppedBackend cluster = new SteppedBackend(instances, BackendGrowth.LATENCY)) {
            cluster.fill(tasks);
            cluster.start();
            BackendGrowth.watch(cluster, 0, into);
            double longest = 0;
            for (int i = 0; i < ENDS; i++) {
                longest =
                        Math.max(longest, cluster.end((tasks - ENDS) / ENDS * i).toMillis() / 1e3);
            }
            into.add("an end is told, the latest of " + ENDS, 0, "s", longest);
        }
    }
}
