package dev.isthmus.driver.conformance;

import dev.isthmus.driver.e2e.Program;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.SchedulerDriver;

/** A framework of the shape of Mesos's example TestExceptionFramework: it throws as soon as it is registered, and expects to be aborted. */
final class TestExceptionFramework extends Program {

    private TestExceptionFramework() {}

    public static void main(String[] arguments) {
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setUser("").setName("test-exception").build();
        Status status = new MesosSchedulerDriver(new TestExceptionFramework(), info, "ecs://default").run();
        print("ended as " + status);
        System.exit(status == Status.DRIVER_ABORTED ? 0 : 1);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID id, MasterInfo master) {
        throw new ArrayIndexOutOfBoundsException("thrown by the framework");
    }
}
