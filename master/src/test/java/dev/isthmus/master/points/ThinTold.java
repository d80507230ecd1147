package dev.isthmus.master.points;

import dev.isthmus.driver.client.machine.Told;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.machine.step.Output;
import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;
import java.util.function.Consumer;

/** What the thin driver tells its framework, as the callbacks of the tests. */
record ThinTold(Consumer<Output> callbacks) implements Told.Scheduler {

    @Override
    public void registered(FrameworkID framework, MasterInfo master) {
        callbacks.accept(new Callback.Registered(framework, master));
    }

    @Override
    public void reregistered(MasterInfo master) {
        callbacks.accept(new Callback.Reregistered(master));
    }

    @Override
    public void disconnected() {
        callbacks.accept(new Callback.Disconnected());
    }

    @Override
    public void offers(List<Offer> offers) {
        callbacks.accept(new Callback.Offers(offers));
    }

    @Override
    public void rescinded(OfferID offer) {
        callbacks.accept(new Callback.Rescinded(offer));
    }

    @Override
    public void updated(TaskStatus status) {
        callbacks.accept(new Callback.Update(status));
    }

    @Override
    public void sent(ExecutorID executor, SlaveID agent, byte[] data) {
        throw new AssertionError("no executor of ours sends messages");
    }

    @Override
    public void agentLost(SlaveID agent) {
        callbacks.accept(new Callback.AgentLost(agent));
    }

    @Override
    public void executorLost(ExecutorID executor, SlaveID agent, int status) {
        throw new AssertionError("no executor of ours is lost");
    }
}
