package dev.isthmus.api.backend;

import dev.isthmus.api.settings.Settings;
import dev.isthmus.api.time.SteadyTime;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a backend is opened with. Clock and threads are passed in, so that a test can control them.
 *
 * @param settings the settings in force
 * @param clock the time that people see, which can be set forward and back
 * @param steady a time that goes forward as time passes, whatever the clock is set to; for whatever waits for a while
 * @param scheduler runs the backend's own short steps and timers, one at a time; the backend must not shut it down
 * @param fence to be checked before each call that changes the cluster
 */
public record BackendContext(
        Settings settings, InstantSource clock, InstantSource steady, ScheduledExecutorService scheduler, Fence fence) {

    /** With the time that passes beside the clock; a clock that is not the system's is taken for steady. */
    public BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler, Fence fence) {
        this(settings, clock, SteadyTime.of(clock), scheduler, fence);
    }

    /** The same, for a driver that is never replaced. */
    public BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler) {
        this(settings, clock, scheduler, Fence.NONE);
    }
}
