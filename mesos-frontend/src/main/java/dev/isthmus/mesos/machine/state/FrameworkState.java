package dev.isthmus.mesos.machine.state;

import dev.isthmus.api.identity.LaunchId;
import dev.isthmus.mesos.allocator.HierarchicalAllocator;
import dev.isthmus.mesos.allocator.RoleCharges;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.machine.options.MachineOptions;
import dev.isthmus.mesos.machine.state.Connection.Over.End;
import dev.isthmus.mesos.machine.state.Connection.Registered.Link;
import dev.isthmus.mesos.machine.step.Callback;
import dev.isthmus.mesos.offer.OfferLedger;
import dev.isthmus.mesos.offer.Reservations;
import dev.isthmus.mesos.status.TaskStatusUpdateStreams;
import dev.isthmus.mesos.task.MesosTaskLedger;
import java.time.Instant;

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
        /** Registered with a master, and its stream is lost. */
        AWAY,
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
    private Instant startedAt = Instant.MAX;
    private Instant allShownAt = Instant.MAX;
    private final HeldCallbacks held = new HeldCallbacks();

    /** The state of a framework of this master that has not registered. */
    public FrameworkState(MachineOptions options, MasterState master) {
        this.options = options;
        this.master = master;
        this.framework = Framework.of(options.framework(), options.id());
        this.outbox = master.outboxOf(options.id());
        this.tasks = new MesosTaskLedger(
                master.agents()::mark, RoleCharges.of(master.allocator(), options.id()), master.holdings());
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
        return connection.contact();
    }

    /** Notes that the cluster is watched, and its first answer awaited. */
    public void start() {
        connect(connection.start());
    }

    /** Notes the first answer of the cluster: the framework is registered. */
    public void register() {
        connect(connection.register());
    }

    /** Notes that all agents are known, and so that the cluster can be reached. */
    public void inventoryComplete() {
        connect(connection.complete());
    }

    /** Notes that the cluster cannot be reached. */
    public void cutOff() {
        connect(connection.cutOff());
    }

    /** Notes that a master, to which the framework stays connected, cannot reach the cluster. */
    public void outdated() {
        connect(connection.outdated());
    }

    /** Notes that the stream of the framework, which is registered, is lost. */
    public void away() {
        connect(connection.leave());
    }

    /** Notes that the framework, which is registered, has a stream again. */
    public void returned() {
        connect(connection.returned());
    }

    private void connect(Connection next) {
        change(() -> connection = next);
    }

    /** Changes what decides whether the framework is ready, and lets its master count. */
    private void change(Runnable change) {
        boolean wasReady = isReady();
        boolean wasOver = isOver();
        change.run();
        master.moved(wasReady, isReady(), wasOver, isOver());
    }

    /** Ends all callbacks. */
    public void deactivate() {
        connect(connection.deactivate());
    }

    /** Notes that the framework is removed, and its tasks are to end. */
    public void drain() {
        connect(connection.end(End.DRAINING));
    }

    /** Notes that the driver leaves, and the tasks live on. */
    public void leave() {
        connect(connection.end(End.LEAVING));
    }

    /** Notes that the driver is closed. */
    public void close() {
        connect(connection.end(End.CLOSED));
    }

    /** Whether the framework has ever been registered. */
    public boolean isRegistered() {
        return connection.isRegistered();
    }

    /** Whether the framework was registered, and the cluster could not be reached the last time. */
    public boolean isCutOff() {
        return connection.isCutOff();
    }

    /** Whether the backend has reported the tasks of earlier processes. */
    public boolean isRecovered() {
        return recovered;
    }

    /** Notes that the backend has reported the tasks of earlier processes. */
    public void recovered(boolean is) {
        change(() -> recovered = is);
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

    /** When the framework was started, by the time of the steps. */
    public Instant startedAt() {
        return startedAt;
    }

    /** The framework is started. */
    public void started() {
        startedAt = now();
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
        return connection.fold(before -> false, registered -> false, away -> false, over -> over.end() != End.INACTIVE);
    }

    /** Whether the framework hears no more, and never will. */
    public boolean isOver() {
        return connection.fold(before -> false, registered -> false, away -> false, over -> true);
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
     * Makes a callback now or, while the cluster cannot be reached or the framework is away, when it can be again, unless it never can. Mesos drops those; but a terminal
     * state that is sent only once would then be known by reconciliation alone.
     */
    public void tell(Callback callback) {
        switch (contact()) {
            case CONNECTED -> outbox.add(callback);
            case WAITING, DISCONNECTED, AWAY -> held.add(callback);
            case NONE, INACTIVE, DRAINING, LEAVING, CLOSED -> {}
        }
    }

    /** Whether the end of this launch waits for the connection, to be told once; it is known no more. */
    public boolean isEndHeld(LaunchId launch) {
        return held.isEnd(launch);
    }

    /** Makes the callbacks that waited for the connection. */
    public void tellHeld() {
        held.take().forEach(outbox::add);
    }
}
