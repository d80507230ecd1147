package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;

/** Creates drivers. */
public final class MesosFrontend {

    private MesosFrontend() {}

    /** Creates a driver that has not been started. It makes no thread and opens nothing before {@link FrameworkDriver#start}. */
    public static FrontendDriver driver(FrontendOptions options) {
        return new DriverShell(options);
    }

    /**
     * Creates a driver without a thread and without timers, which its owner steps. For tests of frameworks; the scheduler in the options is not used.
     */
    public static SteppedDriver stepped(FrontendOptions options) {
        return new SteppedDriver(options);
    }
}
