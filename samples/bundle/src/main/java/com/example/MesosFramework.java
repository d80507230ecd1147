package com.example;

import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;

/** A framework that was made for Mesos and knows nothing of Isthmus: its driver, and the master from its command line. */
public final class MesosFramework {

    private MesosFramework() {}

    /** Runs one task on the given master. */
    public static void main(String[] arguments) {
        OneTaskScheduler scheduler = new OneTaskScheduler("echo hello");
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setName("one").setUser("").build();
        Status status = new MesosSchedulerDriver(scheduler, info, arguments[0]).run();
        System.out.println("states " + scheduler.states() + ", errors " + scheduler.errors() + ", ended as " + status);
        System.exit(status == Status.DRIVER_STOPPED ? 0 : 1);
    }
}
