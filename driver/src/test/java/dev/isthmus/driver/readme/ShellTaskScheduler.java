package dev.isthmus.driver.readme;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** The smallest framework there is: one shell command, and an end when that has ended. */
final class ShellTaskScheduler implements Scheduler {

    private final String line;
    private final AtomicBoolean launched = new AtomicBoolean();
    private final List<TaskState> states = new CopyOnWriteArrayList<>();
    private final List<String> errors = new CopyOnWriteArrayList<>();

    ShellTaskScheduler(String line) {
        this.line = line;
    }

    /** The states of the task, in the order in which they came. */
    List<TaskState> states() {
        return states;
    }

    List<String> errors() {
        return errors;
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        for (Offer offer : offers) {
            if (launched.compareAndSet(false, true)) {
                TaskInfo task = TaskInfo.newBuilder()
                        .setName("one")
                        .setTaskId(TaskID.newBuilder().setValue("one"))
                        .setSlaveId(offer.getSlaveId())
                        .addResources(scalar("cpus", 0.1))
                        .addResources(scalar("mem", 32))
                        .setCommand(CommandInfo.newBuilder().setValue(line))
                        .build();
                driver.launchTasks(List.of(offer.getId()), List.of(task));
            } else {
                driver.declineOffer(offer.getId());
            }
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
        states.add(status.getState());
        if (status.getState() != TaskState.TASK_STARTING && status.getState() != TaskState.TASK_RUNNING) {
            driver.stop();
        }
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        errors.add(message);
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo masterInfo) {}

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
