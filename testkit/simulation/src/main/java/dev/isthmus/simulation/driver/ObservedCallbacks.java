package dev.isthmus.simulation.driver;

import dev.isthmus.mesos.SchedulerCallbacks;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.simulation.trace.Column;
import java.util.List;

/** The callbacks of a framework, each of which is seen before it is made. Those of a process that has died are not made. */
final class ObservedCallbacks implements SchedulerCallbacks {

    private final ProcessWitness witness;
    private final SchedulerCallbacks real;
    private final boolean acknowledges;

    /**
     * Over the callbacks of a framework.
     *
     * @param acknowledges whether a callback that returns acknowledges its update
     */
    ObservedCallbacks(ProcessWitness witness, SchedulerCallbacks real, boolean acknowledges) {
        this.witness = witness;
        this.real = real;
        this.acknowledges = acknowledges;
    }

    private void tell(String what, Object detail, Runnable seen, Runnable callback) {
        if (!witness.happens(Column.FRONTEND, what, detail)) {
            return;
        }
        seen.run();
        if (witness.lives()) {
            callback.run();
        }
    }

    @Override
    public void registered(FrameworkID frameworkId, MasterInfo master) {
        tell(
                "registered",
                frameworkId.getValue(),
                () -> witness.registered(frameworkId.getValue()),
                () -> real.registered(frameworkId, master));
    }

    @Override
    public void reregistered(MasterInfo master) {
        tell(
                "reregistered",
                "",
                () -> witness.observer().connected(witness.life(), true),
                () -> real.reregistered(master));
    }

    @Override
    public void disconnected() {
        tell("disconnected", "", () -> witness.observer().connected(witness.life(), false), real::disconnected);
    }

    @Override
    public void resourceOffers(List<Offer> offers) {
        List<Offer> seen = List.copyOf(offers);
        tell(
                "offers",
                new Shown.Offers(seen),
                () -> seen.forEach(offer -> witness.observer().offered(witness.life(), offer)),
                () -> real.resourceOffers(offers));
    }

    @Override
    public void offerRescinded(OfferID offerId) {
        tell(
                "rescinds",
                offerId.getValue(),
                () -> witness.observer().rescinded(witness.life(), offerId.getValue()),
                () -> real.offerRescinded(offerId));
    }

    @Override
    public void statusUpdate(TaskStatus status) {
        tell(
                "tells",
                new Shown.Status(status),
                () -> witness.observer().told(witness.life(), status),
                () -> real.statusUpdate(status));
        if (acknowledges && status.hasUuid() && witness.lives() && witness.takesCalls()) {
            witness.observer().acknowledged(witness.life(), status);
        }
    }

    @Override
    public void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data) {
        tell("message", executorId.getValue(), () -> {}, () -> real.frameworkMessage(executorId, slaveId, data));
    }

    @Override
    public void slaveLost(SlaveID slaveId) {
        tell(
                "slaveLost",
                slaveId.getValue(),
                () -> witness.observer().agentLost(witness.life(), slaveId.getValue()),
                () -> real.slaveLost(slaveId));
    }

    @Override
    public void executorLost(ExecutorID executorId, SlaveID slaveId, int status) {
        tell("executorLost", executorId.getValue(), () -> {}, () -> real.executorLost(executorId, slaveId, status));
    }

    @Override
    public void error(String message) {
        tell("error", message, () -> witness.failed(message), () -> real.error(message));
    }
}
