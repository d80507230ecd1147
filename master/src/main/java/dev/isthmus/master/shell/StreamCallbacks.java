package dev.isthmus.master.shell;

import dev.isthmus.master.subscription.SubscriptionInput;
import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.function.Consumer;

/** Puts what a driver calls back into the master's inbox, for the stream that the driver serves. */
final class StreamCallbacks implements SchedulerCallbacks {

    private final String stream;
    private final Consumer<SubscriptionInput> inbox;
    private final Runnable registered;
    private final Runnable aborted;

    StreamCallbacks(String stream, Consumer<SubscriptionInput> inbox, Runnable registered, Runnable aborted) {
        this.stream = stream;
        this.inbox = inbox;
        this.registered = registered;
        this.aborted = aborted;
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        registered.run();
        put(new Callback.Registered(frameworkId, master));
    }

    @Override
    public void reregistered(MasterInfo master) {
        put(new Callback.Reregistered(master));
    }

    @Override
    public void disconnected() {
        put(new Callback.Disconnected());
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        put(new Callback.Offers(offers));
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        put(new Callback.Rescinded(offerId));
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        put(new Callback.Update(status));
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        // There are no executors that send any.
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        put(new Callback.AgentLost(slaveId));
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        // There are no executors to be lost.
    }

    @Override
    public void error(String message) {
        aborted.run();
        inbox.accept(new SubscriptionInput.Failed(stream, message));
    }

    private void put(Callback callback) {
        inbox.accept(new SubscriptionInput.CalledBack(stream, callback));
    }
}
