package dev.isthmus.mesos;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.FrameworkID;
import dev.isthmus.mesos.messages.Protos.MasterInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import java.util.List;

/**
 * The ten callbacks of {@code org.apache.mesos.Scheduler}, in our private copy of the messages.
 *
 * <p>The driver is not among the arguments: an implementation belongs to one driver.
 *
 * <p><b>Threading.</b> Called serially, on the driver's own thread, never on the thread of a driver method and never nested; only {@link #error} may
 * come on the thread that constructs or starts a driver that cannot be set up. No lock of the driver is held, so every method of {@link
 * FrameworkDriver} may be called from inside. After {@link FrameworkDriver#stop} or {@link FrameworkDriver#abort} no new callback begins.
 *
 * <p><b>Errors.</b> An exception that leaves a callback aborts the driver, as in Mesos.
 *
 * <p>Source of the rules: Mesos 1.11.0, {@code Scheduler.java} and {@code src/sched/sched.cpp}.
 */
public interface SchedulerCallbacks {

    /**
     * The framework is registered; always comes before the first offers.
     *
     * @param frameworkId the id assigned, or the framework's own; never empty
     * @param master who answers for the cluster
     */
    void registered(FrameworkID frameworkId, MasterInfo master);

    /**
     * The same driver has found its cluster again after {@link #disconnected}.
     *
     * @param master who answers for the cluster now
     */
    void reregistered(MasterInfo master);

    /** The cluster cannot be reached, and outstanding offers are no longer valid. Called once for each loss, only if the driver was registered. */
    void disconnected();

    /**
     * New offers, all of one allocation run.
     *
     * @param offers not empty; a list that the receiver may change
     */
    void resourceOffers(List<Offer> offers);

    /**
     * An offer is no longer valid. The tasks of a call that uses it all the same are lost.
     *
     * @param offerId the rescinded offer
     */
    void offerRescinded(OfferID offerId);

    /**
     * The state of a task, delivered until it is acknowledged.
     *
     * @param status the state; without a uuid when it needs no acknowledgement
     */
    void statusUpdate(TaskStatus status);

    /**
     * A message of an executor; best effort.
     *
     * @param executorId the sender
     * @param slaveId the agent it runs on
     * @param data the message as sent; a copy of the receiver's own
     */
    void frameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data);

    /**
     * An agent is lost for good; the states of its tasks are reported by {@link #statusUpdate}.
     *
     * @param slaveId the agent
     */
    void slaveLost(SlaveID slaveId);

    /**
     * An executor ended.
     *
     * @param executorId the executor
     * @param slaveId the agent it ran on
     * @param status how it ended, as {@code wait(2)} reports it
     */
    void executorLost(ExecutorID executorId, SlaveID slaveId, int status);

    /**
     * The driver cannot go on; it is aborted before this is called.
     *
     * @param message what was wrong, where, and what to do
     */
    void error(String message);
}
