package dev.isthmus.mesos.machine.state;

import dev.isthmus.mesos.allocator.HierarchicalAllocator;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.state.Connection.Over.End;
import dev.isthmus.mesos.machine.state.Connection.Over.Reach;
import dev.isthmus.mesos.machine.state.Connection.Registered.Link;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.offer.OfferLedger;
import dev.isthmus.mesos.offer.Reservations;
import dev.isthmus.mesos.status.TaskStatusUpdateStreams;
import dev.isthmus.mesos.task.MesosTaskLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** The state that a master keeps of one framework, and the outbox for what is of it; and, for the parts of its machine, what the master keeps for all. */
public final class FrameworkState {

    /** The framework's connection to the cluster. */
    public enum Contact {
        /** Not started. */
        NONE,
        /** Waiting for the backend's first answer. */
        WAITING,
        /** Registered and connected. */
        CONNECTED,
        /** Registered, and the cluster cannot be reached now. */
        DISCONNECTED,
        /** Aborted: no callbacks any more, but a stop still counts. */
        INACTIVE,
        /** Stopped, and the framework removed: waiting for tasks to end. */
        DRAINING,
        /** Stopped, and the tasks live on: waiting for the backend's answers to earlier requests. */
        LEAVING,
        /** Closed. */
        CLOSED
    }

    private final MachineOptions options;
    private final MasterState master;
    private final Outbox outbox;
    private final MesosTaskLedger tasks;
    private final TaskStatusUpdateStreams streams = new TaskStatusUpdateStreams();
    private Framework framework;
    private Connection connection = new Connection.Before(false);
    private boolean recovered;
    private Instant allShownAt = Instant.MAX;

    private final List<Callback> held = new ArrayList<>();

    /**
     * The state of a framework that has not registered.
     *
     * @param master of which it is one
     */
    public FrameworkState(MachineOptions options, MasterState master) {
        this.options = options;
        this.master = master;
        this.framework = Framework.of(options.framework(), options.id());
        this.outbox = master.outboxOf(options.id());
        this.tasks = new MesosTaskLedger(
                master.agents()::mark, master.allocator().chargesOf(options.id()), master.holdings());
        master.add(this);
    }

    /** What its master keeps for all frameworks. */
    public MasterState master() {
        return master;
    }

    /** The options of the machine. */
    public MachineOptions options() {
        return options;
    }

    /** The outputs of this step. */
    public Outbox outbox() {
        return outbox;
    }

    /** The timers of the master, of all its frameworks. */
    public MachineTimers timers() {
        return master.timers();
    }

    /** The known tasks. */
    public MesosTaskLedger tasks() {
        return tasks;
    }

    /** The streams of reliable updates. */
    public TaskStatusUpdateStreams streams() {
        return streams;
    }

    /** The allocator, with the refusal filters and the suppressed roles. */
    public HierarchicalAllocator allocator() {
        return master.allocator();
    }

    /** The offers that the framework has and has not answered. */
    public OfferLedger offers() {
        return master.offers();
    }

    /** What is reserved on the agents. */
    public Reservations reservations() {
        return master.reservations();
    }

    /** The known agents. */
    public KnownAgents agents() {
        return master.agents();
    }

    /** The id of this master. */
    public UUID masterId() {
        return master.id();
    }

    /** The framework as it is registered. */
    public Framework framework() {
        return framework;
    }

    /** Replaces the description of the framework. */
    public void framework(Framework changed) {
        framework = changed;
        master.agents().markAll();
    }

    /** The connection to the cluster. */
    public Contact contact() {
        return connection.fold(
                before -> before.watching() ? Contact.WAITING : Contact.NONE,
                registered -> registered.link() == Link.CUT_OFF ? Contact.DISCONNECTED : Contact.CONNECTED,
                over -> switch (over.end()) {
                    case INACTIVE -> Contact.INACTIVE;
                    case DRAINING -> Contact.DRAINING;
                    case LEAVING -> Contact.LEAVING;
                    case CLOSED -> Contact.CLOSED;
                });
    }

    /** Notes that the cluster is watched, and its first answer awaited. */
    public void start() {
        connection = connection.start();
    }

    /** Notes the first answer of the cluster: the framework is registered. */
    public void register() {
        connection = connection.register();
    }

    /** Notes that all agents are known, and so that the cluster can be reached. */
    public void inventoryComplete() {
        connection = connection.complete();
    }

    /** Notes that the cluster cannot be reached. */
    public void cutOff() {
        connection = connection.cutOff();
    }

    /** Ends all callbacks. */
    public void deactivate() {
        connection = connection.deactivate();
    }

    /** Notes that the framework is removed, and its tasks are to end. */
    public void drain() {
        connection = connection.end(End.DRAINING);
    }

    /** Notes that the driver leaves, and the tasks live on. */
    public void leave() {
        connection = connection.end(End.LEAVING);
    }

    /** Notes that the driver is closed. */
    public void close() {
        connection = connection.end(End.CLOSED);
    }

    /** Whether the framework has ever been registered. */
    public boolean isRegistered() {
        return connection.fold(before -> false, registered -> true, over -> over.reach() != Reach.NEVER);
    }

    /** Whether the framework was registered, and the cluster could not be reached the last time. */
    public boolean isCutOff() {
        return connection.fold(
                before -> false,
                registered -> registered.link() == Link.CUT_OFF,
                over -> over.reach() == Reach.CUT_OFF);
    }

    /** Whether the backend has reported the tasks of earlier processes. */
    public boolean isRecovered() {
        return recovered;
    }

    /** Notes that the backend has reported the tasks of earlier processes. */
    public void recovered(boolean is) {
        recovered = is;
    }

    /** The time of this step, for what waits for a while. It goes forward as time passes, whatever the clock is set to. */
    public Instant now() {
        return master.time().now();
    }

    /** What the clock shows, which may be set forward and back: for what is told, written, or compared with what was. */
    public Instant shown() {
        return master.time().shown(master.time().now());
    }

    /** The time of this step, and the clock beside it. */
    public MachineTime time() {
        return master.time();
    }

    /** From when on the backend has reported every task of an earlier process. */
    public Instant allShownAt() {
        return allShownAt;
    }

    /** Sets from when on the backend has reported every task of an earlier process. */
    public void allShownAt(Instant time) {
        allShownAt = time;
    }

    /** Whether the driver was stopped. */
    public boolean isStopped() {
        return connection.fold(before -> false, registered -> false, over -> over.end() != End.INACTIVE);
    }

    /** Whether the framework is registered and the cluster can be reached. */
    public boolean isConnected() {
        return contact() == Contact.CONNECTED;
    }

    /** Whether the framework is connected, and the backend has reported every agent and every task of an earlier process that it can see. */
    public boolean isReady() {
        return recovered && connection.equals(new Connection.Registered(Link.COMPLETE));
    }

    /** Whether the backend may still report a task that an earlier process launched, so that a task it does not know may exist. */
    public boolean mayShowLate() {
        return master.time().now().isBefore(allShownAt);
    }

    /**
     * Makes a callback now or, while the cluster cannot be reached, when it can be again. Mesos drops those; but a terminal state that is sent only
     * once would then be known by reconciliation alone. Does nothing once there are no more callbacks.
     */
    public void tell(Callback callback) {
        if (isConnected()) {
            outbox.add(callback);
        } else if (contact() == Contact.DISCONNECTED || contact() == Contact.WAITING) {
            held.add(callback);
        }
    }

    /** Makes the callbacks that waited for the connection. */
    public void tellHeld() {
        held.forEach(outbox::add);
        held.clear();
    }
}
