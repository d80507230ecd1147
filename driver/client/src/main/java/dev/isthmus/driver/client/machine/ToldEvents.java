package dev.isthmus.driver.client.machine;

import dev.isthmus.driver.client.wire.SchedulerEvent;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;

/** The events that a framework is told of as they are. */
abstract class ToldEvents implements SchedulerEvent.Cases {

    /** Tells the framework. */
    abstract void tell(Told told);

    @Override
    public void offers(List<Offer> offers) {
        tell(scheduler -> scheduler.offers(offers));
    }

    @Override
    public void rescinded(OfferID offer) {
        tell(scheduler -> scheduler.rescinded(offer));
    }

    @Override
    public void updated(TaskStatus status) {
        tell(scheduler -> scheduler.updated(status));
    }

    @Override
    public void sent(ExecutorID executor, SlaveID agent, byte[] data) {
        tell(scheduler -> scheduler.sent(executor, agent, data));
    }

    @Override
    public void agentFailed(SlaveID agent) {
        tell(scheduler -> scheduler.agentLost(agent));
    }

    @Override
    public void executorFailed(ExecutorID executor, SlaveID agent, int status) {
        tell(scheduler -> scheduler.executorLost(executor, agent, status));
    }

    /** A sign of life is one by having come. */
    @Override
    public void nothing() {}
}
