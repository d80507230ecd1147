package dev.isthmus.api.backend;

import dev.isthmus.api.settings.Settings;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a backend is opened with. Clock and threads are passed in, so that a test can control them.
 *
 * @param settings the settings in force
 * @param clock the time
 * @param scheduler runs the backend's own short steps and timers, one at a time; the backend must not shut it down
 * @param fence to be checked before each call that changes the cluster
 */
public record BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler, Fence fence) {

    /** For a driver that is never replaced. */
    public BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler) {
        this(settings, clock, scheduler, Fence.NONE);
    }
}
