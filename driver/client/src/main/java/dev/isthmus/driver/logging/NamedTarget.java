package dev.isthmus.driver.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** Receives the events of one logger. Called on any thread. */
interface NamedTarget {

    /** Whether events of a level would be written. */
    boolean isEnabled(Level level);

    /** Receives an event with its formatted message. */
    void log(Level level, String message, @Nullable Throwable thrown);
}
