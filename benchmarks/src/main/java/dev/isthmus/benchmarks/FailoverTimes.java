package dev.isthmus.benchmarks;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.bench.cluster.MeasuredBackend;
import dev.isthmus.driver.ECSSchedulerDriver;
import dev.isthmus.ecs.EcsSettings;
import dev.isthmus.journal.zookeeper.ZooKeeperJournalProvider;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/**
 * How long a framework whose leader changes is without one, with the journal in ZooKeeper: from the start of the next driver to {@code registered}, to
 * the first offers, and to the last answer of an implicit reconciliation. The baseline is the first driver, which takes over from nobody. The fake
 * cluster is in another process, and holds nobody to AWS's budgets; the drivers keep to them.
 *
 * <p>{@code java -cp ... dev.isthmus.benchmarks.FailoverTimes host:2181 [instances tasks]}
 */
public final class FailoverTimes {

    private static final int FAILOVERS = 3;

    private FailoverTimes() {}

    /**
     * Runs it and prints figures.
     *
     * @param args a ZooKeeper, in which a path {@code /isthmus-benchmark} is written; how many instances and tasks, by default 100 and 500
     */
    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException("arguments []: want a ZooKeeper, as localhost:2181");
        }
        ScenarioArguments its = ScenarioArguments.of(List.of(args).subList(1, args.length), "100", "500");
        run(args[0], its.number(0), its.number(1), System.out);
    }

    static void run(String zookeeper, int instances, int tasks, PrintStream out) throws Exception {
        try (FakeEcsProcess ecs = new FakeEcsProcess(instances)) {
            BackendAtRest.fill(ecs.endpoint(), tasks);
            System.setProperty("aws.accessKeyId", "fake");
            System.setProperty("aws.secretAccessKey", "fake");
            Settings settings = Settings.builder()
                    .set(EcsSettings.ENDPOINT, ecs.endpoint().toString())
                    .set(EcsSettings.DEFAULT_IMAGE, "busybox")
                    .set(ZooKeeperJournalProvider.SERVERS, zookeeper + "/isthmus-benchmark")
                    .build();
            out.printf(Locale.ROOT, "%,d instances, %,d tasks%n", instances, tasks);
            Leader leader = new Leader(settings, tasks);
            leader.print("first driver, of a JVM that is cold", out);
            for (int i = 0; i < FAILOVERS; i++) {
                Leader next = new Leader(settings, tasks);
                next.print("failover " + (i + 1), out);
                leader = next;
            }
            leader.driver.stop(true);
        }
    }

    /** A driver, and when it came to what. */
    private static final class Leader implements Scheduler {

        private final long begun = System.nanoTime();
        private final CountDownLatch registered = new CountDownLatch(1);
        private final CountDownLatch offered = new CountDownLatch(1);
        private final CountDownLatch answered;
        private final SchedulerDriver driver;
        private volatile long atRegistered;
        private volatile long atOffers;
        private volatile long atLast;

        Leader(Settings settings, int tasks) {
            answered = new CountDownLatch(tasks);
            FrameworkInfo info = FrameworkInfo.newBuilder()
                    .setUser("")
                    .setName("failover")
                    .setId(FrameworkID.newBuilder().setValue(MeasuredBackend.FRAMEWORK.value()))
                    .setFailoverTimeout(604_800.0)
                    .build();
            driver = new ECSSchedulerDriver(this, info, List.of(), "ecs://default", true, settings);
            driver.start();
        }

        void print(String name, PrintStream out) throws InterruptedException, TimeoutException {
            for (CountDownLatch event : List.of(registered, offered, answered)) {
                if (!event.await(MeasuredBackend.LONGEST_MINUTES, TimeUnit.MINUTES)) {
                    throw new TimeoutException("The driver does not come to it");
                }
            }
            out.printf(
                    Locale.ROOT,
                    "  %s: registered after %.2f s, first offers after %.2f s, last reconciliation answer after %.2f s%n",
                    name,
                    seconds(atRegistered),
                    seconds(atOffers),
                    seconds(atLast));
        }

        private double seconds(long at) {
            return (at - begun) / 1e9;
        }

        @Override
        public void registered(SchedulerDriver caller, FrameworkID id, MasterInfo master) {
            atRegistered = System.nanoTime();
            registered.countDown();
            caller.reconcileTasks(List.of());
        }

        @Override
        public void resourceOffers(SchedulerDriver caller, List<Offer> offers) {
            if (offered.getCount() > 0) {
                atOffers = System.nanoTime();
                offered.countDown();
            }
            // They go back: what is measured is the next driver, which sees the cluster as it is.
            offers.forEach(offer -> caller.declineOffer(offer.getId()));
        }

        @Override
        public void statusUpdate(SchedulerDriver caller, TaskStatus status) {
            if (answered.getCount() > 0) {
                atLast = System.nanoTime();
                answered.countDown();
            }
        }

        @Override
        public void error(SchedulerDriver caller, String message) {
            // The next has come.
        }

        @Override
        public void reregistered(SchedulerDriver caller, MasterInfo master) {}

        @Override
        public void disconnected(SchedulerDriver caller) {}

        @Override
        public void offerRescinded(SchedulerDriver caller, OfferID offer) {}

        @Override
        public void frameworkMessage(SchedulerDriver caller, ExecutorID executor, SlaveID agent, byte[] data) {}

        @Override
        public void slaveLost(SchedulerDriver caller, SlaveID agent) {}

        @Override
        public void executorLost(SchedulerDriver caller, ExecutorID executor, SlaveID agent, int status) {}
    }
}
