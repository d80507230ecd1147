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
 */
public record BackendContext(Settings settings, InstantSource clock, ScheduledExecutorService scheduler) {}
