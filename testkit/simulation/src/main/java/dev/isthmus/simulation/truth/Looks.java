package dev.isthmus.simulation.truth;

import dev.isthmus.simulation.cluster.SimulatedCluster;
import dev.isthmus.testkit.ecs.budget.Bucket;
import java.time.Duration;

/** How old what a driver knows of the instances can be, by its settings and by how much there is to read. */
public final class Looks {

    /** What calls on their way take, and a look that is under way. */
    private static final Duration UNDER_WAY = Duration.ofSeconds(10);

    /** A read is given up after so many tries. */
    private static final int TRIES = 3;

    private static final int PAGE = 100;

    /** What a process has received that is no more, or whose answer was lost, comes again after so long. */
    private static final Duration HIDDEN = Duration.ofSeconds(125);

    /** What part of its share of the budget a driver reads instances with. */
    private static final double FOR_INSTANCES = 0.2;

    private final Duration idle;
    private final Duration timeout;
    private final double readsPerSecond;
    private final Duration heard;
    private final SimulatedCluster cluster;

    /**
     * With what is set for drivers.
     *
     * @param idle how often a driver looks when nothing changes
     * @param timeout of one call
     * @param percent the share of the request budget
     * @param hears whether it hears of changes by events
     */
    public Looks(Duration idle, Duration timeout, long percent, boolean hears, SimulatedCluster cluster) {
        this.idle = idle;
        this.timeout = timeout;
        this.readsPerSecond = Bucket.CLUSTER_RESOURCE_READ.awsRate().perSecond() * percent / 100.0;
        this.heard = hears ? HIDDEN : Duration.ZERO;
        this.cluster = cluster;
    }

    /** Within what time a change of an instance is seen, if calls are answered. */
    Duration within() {
        int calls = 2 * (pages(cluster.instanceCount()) + pages(cluster.liveCount()));
        return idle.plus(UNDER_WAY).plus(heard).plusMillis((long) (1000 * calls / (readsPerSecond * FOR_INSTANCES)));
    }

    /** The same, if calls may fail, for as long as a driver does not say that it has lost the cluster. */
    Duration withinIfCallsFail() {
        return within().plus(timeout.multipliedBy(TRIES));
    }

    private static int pages(int count) {
        return 1 + count / PAGE;
    }
}
