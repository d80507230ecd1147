package dev.isthmus.mesos;

import dev.isthmus.mesos.shell.DriverShell;

/** Makes drivers. */
public final class MesosFrontend {

    private MesosFrontend() {}

    /** A driver that has not been started. Makes no thread and opens nothing before {@link FrameworkDriver#start}. */
    public static FrontendDriver driver(FrontendOptions options) {
        return new DriverShell(options);
    }
}
