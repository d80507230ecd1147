package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.messages.Protos.Status;

/**
 * The states of a driver and what each call answers (src/sched/sched.cpp, the public methods of {@code
 * MesosSchedulerDriver}). Not thread-safe.
 */
final class Lifecycle {

    private Status status = Status.DRIVER_NOT_STARTED;

    Status status() {
        return status;
    }

    boolean isRunning() {
        return status == Status.DRIVER_RUNNING;
    }

    /** True if the driver is fresh and runs now. */
    boolean start() {
        if (status != Status.DRIVER_NOT_STARTED) {
            return false;
        }
        status = Status.DRIVER_RUNNING;
        return true;
    }

    /** True if it ran and is aborted now. */
    boolean abort() {
        if (status != Status.DRIVER_RUNNING) {
            return false;
        }
        status = Status.DRIVER_ABORTED;
        return true;
    }

    /**
     * Stops a driver that runs or was aborted.
     *
     * @return what the call answers: an aborted driver says so one last time
     */
    Status stop() {
        Status before = status;
        if (before != Status.DRIVER_RUNNING && before != Status.DRIVER_ABORTED) {
            return before;
        }
        status = Status.DRIVER_STOPPED;
        return before == Status.DRIVER_ABORTED ? Status.DRIVER_ABORTED : Status.DRIVER_STOPPED;
    }
}
