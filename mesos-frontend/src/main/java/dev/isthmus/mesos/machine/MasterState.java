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

    final MachineOptions options;
    final Outbox outbox = new Outbox();
    final MachineTimers timers = new MachineTimers();
    final MesosTaskLedger tasks = new MesosTaskLedger();
    final TaskStatusUpdateStreams streams = new TaskStatusUpdateStreams();
    final Allocator allocator = new Allocator();
    final OfferLedger offers;
    final Reservations reservations = new Reservations();
    final Map<AgentId, KnownAgent> agents = new LinkedHashMap<>();
    final UUID masterId;
    Framework framework;
    Contact contact = Contact.NONE;
    boolean registered;
    /** Whether the cluster could not be reached when it was last heard of. */
    boolean cutOff;

    boolean inventoryComplete;
    boolean recovered;
    Instant now = Instant.MIN;
    /** When the driver was started. */
    Instant startedAt = Instant.MAX;
    /** From when on the backend has told of every task of an earlier process. */
    Instant allShownAt = Instant.MAX;

    private final Set<AgentId> goneAgents = new LinkedHashSet<>();
    private final List<Callback> held = new ArrayList<>();

    MasterState(MachineOptions options) {
        this.options = options;
        this.framework = Framework.of(options.framework(), options.id());
        this.masterId = options.master();
        this.offers = new OfferLedger(masterId.toString());
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
