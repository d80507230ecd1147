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
}
