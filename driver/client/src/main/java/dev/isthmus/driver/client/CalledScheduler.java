package dev.isthmus.driver.client;

import dev.isthmus.driver.client.machine.Told;
import dev.isthmus.driver.message.ToFramework;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.Scheduler;
import org.apache.mesos.SchedulerDriver;

/** Passes what a framework is told to its scheduler, in its own types and with the driver object that it created, and remembers the last update. */
final class CalledScheduler implements Told.Scheduler {

    private final Scheduler scheduler;
    private final SchedulerDriver driver;
    private Optional<TaskStatus> updated = Optional.empty();

    CalledScheduler(Scheduler scheduler, SchedulerDriver driver) {
        this.scheduler = scheduler;
        this.driver = driver;
    }

    /** The update that was told since this was asked last. */
    Optional<TaskStatus> takeUpdated() {
        Optional<TaskStatus> last = updated;
        updated = Optional.empty();
        return last;
    }

    @Override
    public void registered(FrameworkID framework, MasterInfo master) {
        scheduler.registered(driver, ToFramework.FRAMEWORK_ID.cross(framework), ToFramework.MASTER_INFO.cross(master));
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
    public void offers(List<Offer> offers) {
        scheduler.resourceOffers(driver, ToFramework.OFFER.crossAll(offers));
    }

    @Override
    public void rescinded(OfferID offer) {
        scheduler.offerRescinded(driver, ToFramework.OFFER_ID.cross(offer));
    }

    @Override
    public void updated(TaskStatus status) {
        scheduler.statusUpdate(driver, ToFramework.TASK_STATUS.cross(status));
        updated = Optional.of(status);
    }

    @Override
    public void sent(ExecutorID executor, SlaveID agent, byte[] data) {
        scheduler.frameworkMessage(
                driver, ToFramework.EXECUTOR_ID.cross(executor), ToFramework.SLAVE_ID.cross(agent), data);
    }

    @Override
    public void agentLost(SlaveID agent) {
        scheduler.slaveLost(driver, ToFramework.SLAVE_ID.cross(agent));
    }

    @Override
    public void executorLost(ExecutorID executor, SlaveID agent, int status) {
        scheduler.executorLost(
                driver, ToFramework.EXECUTOR_ID.cross(executor), ToFramework.SLAVE_ID.cross(agent), status);
    }

    /** The driver cannot go on. */
    void error(String message) {
        scheduler.error(driver, message);
    }
}
