package dev.isthmus.driver.client.machine;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;

/** One callback of a framework. */
@FunctionalInterface
public interface Told {

    /** Makes the callback. */
    void to(Scheduler scheduler);

    /** A framework's scheduler, in our messages: the callbacks of {@code org.apache.mesos.Scheduler} but {@code error}, with the same meanings. */
    interface Scheduler {

        /** The framework is registered for the first time. */
        void registered(FrameworkID framework, MasterInfo master);

        /** The same driver has found a master again. */
        void reregistered(MasterInfo master);

        /** The master is lost, and with it all offers. */
        void disconnected();

        /** New offers; a list that the framework may change. */
        void offers(List<Offer> offers);

        /** An offer holds no longer. */
        void rescinded(OfferID offer);

        /** The state of a task; acknowledged when it returns, unless the framework does that. */
        void updated(TaskStatus status);

        /** A message of an executor. */
        void sent(ExecutorID executor, SlaveID agent, byte[] data);

        /** An agent is lost. */
        void agentLost(SlaveID agent);

        /** An executor ended; the status is that of {@code wait(2)}. */
        void executorLost(ExecutorID executor, SlaveID agent, int status);
    }
}
