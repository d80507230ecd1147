package dev.isthmus.agent.app;

import java.lang.instrument.Instrumentation;

/** An agent of somebody else's that loads Mesos's driver, too early for ours. */
public final class OtherAgent {

    private OtherAgent() {}

    /** Called by the JVM. */
    public static void premain(String argument, Instrumentation instrumentation) throws ClassNotFoundException {
        Class.forName("org.apache.mesos.MesosSchedulerDriver", false, ClassLoader.getSystemClassLoader());
    }
}
