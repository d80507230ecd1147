package dev.isthmus.driver.e2e.process;

import dev.isthmus.driver.e2e.Program;
import dev.isthmus.driver.e2e.TaskMessages;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.SchedulerDriver;

/**
 * A framework's main, for a JVM of its own in which all other threads are those of the driver: prints which there are once a task runs,
 * and goes; or stops the driver first, and prints which are left when they have had their time.
 */
final class ThreadsProgram extends Program {

    /** What to do when the task runs. */
    enum Then {
        /** Main returns; nobody stops the driver. */
        RETURN,
        /** {@code stop()}, and main waits for the threads to end. */
        STOP
    }

    /** Threads that have had nothing to do end after some seconds. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(20);

    private final CountDownLatch runs = new CountDownLatch(1);
    private boolean launched;

    private ThreadsProgram() {}

    public static void main(String[] arguments) throws InterruptedException {
        Set<Thread> before = threads();
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("threads").build();
        ThreadsProgram program = new ThreadsProgram();
        SchedulerDriver driver = new MesosSchedulerDriver(program, info, "ecs://default");
        driver.start();
        program.runs.await();
        made(before).forEach(thread -> print("made: " + thread.getName()));
        if (Then.valueOf(arguments[0]) == Then.RETURN) {
            return;
        }
        print("stopped: " + driver.stop());
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (Set<Thread> left = made(before); !left.isEmpty() && System.nanoTime() < end; left = made(before)) {
            left.iterator().next().join(100);
        }
        made(before).forEach(thread -> print("left: " + thread.getName()));
        print("all told");
    }

    /** The threads that were made since, but for the JVM's own. */
    private static Set<Thread> made(Set<Thread> before) {
        Set<Thread> made = threads();
        made.removeAll(before);
        made.removeIf(thread -> {
            ThreadGroup group = thread.getThreadGroup();
            return group == null || group.getName().equals("system");
        });
        return made;
    }

    private static Set<Thread> threads() {
        return new HashSet<>(Thread.getAllStackTraces().keySet());
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        if (!launched) {
            launched = true;
            Offer offer = offers.get(0);
            driver.launchTasks(
                    List.of(offer.getId()),
                    List.of(TaskMessages.shell("endless", "sleep 1000")
                            .setSlaveId(offer.getSlaveId())
                            .build()));
        }
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        if (status.getState() == TaskState.TASK_RUNNING) {
            runs.countDown();
        }
    }
}
