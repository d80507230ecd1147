package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.MasterState.Contact;
import dev.isthmus.mesos.status.StopCause;

/**
 * Ends it all. Without failover every task is killed, nothing is told of that, and the backend is closed when all have ended or
 * the time for it is over. With failover the tasks live on. If the framework then stays away for longer than its failover_timeout, the
 * journal says so to the next driver that comes with its id, and that one kills them; without a journal nothing watches over that
 * time, and without a next driver nobody does.
 */
final class Teardown {

    private final MasterState state;
    private final Contacts contacts;
    private final Stopping stopping;
    private final Lasting lasting;
    /** Whether the tasks to be killed are those of an earlier process, still to be told of. */
    private boolean removing;

    Teardown(MasterState state, Contacts contacts, Stopping stopping, Lasting lasting) {
        this.state = state;
        this.contacts = contacts;
        this.stopping = stopping;
        this.lasting = lasting;
    }

    void stop(boolean failover) {
        contacts.deactivate();
        state.contact = Contact.DRAINING;
        if (failover) {
            if (state.registered) {
                lasting.seen();
            }
            state.outbox.info("framework " + state.framework.id() + " stops; its "
                    + state.tasks.live().size() + " tasks go on, for a driver with the same framework id");
            close();
            return;
        }
        if (state.registered) {
            lasting.removed();
        }
        state.timers.at(state.now.plus(state.options.policy().stopDrain()), new Timers.DrainTimeout());
        state.outbox.info("framework " + state.framework.id() + " is torn down; "
                + state.tasks.live().size() + " tasks are killed");
        state.tasks.live().forEach(task -> stopping.kill(task, StopCause.TORN_DOWN));
    }

    /** The framework was removed before this driver came: what is left of it is killed, and it is told so. */
    void removed() {
        boolean watching = state.contact == Contact.WAITING;
        lasting.removed();
        contacts.abort("Framework has been removed");
        state.outbox.info("framework " + state.framework.id()
                + " was torn down, or stayed away for longer than its failover_timeout; its tasks are killed");
        state.contact = Contact.DRAINING;
        removing = true;
        state.timers.at(state.now.plus(state.options.policy().stopDrain()), new Timers.DrainTimeout());
        if (!watching) {
            state.outbox.add(new Output.Watch(state.framework.id()));
        }
    }

    /** Another driver has the framework now, and its tasks. */
    void takenOver() {
        contacts.abort("Framework failed over");
        close();
    }

    void timedOut() {
        if (state.contact == Contact.DRAINING) {
            state.outbox.warn(state.tasks.live().size() + " tasks have not ended "
                    + state.options.policy().stopDrain().toSeconds()
                    + " s after they were killed; not waiting any longer");
            close();
        }
    }

    /** After each step: is there anything left to wait for? */
    void check() {
        boolean allKnown = state.recovered || !(state.registered || removing);
        if (state.contact == Contact.DRAINING && allKnown && state.tasks.live().isEmpty()) {
            close();
        }
    }

    private void close() {
        state.contact = Contact.CLOSED;
        state.timers.clear();
        state.outbox.add(new Output.Close());
    }
}
