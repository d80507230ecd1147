package dev.isthmus.mesos.machine;

import dev.isthmus.mesos.machine.MasterState.Contact;

/**
 * Ends it all. Without failover every task is killed, nothing is told of that, and the backend is closed when all have ended or
 * the time for it is over. With failover the tasks live on: without a journal nothing watches over failover_timeout, so
 * they do until another driver takes the framework's id and kills them.
 */
final class Teardown {

    private final MasterState state;
    private final Contacts contacts;
    private final Stopping stopping;

    Teardown(MasterState state, Contacts contacts, Stopping stopping) {
        this.state = state;
        this.contacts = contacts;
        this.stopping = stopping;
    }

    void stop(boolean failover) {
        contacts.deactivate();
        state.contact = Contact.DRAINING;
        if (failover) {
            state.outbox.info("framework " + state.framework.id() + " stops; its "
                    + state.tasks.live().size() + " tasks go on, for a driver with the same framework id");
            close();
            return;
        }
        state.timers.at(state.now.plus(state.options.stopDrain()), new Timers.DrainTimeout());
        state.outbox.info("framework " + state.framework.id() + " is torn down; "
                + state.tasks.live().size() + " tasks are killed");
        state.tasks.live().forEach(task -> stopping.kill(task, "its framework is torn down"));
    }

    void timedOut() {
        if (state.contact == Contact.DRAINING) {
            state.outbox.warn(state.tasks.live().size() + " tasks have not ended "
                    + state.options.stopDrain().toSeconds() + " s after they were killed; not waiting any longer");
            close();
        }
    }

    /** After each step: is there anything left to wait for? */
    void check() {
        boolean allKnown = state.recovered || !state.registered;
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
