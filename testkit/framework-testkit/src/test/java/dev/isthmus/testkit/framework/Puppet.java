package dev.isthmus.testkit.framework;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.mesos.Protos.CommandInfo;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.FrameworkInfo;
import org.apache.mesos.Protos.MasterInfo;
import org.apache.mesos.Protos.Offer;
import org.apache.mesos.Protos.OfferID;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskInfo;
import org.apache.mesos.Protos.TaskStatus;
import org.apache.mesos.Protos.Value;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** A scheduler that does what a test tells it, and nothing else. */
final class Puppet implements Scheduler {

    BiConsumer<SchedulerDriver, Offer> onOffer = (driver, offer) -> {};
    BiConsumer<SchedulerDriver, TaskStatus> onStatus = (driver, status) -> {};
    Consumer<SchedulerDriver> onRegistered = driver -> {};

    /** Every callback, by name. */
    final List<String> told = new ArrayList<>();

    static FrameworkInfo framework(FrameworkInfo.Capability.Type... capabilities) {
        FrameworkInfo.Builder info =
                FrameworkInfo.newBuilder().setName("puppet").setUser("nobody");
        for (FrameworkInfo.Capability.Type type : capabilities) {
            info.addCapabilities(FrameworkInfo.Capability.newBuilder().setType(type));
        }
        return info.build();
    }

    /** Launches one task of this size on the first offer, and declines all others. */
    static Puppet launching(String task, double cpus, double mem) {
        Puppet puppet = new Puppet();
        List<String> launched = new ArrayList<>();
        puppet.onOffer = (driver, offer) -> {
            if (launched.isEmpty()) {
                launched.add(task);
                driver.launchTasks(List.of(offer.getId()), List.of(task(offer, task, cpus, mem)));
            } else {
                driver.declineOffer(offer.getId());
            }
        };
        return puppet;
    }

    static TaskInfo task(Offer offer, String id, double cpus, double mem) {
        return TaskInfo.newBuilder()
                .setName(id + "-name")
                .setTaskId(taskId(id))
                .setSlaveId(offer.getSlaveId())
                .addResources(scalar("cpus", cpus))
                .addResources(scalar("mem", mem))
                .setCommand(CommandInfo.newBuilder().setValue("sleep 1"))
                .build();
    }

    static TaskInfo withPorts(TaskInfo task, int first, int last) {
        return task.toBuilder()
                .addResources(Resource.newBuilder()
                        .setName("ports")
                        .setType(Value.Type.RANGES)
                        .setRanges(Value.Ranges.newBuilder()
                                .addRange(
                                        Value.Range.newBuilder().setBegin(first).setEnd(last))))
                .build();
    }

    static TaskID taskId(String id) {
        return TaskID.newBuilder().setValue(id).build();
    }

    static Resource scalar(String name, double value) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .build();
    }

    @Override
    public void registered(SchedulerDriver driver, FrameworkID frameworkId, MasterInfo master) {
        told.add("registered");
        onRegistered.accept(driver);
    }

    @Override
    public void reregistered(SchedulerDriver driver, MasterInfo master) {
        told.add("reregistered");
    }

    @Override
    public void resourceOffers(SchedulerDriver driver, List<Offer> offers) {
        told.add("resourceOffers");
        offers.forEach(offer -> onOffer.accept(driver, offer));
    }

    @Override
    public void offerRescinded(SchedulerDriver driver, OfferID offerId) {
        told.add("offerRescinded");
    }

    @Override
    public void statusUpdate(SchedulerDriver driver, TaskStatus status) {
        told.add(status.getState().name());
        onStatus.accept(driver, status);
    }

    @Override
    public void frameworkMessage(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, byte[] data) {
        told.add("frameworkMessage");
    }

    @Override
    public void disconnected(SchedulerDriver driver) {
        told.add("disconnected");
    }

    @Override
    public void slaveLost(SchedulerDriver driver, SlaveID slaveId) {
        told.add("slaveLost");
    }

    @Override
    public void executorLost(SchedulerDriver driver, ExecutorID executorId, SlaveID slaveId, int status) {
        told.add("executorLost");
    }

    @Override
    public void error(SchedulerDriver driver, String message) {
        told.add("error: " + message);
    }
}
