package dev.isthmus.driver;

import dev.isthmus.driver.message.ToFramework;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** Passes our callbacks to the framework's scheduler, in its own types and with the driver object that it created. */
final class FrameworkScheduler implements SchedulerCallbacks {

    private final Scheduler scheduler;
    private final SchedulerDriver driver;

    FrameworkScheduler(Scheduler scheduler, SchedulerDriver driver) {
        this.scheduler = scheduler;
        this.driver = driver;
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        scheduler.registered(
                driver, ToFramework.FRAMEWORK_ID.cross(frameworkId), ToFramework.MASTER_INFO.cross(master));
    }

    @Override
    public void reregistered(MasterInfo master) {
        scheduler.reregistered(driver, ToFramework.MASTER_INFO.cross(master));
    }

    @Override
    public void disconnected() {
        scheduler.disconnected(driver);
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        scheduler.resourceOffers(driver, ToFramework.OFFER.crossAll(offers));
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        scheduler.offerRescinded(driver, ToFramework.OFFER_ID.cross(offerId));
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        scheduler.statusUpdate(driver, ToFramework.TASK_STATUS.cross(status));
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        scheduler.frameworkMessage(
                driver, ToFramework.EXECUTOR_ID.cross(executorId), ToFramework.SLAVE_ID.cross(slaveId), data);
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        scheduler.slaveLost(driver, ToFramework.SLAVE_ID.cross(slaveId));
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        scheduler.executorLost(
                driver, ToFramework.EXECUTOR_ID.cross(executorId), ToFramework.SLAVE_ID.cross(slaveId), status);
    }

    @Override
    public void error(String message) {
        scheduler.error(driver, message);
    }
}
