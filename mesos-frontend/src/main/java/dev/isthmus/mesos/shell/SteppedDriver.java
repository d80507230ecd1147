package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import java.time.Instant;
import java.util.Optional;

/**
 * A driver that does nothing by itself. What is called on it, and what its backend tells, waits until {@link #workOff}; the time is
 * looked at when {@link #tick} is called. All else is as in a driver with a thread.
 *
 * <p><b>Threading.</b> One thread steps it, never from inside a callback.
 */
public final class SteppedDriver {

    private final DriverShell shell;

    SteppedDriver(FrontendOptions options) {
        this.shell = new DriverShell(options, false);
    }

    /** The driver itself; its {@code join} and {@code run} would wait for whoever steps it, and so for ever on the same thread. */
    public FrontendDriver driver() {
        return shell;
    }

    /** Carries out all that waits, and makes the callbacks that follow from it. Does nothing before the start. */
    public void workOff() {
        shell.opened().ifPresent(DriverThread::workOff);
    }

    /** Carries out what is due by now, and all that waits. */
    public void tick() {
        shell.opened().ifPresent(thread -> {
            shell.tick();
            thread.workOff();
        });
    }

    /** When {@link #tick} has something to do, if nothing happens before. */
    public Optional<Instant> nextDue() {
        return shell.opened().flatMap(DriverThread::nextDue);
    }

    /** Aborts the driver and tells the framework why, by {@code error}, as when another driver takes over its id. */
    public void fail(String message) {
        workOff();
        shell.opened().ifPresent(thread -> thread.fail(message));
    }
}
