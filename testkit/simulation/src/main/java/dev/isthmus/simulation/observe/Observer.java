package dev.isthmus.simulation.observe;

import dev.isthmus.api.failure.BackendFailure.Category;
import dev.isthmus.api.journal.JournalEntry;
import dev.isthmus.api.journal.JournalKey;
import dev.isthmus.mesos.messages.Protos.Offer;
import dev.isthmus.mesos.messages.Protos.TaskInfo;
import dev.isthmus.mesos.messages.Protos.TaskStatus;
import dev.isthmus.mesos.messages.scheduler.Protos.Call;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.ContainerInstance;
import software.amazon.awssdk.services.ecs.model.Task;

/** Sees all that can be seen of a world from outside, in order. Does nothing to it. */
public interface Observer {

    // Processes.

    /** A process of a driver begins. */
    default void began(DriverLife life) {}

    /** A process of a driver is no more, or does nothing for its framework any more. */
    default void ended(DriverLife life) {}

    /** A process of a driver stands still, or goes on. */
    default void frozen(DriverLife life, boolean stands) {}

    /** The clock of a process has jumped. */
    default void clockJumped(DriverLife life) {}

    // What frameworks are told, before they are.

    /** {@code registered}, with the id of the framework. */
    default void registered(DriverLife life, String frameworkId) {}

    /** {@code reregistered}, or the loss of the cluster. */
    default void connected(DriverLife life, boolean connected) {}

    /** An offer of {@code resourceOffers}. */
    default void offered(DriverLife life, Offer offer) {}

    /** {@code offerRescinded}. */
    default void rescinded(DriverLife life, String offerId) {}

    /** {@code statusUpdate}. */
    default void told(DriverLife life, TaskStatus status) {}

    /** {@code slaveLost}. */
    default void agentLost(DriverLife life, String agentId) {}

    /** {@code error}. */
    default void failed(DriverLife life, String message) {}

    /** The framework will not go on, though nobody has stopped it. */
    default void gaveUp(String framework, String why) {}

    // What frameworks ask for.

    /** {@code launchTasks}, {@code acceptOffers} or {@code declineOffer}: offers are used, for these tasks or for none. */
    default void answered(DriverLife life, List<String> offerIds, List<TaskInfo> tasks) {}

    /** An update is acknowledged, by a call or by a callback that has returned. */
    default void acknowledged(DriverLife life, TaskStatus status) {}

    /** {@code killTask}. */
    default void killAsked(DriverLife life, String taskId) {}

    /** {@code reconcileTasks}; no tasks ask for all. */
    default void reconcileAsked(DriverLife life, List<String> taskIds) {}

    // What leaves a driver, and what comes of it.

    /** The backend begins a call of ECS. */
    default void called(DriverLife life, String operation) {}

    /** A call of ECS leaves the process, on its way to ECS. */
    default void sent(DriverLife life, String operation) {}

    /** A call of ECS is over for the backend: ECS has answered what was asked, if {@code failure} is empty. */
    default void came(DriverLife life, String operation, Optional<Category> failure) {}

    /** A process has opened a journal; whoever had it has it no more. */
    default void opened(JournalKey journal) {}

    /** An entry of a journal is durable. */
    default void durable(JournalKey journal, JournalEntry entry) {}

    // What a master says, in the order in which it does.

    /** A master has taken a call of a framework, which has its id in it. */
    default void masterTook(DriverLife master, Call call) {}

    /** The machine of a master takes a call of a framework, or its subscription, which has its id in it: later than the master, if its thread is late. */
    default void machineTook(DriverLife master, Call call) {}

    /** The machine of a master has granted what was free. */
    default void allocated(DriverLife master, AllocatorRun run) {}

    /** A master sends an event. */
    default void masterSent(DriverLife master, SentEvent sent) {}

    /** A framework has left its master, or subscribes again: what it was offered is void. */
    default void masterHungUp(DriverLife master, String frameworkId) {}

    /** It is durable that a role has this weight. The master that has written it acts by it soon, and those after it always. */
    default void weighed(String role, double weight) {}

    /** In the same way, that a role has a quota, or has none any more. */
    default void quotaSet(String role, boolean hasOne) {}

    /** It is durable that a framework is removed. */
    default void removed(String frameworkId) {}

    // What ECS holds.

    /** ECS has refused a launch because there was no room for it on an instance. */
    default void foundNoRoom(String instanceArn) {}

    /** A task is new, or has changed. */
    default void taskChanged(Task task) {}

    /** A driver has deleted an event that tells the end of a task from its queue. */
    default void endDeleted(DriverLife life, String taskArn) {}

    /** An instance is new, or has changed. */
    default void instanceChanged(ContainerInstance instance) {}

    /** A capacity provider takes an instance away, or begins to drain it, because it needs it no more. What was on it may have stopped just now. */
    default void scaledIn(String instanceArn) {}

    // The world.

    /** Whether from now on nothing goes wrong that is not told by ECS: no faults, cuts, crowds, full disks. */
    default void fair(boolean fair) {}

    /** The same, but for instances whose agents have lost their connection. */
    default void undisturbed(boolean undisturbed) {}

    /** From now on frameworks launch nothing any more. */
    default void launchingStopped() {}

    /** A step is over: all that was due at one instant has been done. */
    default void stepped() {}

    /** The run is over. */
    default void over() {}
}
