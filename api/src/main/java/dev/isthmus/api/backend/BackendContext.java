package dev.isthmus.api.backend;

import dev.isthmus.api.settings.Settings;
import java.time.InstantSource;
import java.util.concurrent.ScheduledExecutorService;

/**
 * What a backend is opened with. Time and threads are given, so that a test can hold them still.
 *
 * @param settings what has been set
 * @param clock the time
 * @param scheduler runs the backend's own short steps and timers; single-threaded in effect, and not to be shut down by the backend
 * @param fence asked before each call that changes the cluster
 */
public record BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler, Fence fence) {

    /** For a driver that is never replaced. */
    public BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler) {
        this(settings, clock, scheduler, Fence.NONE);
    }
}
