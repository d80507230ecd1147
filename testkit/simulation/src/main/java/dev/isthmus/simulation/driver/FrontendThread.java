package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.shell.SteppedDriver;
import dev.isthmus.simulation.time.Draws;
import dev.isthmus.simulation.time.ProcessTime;
import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Steps a frontend as its thread would: after each step of its process, at once or a little later, and when a timer is due. */
public final class FrontendThread {

    /** How often of a thousand it is late. */
    private static final int LAGS = 150;

    private static final Duration LAGS_BY = Duration.ofMillis(20);

    private final SteppedDriver driver;
    private final ProcessTime time;
    private final Optional<Draws> lag;
    private ManualClock.@Nullable Timer wakeUp;
    private Instant wakesAt = Instant.MAX;
    private boolean workPlanned;
    private boolean worked;

    /**
     * Of a driver that has not begun.
     *
     * @param lag draws when it is late; empty: it never is
     */
    public FrontendThread(SteppedDriver driver, ProcessTime time, Optional<Draws> lag) {
        this.driver = driver;
        this.time = time;
        this.lag = lag;
    }

    /** A step of the backend or of the framework is over; the thread takes what comes of it. */
    public void stepped() {
        if (worked) {
            worked = false;
        } else if (!workPlanned) {
            lag.filter(draws -> draws.permille(LAGS)).ifPresentOrElse(this::workLater, this::work);
        }
    }

    private void workLater(Draws draws) {
        workPlanned = true;
        var unused = time.after(draws.upTo(LAGS_BY), () -> {
            workPlanned = false;
            work();
            worked = true;
        });
    }

    private void work() {
        driver.workOff();
        planWakeUp();
    }

    private void planWakeUp() {
        Instant due = driver.nextDue().orElse(Instant.MAX);
        if (due.equals(wakesAt) || time.isDead()) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel();
        }
        wakesAt = due;
        if (due.isBefore(Instant.MAX)) {
            Duration wait = driver.untilDue().orElse(Duration.ZERO);
            wakeUp = time.after(wait.isNegative() ? Duration.ZERO : wait, this::wake);
        }
    }

    private void wake() {
        wakesAt = Instant.MAX;
        driver.tick();
        planWakeUp();
    }
}
