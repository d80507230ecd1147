package dev.isthmus.simulation;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;

/** Callbacks that are passed on, but for what a subclass does to them. */
public class PassedCallbacks implements SchedulerCallbacks {

    protected final SchedulerCallbacks real;

    protected PassedCallbacks(SchedulerCallbacks real) {
        this.real = real;
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        real.registered(frameworkId, master);
    }

    @Override
    public void reregistered(MasterInfo master) {
        real.reregistered(master);
    }

    @Override
    public void disconnected() {
        real.disconnected();
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        real.resourceOffers(offers);
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        real.offerRescinded(offerId);
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        real.statusUpdate(status);
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        real.frameworkMessage(executorId, slaveId, data);
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        real.slaveLost(slaveId);
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        real.executorLost(executorId, slaveId, status);
    }

    @Override
    public void error(String message) {
        real.error(message);
    }
}
