package dev.isthmus.driver.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Takes the events of one logger. Called on any thread. */
interface NamedTarget {

    /** Whether events of a level would be written. */
    boolean isEnabled(Level level);

    /** Takes an event, its message already put together. */
    void log(Level level, String message, @Nullable Throwable thrown);
}
