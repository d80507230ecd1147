package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.machine.DriverObserver;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A driver that does nothing by itself. The framework's calls and the backend's events wait until {@link #workOff}; timers fire when {@link #tick} is
 * called. All else is as in a driver with a thread.
 *
 * <p><b>Threading.</b> One thread steps it, never from inside a callback.
 */
public final class SteppedDriver {

    private final DriverShell shell;

    SteppedDriver(FrontendOptions options, DriverObserver observer) {
        this.shell = new DriverShell(options, observer, false);
    }

    /** The driver. On the thread that steps it, its {@code join} and {@code run} never return. */
    public FrontendDriver driver() {
        return shell;
    }

    /** Handles all waiting calls and events, and makes the callbacks that follow. Does nothing before the start. */
    public void workOff() {
        shell.opened().ifPresent(DriverThread::workOff);
    }

    /** Fires the timers that are due, and handles all waiting calls and events. */
    public void tick() {
        shell.opened().ifPresent(thread -> {
            shell.tick();
            thread.workOff();
        });
    }

    /** When the next timer is due, by the steady time. */
    public Optional<Instant> nextDue() {
        return shell.opened().flatMap(DriverThread::nextDue);
    }

    /** How long it is until the next timer is due, whatever the clock was set to; not positive if it is due. */
    public Optional<Duration> untilDue() {
        return shell.opened().flatMap(DriverThread::untilDue);
    }

    /** Aborts the driver and tells the framework why, by {@code error}, as when another driver takes over its id. */
    public void fail(String message) {
        workOff();
        shell.opened().ifPresent(thread -> thread.fail(message));
    }
}
