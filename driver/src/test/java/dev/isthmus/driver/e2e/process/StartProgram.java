package dev.isthmus.driver.e2e.process;

import dev.isthmus.driver.e2e.Program;
import java.util.List;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.SchedulerDriver;

/** A framework's main, for a JVM of its own: runs the driver until its first offers or its error, and prints what it is told. */
final class StartProgram extends Program {

    private StartProgram() {}

    public static void main(String[] arguments) {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("start").build();
        Status status = new MesosSchedulerDriver(new StartProgram(), info, arguments[0]).run();
        print("ended as " + status);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        print("registered");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        print("offered");
        driver.stop();
    }
}
