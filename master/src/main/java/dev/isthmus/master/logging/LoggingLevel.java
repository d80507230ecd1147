package dev.isthmus.master.logging;

import java.time.Duration;

/** How much of its own a master logs (3rdparty/libprocess/src/logging.cpp). Thread-safe. */
public interface LoggingLevel {

    /** What a master logs unless it is asked for more. */
    int USUAL = 0;

    /** The present one: {@link #USUAL}, or above. */
    int now();

    /**
     * Sets it for a while, in place of what was set before.
     *
     * @param level at least {@link #USUAL}, which ends what was set before
     * @param duration after which it is {@link #USUAL} again; nothing of it, or less, ends it at once
     */
    void set(int level, Duration duration);
}
