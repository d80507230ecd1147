package dev.isthmus.mesos;

import dev.isthmus.mesos.messages.Protos.ExecutorID;
import dev.isthmus.mesos.messages.Protos.Filters;
import dev.isthmus.mesos.messages.Protos.FrameworkInfo;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.OfferID;
import dev.isthmus.mesos.messages.Protos.Request;
import dev.isthmus.mesos.messages.Protos.SlaveID;
import dev.isthmus.mesos.messages.Protos.Status;
import dev.isthmus.mesos.messages.Protos.TaskID;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.OfferConstraints;
import java.util.Collection;

/**
 * What {@code org.apache.mesos.SchedulerDriver} does, every method of it, in our private copy of the messages.
 *
 * <p>The overloads of {@code SchedulerDriver} that leave arguments out are made of these at the border: no filters are
 * {@code Filters.getDefaultInstance()}, no constraints are {@code OfferConstraints.getDefaultInstance()}, and
 * {@code stop()} is {@code stop(false)}.
 *
 * <p><b>Threading.</b> Every method may be called from any thread, and from inside a callback. Only {@link #join} and
 * {@link #run} block.
 *
 * <p><b>What is returned.</b> The state of the driver, never the success of the request: {@code DRIVER_RUNNING} while it
 * runs, whatever happens later; otherwise the state it is in, and the call does nothing. What becomes of a request is
 * told by {@link SchedulerCallbacks}.
 *
 * <p>Arguments are never null. Source of the rules: Mesos 1.11.0, {@code SchedulerDriver.java} and
 * {@code src/sched/sched.cpp}.
 */
public interface FrameworkDriver {

    /**
     * Starts the driver without waiting for registration.
     *
     * @return {@code DRIVER_RUNNING} for a fresh driver; {@code DRIVER_ABORTED} if it cannot be set up
     */
    Status start();

    /**
     * Stops the driver; what was asked for before is still carried out.
     *
     * @param failover whether the framework will come back: if not, its tasks are killed
     * @return {@code DRIVER_STOPPED}; {@code DRIVER_ABORTED} the first time after an abort
     */
    Status stop(boolean failover);

    /**
     * Ends all callbacks; the framework may still come back with another driver.
     *
     * @return {@code DRIVER_ABORTED} if the driver ran
     */
    Status abort();

    /**
     * Waits until the driver is stopped or aborted.
     *
     * @return the state that ended the wait, or at once the state of a driver that does not run
     */
    Status join();

    /**
     * {@link #start}, then {@link #join}.
     *
     * @return what {@link #join} returns, or what {@link #start} returned when that was not {@code DRIVER_RUNNING}
     */
    Status run();

    /**
     * Asks for resources; a hint that Mesos itself ignores.
     *
     * @param requests what is wanted
     * @return the state of the driver
     */
    Status requestResources(Collection<Request> requests);

    /**
     * Launches tasks on offers of one agent; no tasks declines the offers.
     *
     * @param offerIds the offers to use
     * @param tasks the tasks
     * @param filters for how long what is left of the offers is not offered again
     * @return the state of the driver
     */
    Status launchTasks(Collection<OfferID> offerIds, Collection<TaskInfo> tasks, Filters filters);

    /**
     * Kills a task; the outcome is a status update.
     *
     * @param taskId the task
     * @return the state of the driver
     */
    Status killTask(TaskID taskId);

    /**
     * Carries out operations on offers of one agent; no operations declines the offers.
     *
     * @param offerIds the offers to use
     * @param operations what to do, in order
     * @param filters for how long what is left of the offers is not offered again
     * @return the state of the driver
     */
    Status acceptOffers(Collection<OfferID> offerIds, Collection<Offer.Operation> operations, Filters filters);

    /**
     * Declines an offer.
     *
     * @param offerId the offer
     * @param filters how long it is not to be offered again
     * @return the state of the driver
     */
    Status declineOffer(OfferID offerId, Filters filters);

    /**
     * Drops all filters and ends all suppression.
     *
     * @return the state of the driver
     */
    Status reviveOffers();

    /**
     * Drops filters and ends suppression for some roles.
     *
     * @param roles the roles; none of them does nothing
     * @return the state of the driver
     */
    Status reviveOffers(Collection<String> roles);

    /**
     * Suppresses all offers until they are revived.
     *
     * @return the state of the driver
     */
    Status suppressOffers();

    /**
     * Suppresses the offers to some roles until they are revived.
     *
     * @param roles the roles; none of them does nothing
     * @return the state of the driver
     */
    Status suppressOffers(Collection<String> roles);

    /**
     * Acknowledges an update, for a framework that said it would.
     *
     * @param status the update as it was delivered
     * @return the state of the driver
     */
    Status acknowledgeStatusUpdate(TaskStatus status);

    /**
     * Sends a message to an executor; best effort.
     *
     * @param executorId the executor
     * @param slaveId the agent it runs on
     * @param data the message
     * @return the state of the driver
     */
    Status sendFrameworkMessage(ExecutorID executorId, SlaveID slaveId, byte[] data);

    /**
     * Asks for the states of tasks.
     *
     * @param statuses the tasks asked for; none asks for all that are not terminal
     * @return the state of the driver
     */
    Status reconcileTasks(Collection<TaskStatus> statuses);

    /**
     * Replaces the framework's description, its suppressed roles and its offer constraints in one step.
     *
     * @param framework the new description, with the framework's id
     * @param suppressedRoles the roles that get no offers, of those of the framework
     * @param constraints which agents to offer
     * @return the state of the driver
     */
    Status updateFramework(FrameworkInfo framework, Collection<String> suppressedRoles, OfferConstraints constraints);
}
