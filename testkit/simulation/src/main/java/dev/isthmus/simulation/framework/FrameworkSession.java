package dev.isthmus.simulation.framework;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.simulation.time.Draws;
import java.time.Duration;
import java.time.Instant;

/** What a framework has in one life of its process. After the death of the process, nothing that it does has an effect. */
public interface FrameworkSession {

    /** The driver. */
    FrameworkDriver driver();

    /** What the clock of the process shows. */
    Instant now();

    /** The framework does something by itself when this has passed, if the process lives then. */
    void after(Duration delay, Runnable action);

    /**
     * Whether no newer process of the framework has begun. One that was replaced may go on for a while, but the framework's own store takes nothing
     * from it any more.
     */
    boolean isCurrent();

    /** What chance decides in it. */
    Draws draws();

    /** The process exits, and is started again soon. */
    void exit(String why);

    /** It will not go on, because of what the driver did or did not do. */
    void giveUp(String why);
}
