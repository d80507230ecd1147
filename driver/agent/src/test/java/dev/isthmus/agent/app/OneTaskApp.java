package dev.isthmus.agent.app;

import java.util.Collections;
import java.util.List;
import org.apache.mesos.MesosNativeLibrary;
import org.apache.mesos.MesosSchedulerDriver;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.Status;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A framework that was made for Mesos and knows nothing of Isthmus: one shell command, and an end when that has ended. */
public final class OneTaskApp implements Scheduler {

    private boolean launched;
    private TaskState last = TaskState.TASK_STAGING;

    private OneTaskApp() {}

    /** Runs one task on the given master. */
    public static void main(String[] arguments) {
        MesosNativeLibrary.load();
        OneTaskApp scheduler = new OneTaskApp();
        FrameworkInfo info =
                FrameworkInfo.newBuilder().setName("one").setUser("").build();
        Status status = new MesosSchedulerDriver(scheduler, info, arguments[0]).run();
        System.out.println("last state " + scheduler.last + ", ended as " + status);
        System.exit(status == Status.DRIVER_STOPPED ? 0 : 1);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo masterInfo) {
        System.out.println("registered with " + driver.getClass().getName() + " of "
                + (driver.getClass().getClassLoader() == OneTaskApp.class.getClassLoader() ? "its own" : "another")
                + " class loader");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            if (launched) {
                driver.declineOffer(offer.getId());
                continue;
            }
            launched = true;
            TaskInfo task = TaskInfo.newBuilder()
                    .setName("one")
                    .setTaskId(TaskID.newBuilder().setValue("one"))
                    .setSlaveId(offer.getSlaveId())
                    .addResources(scalar("cpus", 0.1))
                    .addResources(scalar("mem", 32))
                    .setCommand(CommandInfo.newBuilder().setValue("echo hello"))
                    .build();
            driver.launchTasks(Collections.singletonList(offer.getId()), Collections.singletonList(task));
        }
    }

    private static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        last = status.getState();
        if (last != TaskState.TASK_STARTING && last != TaskState.TASK_RUNNING) {
            driver.stop();
        }
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        System.out.println("error: " + message);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo masterInfo) {}

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {}

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void disconnected(SchedulerDriver driver) {}

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID slaveId) {}

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, int status) {}
}
