package dev.isthmus.simulation.time;

import dev.isthmus.testkit.time.ManualClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/**
 * The time of one process: a clock of its own, which can jump, and all that it will do. A process that is killed does nothing any more; one that is
 * frozen does nothing until it goes on, and then does all that fell due meanwhile, in order. Not thread-safe: a world has one thread.
 */
public final class ProcessTime {

    private final ManualClock world;
    private final Runnable whenStepped;
    private final Consumer<Throwable> faults;
    private final ProcessScheduler scheduler = new ProcessScheduler(this);
    private final Queue<Runnable> heldBack = new ArrayDeque<>();
    private Duration ahead = Duration.ZERO;
    private boolean dead;
    private boolean frozen;

    /**
     * A process that runs.
     *
     * @param world whose time it is
     * @param whenStepped done after each step of the process
     * @param faults receives what a step throws
     */
    public ProcessTime(ManualClock world, Runnable whenStepped, Consumer<Throwable> faults) {
        this.world = world;
        this.whenStepped = whenStepped;
        this.faults = faults;
    }

    /** What the clock of the process shows. */
    public InstantSource clock() {
        return this::now;
    }

    /** What the clock of the process shows now. */
    public Instant now() {
        return world.steady().plus(ahead);
    }

    /** The time that passes for the process, whatever its clock is set to. */
    public InstantSource steady() {
        return world::steady;
    }

    /** The same, in nanoseconds. */
    public long nanos() {
        return Duration.between(Instant.EPOCH, world.steady()).toNanos();
    }

    /** The clock of the process is set forward, or back. */
    public void jump(Duration by) {
        ahead = ahead.plus(by);
    }

    /** Runs steps of the process, one at a time. */
    public ScheduledExecutorService scheduler() {
        return scheduler;
    }

    /** A step of the process, when {@code delay} has passed; never within this call. */
    public ManualClock.Timer after(Duration delay, Runnable step) {
        return world.after(delay, () -> now(step));
    }

    /** A step of the process at once, or when it goes on. */
    public void now(Runnable step) {
        if (dead) {
            return;
        }
        if (frozen) {
            heldBack.add(step);
            return;
        }
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            faults.accept(e);
        }
        if (!dead) {
            whenStepped.run();
        }
    }

    /** The process ends here: nothing that it was about to do is done. */
    public void kill() {
        dead = true;
        heldBack.clear();
    }

    /** Whether it was killed. */
    public boolean isDead() {
        return dead;
    }

    /** The process stands still from here on. */
    public void freeze() {
        frozen = true;
    }

    /** Whether it stands still. */
    public boolean isFrozen() {
        return frozen;
    }

    /** The process goes on. */
    public void thaw() {
        frozen = false;
        while (!frozen && !dead && !heldBack.isEmpty()) {
            now(heldBack.remove());
        }
    }
}
