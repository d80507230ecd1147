package dev.isthmus.mesos.machine;

import dev.isthmus.api.identity.AgentId;
import dev.isthmus.mesos.framework.Framework;
import dev.isthmus.mesos.offer.Allocator;
import dev.isthmus.mesos.offer.OfferLedger;
import dev.isthmus.mesos.offer.Reservations;
import dev.isthmus.mesos.status.TaskStatusUpdateStreams;
import dev.isthmus.mesos.task.MesosTaskLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the parts of the machine share: what a master remembers, and where they put what they want done. */
final class MasterState {

    /** Where the framework stands with the cluster. */
    enum Contact {
        /** Not started. */
        NONE,
        /** Waiting for the backend's first word. */
        WAITING,
        /** Registered and connected. */
        CONNECTED,
        /** Registered once, cut off now. */
        DISCONNECTED,
        /** Aborted: nothing is told any more, but a stop still means something. */
        INACTIVE,
        /** Stopped, and the framework removed: waiting for tasks to end. */
        DRAINING,
        /** Stopped, and the tasks live on: waiting for the backend to answer for what it was asked. */
        LEAVING,
        /** Closed. */
        CLOSED
    }

    private static final int GONE_REMEMBERED = 10_000;

    private final MachineOptions options;
    private final Outbox outbox = new Outbox();
    private final MachineTimers timers = new MachineTimers();
    private final MesosTaskLedger tasks = new MesosTaskLedger();
    private final TaskStatusUpdateStreams streams = new TaskStatusUpdateStreams();
    private final Allocator allocator = new Allocator();
    private final OfferLedger offers;
    private final Reservations reservations = new Reservations();
    private final Map<AgentId, KnownAgent> agents = new LinkedHashMap<>();
    private final UUID masterId;
    private Framework framework;
    private Contact contact = Contact.NONE;
    private boolean registered;
    private boolean cutOff;
    private boolean inventoryComplete;
    private boolean recovered;
    private Instant now = Instant.MIN;
    private Instant startedAt = Instant.MAX;
    private Instant allShownAt = Instant.MAX;

    private final Set<AgentId> goneAgents = new LinkedHashSet<>();
    private final List<Callback> held = new ArrayList<>();

    MasterState(MachineOptions options) {
        this.options = options;
        this.framework = Framework.of(options.framework(), options.id());
        this.masterId = options.master();
        this.offers = new OfferLedger(masterId.toString());
    }

    MachineOptions options() {
        return options;
    }

    /** What this step wants done. */
    Outbox outbox() {
        return outbox;
    }

    MachineTimers timers() {
        return timers;
    }

    MesosTaskLedger tasks() {
        return tasks;
    }

    TaskStatusUpdateStreams streams() {
        return streams;
    }

    Allocator allocator() {
        return allocator;
    }

    /** The offers that the framework has and has not answered. */
    OfferLedger offers() {
        return offers;
    }

    Reservations reservations() {
        return reservations;
    }

    /** The agents that are there, in the order in which they were first seen; to be changed by whoever tracks them. */
    Map<AgentId, KnownAgent> agents() {
        return agents;
    }

    UUID masterId() {
        return masterId;
    }

    Framework framework() {
        return framework;
    }

    void framework(Framework changed) {
        framework = changed;
    }

    Contact contact() {
        return contact;
    }

    void contact(Contact changed) {
        contact = changed;
    }

    /** Whether the framework has ever been registered. */
    boolean isRegistered() {
        return registered;
    }

    void registered(boolean is) {
        registered = is;
    }

    /** Whether the cluster could not be reached the last time. */
    boolean isCutOff() {
        return cutOff;
    }

    void cutOff(boolean is) {
        cutOff = is;
    }

    void inventoryComplete(boolean is) {
        inventoryComplete = is;
    }

    /** Whether the backend has reported the tasks of earlier processes. */
    boolean isRecovered() {
        return recovered;
    }

    void recovered(boolean is) {
        recovered = is;
    }

    /** The time of this step. */
    Instant now() {
        return now;
    }

    void now(Instant time) {
        now = time;
    }

    /** When the driver was started. */
    Instant startedAt() {
        return startedAt;
    }

    void startedAt(Instant time) {
        startedAt = time;
    }

    /** From when on the backend has reported every task of an earlier process. */
    Instant allShownAt() {
        return allShownAt;
    }

    void allShownAt(Instant time) {
        allShownAt = time;
    }

    /** Whether the driver was stopped. */
    boolean isStopped() {
        return contact == Contact.DRAINING || contact == Contact.LEAVING || contact == Contact.CLOSED;
    }

    boolean isConnected() {
        return contact == Contact.CONNECTED;
    }

    /** Whether every agent is known, and every task of an earlier process that shows. */
    boolean isReady() {
        return isConnected() && inventoryComplete && recovered;
    }

    /** Whether a task that an earlier process asked for may not show yet, so that "unknown" does not mean that there is none. */
    boolean mayShowLate() {
        return now.isBefore(allShownAt);
    }

    /**
     * Makes a callback now, or, while the framework is cut off, when it is connected again. Mesos drops those; but an end that is told
     * once would then be learnt by reconciliation only. Where nobody will be told any more, it is not made.
     */
    void tell(Callback callback) {
        if (isConnected()) {
            outbox.add(callback);
        } else if (contact == Contact.DISCONNECTED || contact == Contact.WAITING) {
            held.add(callback);
        }
    }

    /** Makes the callbacks that were held back. */
    void tellHeld() {
        held.forEach(outbox::add);
        held.clear();
    }

    boolean isGone(AgentId agent) {
        return goneAgents.contains(agent);
    }

    void gone(AgentId agent) {
        goneAgents.add(agent);
        if (goneAgents.size() > GONE_REMEMBERED) {
            goneAgents.remove(goneAgents.iterator().next());
        }
    }

    void back(AgentId agent) {
        goneAgents.remove(agent);
    }
}
