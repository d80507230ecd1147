package dev.isthmus.driver.client;

import java.util.concurrent.CountDownLatch;
import org.apache.mesos.Protos.Status;

/**
 * The states of a driver and what each call answers (src/sched/sched.cpp, the public methods of {@code MesosSchedulerDriver}). Thread-safe; holds no lock while
 * it waits.
 */
final class ThinDriverLife {

    private final CountDownLatch ended = new CountDownLatch(1);
    private Status status = Status.DRIVER_NOT_STARTED;

    synchronized Status status() {
        return status;
    }

    synchronized boolean isRunning() {
        return status == Status.DRIVER_RUNNING;
    }

    /** True if the driver is fresh and runs now. */
    synchronized boolean start() {
        if (status != Status.DRIVER_NOT_STARTED) {
            return false;
        }
        status = Status.DRIVER_RUNNING;
        return true;
    }

    /** Does something, after all that was done so before, and answers with the state; while the driver does not run it is not done. */
    synchronized Status whileRunning(Runnable done) {
        if (status == Status.DRIVER_RUNNING) {
            done.run();
        }
        return status;
    }

    /**
     * Aborts a driver that runs.
     *
     * @param done done then, before anything else can be
     * @return whether it ran
     */
    synchronized boolean abort(Runnable done) {
        if (status != Status.DRIVER_RUNNING) {
            return false;
        }
        status = Status.DRIVER_ABORTED;
        done.run();
        ended.countDown();
        return true;
    }

    /**
     * Stops a driver that runs or was aborted.
     *
     * @param done done if it ran
     * @return what the call answers: an aborted driver says so one last time
     */
    synchronized Status stop(Runnable done) {
        Status before = status;
        if (before != Status.DRIVER_RUNNING && before != Status.DRIVER_ABORTED) {
            return before;
        }
        status = Status.DRIVER_STOPPED;
        if (before == Status.DRIVER_ABORTED) {
            return before;
        }
        done.run();
        ended.countDown();
        return status;
    }

    /** Waits until the driver runs no longer. Cannot be interrupted, as Mesos's; the caller learns of it afterwards. */
    Status join() {
        if (!isRunning()) {
            return status();
        }
        boolean interrupted = false;
        while (true) {
            try {
                ended.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return status();
    }
}
