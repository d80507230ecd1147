package com.example;

import dev.isthmus.driver.ECSSchedulerDriver;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.SchedulerDriver;

/** A framework of one's own, made for the driver. */
public final class Main {

    private Main() {}

    /** Runs one task on the cluster my-cluster. */
    public static void main(String[] arguments) {
        System.out.println(run(new OneTask("echo hello")));
    }

    static Status run(OneTask scheduler) {
        FrameworkInfo frameworkInfo =
                FrameworkInfo.newBuilder().setName("one").setUser("").build();
        SchedulerDriver driver = new ECSSchedulerDriver(scheduler, frameworkInfo, "ecs://my-cluster");
        Status status = driver.run();
        return status;
    }
}
