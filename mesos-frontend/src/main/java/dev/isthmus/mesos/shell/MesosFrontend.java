package dev.isthmus.mesos.shell;

import dev.isthmus.mesos.FrameworkDriver;
import dev.isthmus.mesos.FrontendDriver;
import dev.isthmus.mesos.FrontendOptions;
import dev.isthmus.mesos.machine.DriverObserver;

/** Creates drivers. */
public final class MesosFrontend {

    private MesosFrontend() {}

    /** Creates a driver that has not been started. It makes no thread and opens nothing before {@link FrameworkDriver#start}. */
    public static FrontendDriver driver(FrontendOptions options) {
        return driver(options, DriverObserver.NONE);
    }

    /** The same for a driver whose steps somebody sees. */
    public static FrontendDriver driver(FrontendOptions options, DriverObserver observer) {
        return new DriverShell(options, observer, true);
    }

    /**
     * Creates a driver without a thread and without timers, which its owner steps. For tests of frameworks; the scheduler in the options is not used.
     */
    public static SteppedDriver stepped(FrontendOptions options) {
        return stepped(options, DriverObserver.NONE);
    }

    /** The same for a driver whose steps somebody sees. */
    public static SteppedDriver stepped(FrontendOptions options, DriverObserver observer) {
        return new SteppedDriver(options, observer);
    }
}
