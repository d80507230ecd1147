package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;

/** Makes drivers. */
public final class MesosFrontend {

    private MesosFrontend() {}

    /** A driver that has not been started. Makes no thread and opens nothing before {@link FrameworkDriver#start}. */
    public static FrontendDriver driver(FrontendOptions options) {
        return new DriverShell(options);
    }

    /**
     * A driver without a thread and without timers: whoever made it says when it goes on. For tests of frameworks; the scheduler
     * among the options is not used.
     */
    public static SteppedDriver stepped(FrontendOptions options) {
        return new SteppedDriver(options);
    }
}
