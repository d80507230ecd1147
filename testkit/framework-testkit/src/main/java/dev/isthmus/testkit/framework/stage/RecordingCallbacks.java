package dev.isthmus.testkit.framework.stage;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.stream.Collectors;

/** Writes down what a scheduler is told, and tells it. What the scheduler throws becomes the failure of the step. */
final class RecordingCallbacks implements SchedulerCallbacks {

    private final Stage stage;
    private final SchedulerCallbacks scheduler;

    RecordingCallbacks(Stage stage, SchedulerCallbacks scheduler) {
        this.stage = stage;
        this.scheduler = scheduler;
    }

    private void tell(String text, Runnable callback) {
        stage.telling(text);
        try {
            callback.run();
        } catch (Throwable e) {
            // Whatever it is, AssertionErrors of a test's own scheduler too: the step fails with it as the cause.
            stage.threw(text, e);
        }
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        stage.registered(frameworkId.getValue());
        tell("registered as " + frameworkId.getValue(), () -> scheduler.registered(frameworkId, master));
    }

    @Override
    public void reregistered(MasterInfo master) {
        stage.connected();
        tell("reregistered", () -> scheduler.reregistered(master));
    }

    @Override
    public void disconnected() {
        stage.disconnected();
        tell("disconnected", scheduler::disconnected);
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        stage.offered(offers);
        String text = offers.stream()
                .map(offer -> offer.getSlaveId().getValue() + " (" + Texts.resources(offer.getResourcesList()) + ")")
                .collect(Collectors.joining(", ", "resourceOffers: ", ""));
        tell(text, () -> scheduler.resourceOffers(offers));
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        stage.answered(List.of(offerId.getValue()));
        tell("offerRescinded: " + stage.agentOf(offerId.getValue()), () -> scheduler.offerRescinded(offerId));
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        stage.told(status);
        tell("statusUpdate: " + Texts.status(status), () -> scheduler.statusUpdate(status));
        stage.returned(status);
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        tell("frameworkMessage", () -> scheduler.frameworkMessage(executorId, slaveId, data));
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        tell("slaveLost: " + slaveId.getValue(), () -> scheduler.slaveLost(slaveId));
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        tell("executorLost: " + executorId.getValue(), () -> scheduler.executorLost(executorId, slaveId, status));
    }

    @Override
    public void error(String message) {
        stage.failed(message);
        tell("error: " + message, () -> scheduler.error(message));
    }
}
