package dev.isthmus.driver.sharing;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;

/** A scheduler as far as these tests do not care. */
abstract class QuietCallbacks implements SchedulerCallbacks {

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {}

    @Override
    public void reregistered(MasterInfo master) {}

    @Override
    public void disconnected() {}

    @Override
    public void offerRescinded(OfferID offerId) {}

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {}

    @Override
    public void slaveLost(SlaveID slaveId) {}

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {}

    @Override
    public void error(String message) {
        throw new AssertionError(message);
    }
}
